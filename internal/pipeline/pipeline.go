// Package pipeline is the only place that knows the order of the stages:
//
//	bytes → extract → copies → language → mention → link → claim → ledger → incident
//
// Standard gives the stages as the product uses them. Read takes one document
// through them; Each takes many, in parallel and in order; Ingest keeps what
// they make in a ledger and skips what is current; Regroup makes incidents of
// the ledger's claims.
package pipeline

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/copies"
	"ascribe/internal/language"
)

// Work is one document on its way through the stages: what they have made of it
// so far. A stage reads what earlier ones set and sets its own.
type Work struct {
	Raw       ascribe.Raw
	Document  ascribe.Document    // set by extract; link adds flags
	Text      ascribe.Text        // extract
	Signature copies.Signature    // copies
	Analysis  *language.Analysis  // language
	Mentions  []ascribe.Mention   // mention; link completes them
	Entities  []ascribe.Entity    // link; claim adds those that only claims refer to
	SpeaksFor map[string][]string // link: entity → whom it speaks for, nearest first
	Claims    []ascribe.Claim     // claim
	Wrong     []error             // an importer: what it left out of the input, with the reason
	Readings  []Reading           // claim: what each extractor made of it, before they were put together
	Lacking   error               // claim: why an extractor's part is missing, nil when nothing is

	Spent []time.Duration // wall time of each stage, in the order of Pipeline.Stages

	aside  bool            // sieve: later stages have nothing to do
	orders []ascribe.Span  // claim: sentences that tell a program what to do, where a model read it
	ctx    context.Context // of the reading; as in http.Request, a Work lives no longer
}

// Context ends when nobody waits for the document any more.
func (w *Work) Context() context.Context {
	if w.ctx == nil {
		return context.Background()
	}
	return w.ctx
}

// Extraction is what the document says, in the shape of the extraction schema.
func (w *Work) Extraction() ascribe.Extraction {
	e := ascribe.Extraction{Document: w.Document, Entities: w.Entities, Mentions: w.Mentions, Claims: w.Claims}
	if e.Entities == nil {
		e.Entities = []ascribe.Entity{}
	}
	if e.Claims == nil {
		e.Claims = []ascribe.Claim{}
	}
	return e
}

// Stage is one step of the flow. Do is called by many goroutines at once, each
// with a Work of its own.
type Stage struct {
	Name    string
	Version string // changes whenever the same input may give another output
	Do      func(*Work) error
}

// Pipeline is a sequence of stages. It is read-only and safe for concurrent use.
type Pipeline struct{ stages []Stage }

// New makes a pipeline of the stages, in their order.
func New(stages []Stage) *Pipeline { return &Pipeline{stages: stages} }

// Stages lists the stages in their order.
func (p *Pipeline) Stages() []Stage { return p.stages }

// Stamp gives each stage's version: what a document's derived rows are made by.
func (p *Pipeline) Stamp() map[string]string {
	stamp := make(map[string]string, len(p.stages))
	for _, s := range p.stages {
		stamp[s.Name] = s.Version
	}
	return stamp
}

// Failure is an input that could not be read or taken through the stages.
type Failure struct {
	Input string // path, URL or "-"
	Stage string // "source" or a stage's name
	Err   error
}

func (f *Failure) Error() string {
	if text := f.Err.Error(); strings.Contains(text, f.Input) {
		return text
	}
	return f.Input + ": " + f.Err.Error()
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Read is ReadContext without an end.
func (p *Pipeline) Read(raw ascribe.Raw) (*Work, error) {
	return p.ReadContext(context.Background(), raw)
}

// ReadContext takes one document through every stage. Its error is a *Failure; a
// stage that panics fails its document and no other. When ctx ends, what waits
// for a network gives up.
func (p *Pipeline) ReadContext(ctx context.Context, raw ascribe.Raw) (*Work, error) {
	w := &Work{ctx: ctx, Raw: raw, Spent: make([]time.Duration, len(p.stages))}
	for i, stage := range p.stages {
		began := time.Now()
		if err := stage.run(w); err != nil {
			return nil, &Failure{Input: raw.Origin, Stage: stage.Name, Err: err}
		}
		w.Spent[i] = time.Since(began)
	}
	return w, nil
}

func (s Stage) run(w *Work) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the %s stage broke on this document (%v at %s); please report it with the document", s.Name, r, panicSite())
		}
	}()
	return s.Do(w)
}

// panicSite is the file and line of this module's code that panicked, for a report.
func panicSite() string {
	counters := make([]uintptr, 32)
	frames := runtime.CallersFrames(counters[:runtime.Callers(3, counters)])
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "ascribe") && !strings.Contains(frame.Function, "pipeline.Stage.run") {
			file := frame.File[strings.LastIndex(frame.File, "/")+1:]
			return fmt.Sprintf("%s:%d", file, frame.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
