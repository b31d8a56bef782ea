package bench

import (
	"context"
	"iter"
	"runtime"
	"time"

	"ascribe"
	"ascribe/internal/pipeline"
)

// Report is what was measured. Seconds are of wall clock unless CPU is said.
type Report struct {
	System string  `json:"system"`
	CPUs   int     `json:"cpus"`
	Source Rate    `json:"source"` // bytes read and unpacked, nothing more; zero for generated documents
	Stages []Stage `json:"stages"` // one document at a time, on one core
	Whole  Rate    `json:"extraction"`
	Ingest Rate    `json:"ingest"` // all stages and the ledger, with all workers
	Again  Rate    `json:"again"`  // the same inputs when all are current

	RegroupSeconds float64 `json:"regroup_seconds"`
	Incidents      int     `json:"incidents"`
	PeakMemory     int64   `json:"peak_memory_bytes,omitempty"` // of the process, 0 where not known
	LedgerBytes    int64   `json:"ledger_bytes"`
}

// Stage is the time of one stage over all documents.
type Stage struct {
	Name    string  `json:"stage"`
	Seconds float64 `json:"seconds"`
	Share   float64 `json:"share"` // of all stages' time, 0 to 1
}

// Rate is an amount of work and the time it took.
type Rate struct {
	Documents  int     `json:"documents"`
	Failed     int     `json:"failed"`
	Bytes      int     `json:"bytes"` // of text
	Tokens     int     `json:"tokens"`
	Claims     int     `json:"claims"`
	Seconds    float64 `json:"seconds"`
	CPUSeconds float64 `json:"cpu_seconds"` // of the process, garbage collection included
}

// Per divides an amount by a time, 0 where there is no time.
func Per(amount int, seconds float64) float64 {
	if seconds <= 0 {
		return 0
	}
	return float64(amount) / seconds
}

func (r *Rate) count(w *pipeline.Work) {
	r.Documents++
	r.Bytes += len(w.Text.Content)
	r.Claims += len(w.Claims)
	if w.Analysis != nil {
		r.Tokens += len(w.Analysis.Tokens)
	}
}

// stopwatch measures wall and processor time.
type stopwatch struct {
	wall time.Time
	cpu  time.Duration
}

func start() stopwatch { return stopwatch{time.Now(), processorTime()} }

func (s stopwatch) stop(r *Rate) {
	r.Seconds = time.Since(s.wall).Seconds()
	r.CPUSeconds = (processorTime() - s.cpu).Seconds()
}

// MeasureSource reads the inputs and does nothing with them.
func (r *Report) MeasureSource(inputs iter.Seq2[ascribe.Raw, error]) {
	watch := start()
	for raw, err := range inputs {
		if err != nil {
			r.Source.Failed++
			continue
		}
		r.Source.Documents++
		r.Source.Bytes += len(raw.Bytes)
	}
	watch.stop(&r.Source)
}

// MeasureStages takes the inputs through the flow one after the other and measures each stage.
func (r *Report) MeasureStages(ctx context.Context, flow *pipeline.Pipeline, inputs iter.Seq2[ascribe.Raw, error]) error {
	r.System, r.CPUs = runtime.GOOS+"/"+runtime.GOARCH+" "+runtime.Version(), runtime.GOMAXPROCS(0)
	spent := make([]time.Duration, len(flow.Stages()))
	watch := start()
	for work, err := range flow.Each(ctx, inputs, 1) {
		if err != nil {
			r.Whole.Failed++
			continue
		}
		r.Whole.count(work)
		for i, d := range work.Spent {
			spent[i] += d
		}
	}
	watch.stop(&r.Whole)
	var all time.Duration
	for _, d := range spent {
		all += d
	}
	for i, stage := range flow.Stages() {
		r.Stages = append(r.Stages, Stage{stage.Name, spent[i].Seconds(), spent[i].Seconds() / max(all.Seconds(), 1e-9)})
	}
	return ctx.Err()
}

// MeasureIngest ingests the inputs, which can be read twice, into an empty store
// with all processors, again when all is current, and groups the claims.
func (r *Report) MeasureIngest(ctx context.Context, flow *pipeline.Pipeline, inputs iter.Seq2[ascribe.Raw, error], store interface {
	pipeline.Store
	pipeline.Claims
}) error {
	for _, rate := range []*Rate{&r.Ingest, &r.Again} {
		watch := start()
		for outcome := range flow.Ingest(ctx, inputs, store, r.CPUs) {
			switch {
			case outcome.Work != nil:
				rate.count(outcome.Work)
			case outcome.Status == pipeline.Failed:
				rate.Failed++
			default:
				rate.Documents++
			}
		}
		watch.stop(rate)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	var grouping Rate
	watch := start()
	var err error
	r.Incidents, err = pipeline.Regroup(ctx, store)
	watch.stop(&grouping)
	r.RegroupSeconds, r.PeakMemory = grouping.Seconds, peakMemory()
	return err
}
