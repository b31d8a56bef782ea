package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"ascribe"
	"ascribe/internal/bench"
	"ascribe/internal/cli/render"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
	"ascribe/internal/wording"
)

// BenchCommand measures the program on this machine.
type BenchCommand struct {
	Sources   []string `arg:"" optional:"" name:"source" help:"Documents to measure with (default: generated ones)."`
	Documents int      `help:"How many documents to generate." default:"200" placeholder:"N"`
	Crawl     int      `help:"Generate a crawl of so many pages instead, as a compressed web archive." placeholder:"N"`
	Seed      uint64   `help:"Seed of the generated documents." default:"1" placeholder:"N"`
	Reading
}

// Help is the long help.
func (BenchCommand) Help() string {
	return `First each stage alone, one document after the other; then ingest into a temporary ledger
with all processors, and once more when all is current. A token is a word or a mark.

Examples:
  ascribe bench
  ascribe bench --fast                              # sentences parsed greedily
  ascribe bench --documents 2000 --json > bench.json
  ascribe bench --crawl 20000 --fast                # a generated web archive, read page by page
  ascribe bench reports/`
}

// Run measures and writes the report.
func (c *BenchCommand) Run(ctx context.Context, g *Globals) error {
	if c.Documents < 1 {
		return usage("--documents %d: give 1 or more", c.Documents)
	}
	flow, _, err := c.flow(g, false)
	if err != nil {
		return err
	}
	if c.Crawl > 0 {
		remove, err := c.generate(g)
		if err != nil {
			return err
		}
		defer remove()
	}
	var report bench.Report
	if len(c.Sources) > 0 {
		g.Note("measuring the reading of sources …")
		report.MeasureSource(c.inputs(ctx, g))
	}
	g.Note("measuring each stage …")
	if err := report.MeasureStages(ctx, flow, c.inputs(ctx, g)); err != nil {
		return err
	}
	g.Note("measuring ingest …")
	if err := c.ingest(ctx, g, flow, &report); err != nil {
		return err
	}
	if g.JSON {
		return g.WriteJSON(report)
	}
	return writeBench(g, report)
}

// generate writes a crawl to a temporary file, which becomes the source.
func (c *BenchCommand) generate(g *Globals) (remove func(), err error) {
	g.Note("generating a crawl of %d pages …", c.Crawl)
	file, err := os.CreateTemp("", "ascribe-crawl-*.warc.gz")
	if err != nil {
		return nil, err
	}
	remove = func() { _ = os.Remove(file.Name()) }
	buffered := bufio.NewWriterSize(file, 1<<20)
	if err := errors.Join(bench.WriteCrawl(buffered, c.Seed, c.Crawl), buffered.Flush(), file.Close()); err != nil {
		remove()
		return nil, err
	}
	c.Sources = []string{file.Name()}
	return remove, nil
}

func (c BenchCommand) inputs(ctx context.Context, g *Globals) iter.Seq2[ascribe.Raw, error] {
	if len(c.Sources) == 0 {
		return bench.Documents(c.Seed, c.Documents)
	}
	return source.Open(ctx, c.Sources, source.Options{Stdin: g.In})
}

func (c BenchCommand) ingest(ctx context.Context, g *Globals, flow *pipeline.Pipeline, report *bench.Report) error {
	folder, err := os.MkdirTemp("", "ascribe-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "ledger.db")
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return err
	}
	err = report.MeasureIngest(ctx, flow, c.inputs(ctx, g), store)
	if info, statErr := os.Stat(path); statErr == nil {
		report.LedgerBytes = info.Size()
	}
	return errors.Join(err, store.Close())
}

func writeBench(g *Globals, r bench.Report) error {
	fmt.Fprintf(g.Out, "%s, %s\n\n", r.System, wording.Count(r.CPUs, "processor"))
	if s := r.Source; s.Seconds > 0 {
		fmt.Fprintf(g.Out, "reading of sources alone, one core: %d documents, %d failed, %s documents/s, %.1f MB/s unpacked\n\n",
			s.Documents, s.Failed, rate(s.Documents, s.Seconds), float64(s.Bytes)/1e6/s.Seconds)
	}
	rows := [][]string{{"stage", "seconds", "share", "tokens/s", "kB/s", "docs/s"}}
	for _, s := range r.Stages {
		rows = append(rows, []string{s.Name, fmt.Sprintf("%.2f", s.Seconds), fmt.Sprintf("%.0f%%", 100*s.Share),
			rate(r.Whole.Tokens, s.Seconds), rate(r.Whole.Bytes/1000, s.Seconds), rate(r.Whole.Documents, s.Seconds)})
	}
	if err := render.Rows(g.Out, rows, g.Width(), -1); err != nil {
		return err
	}
	rows = [][]string{{"", "docs", "failed", "tokens", "claims", "wall s", "docs/s", "CPU s", "tokens/CPU s", "docs/CPU s", "claims/CPU s"}}
	for _, line := range []struct {
		name string
		bench.Rate
	}{{"extraction, one core", r.Whole}, {"ingest, all cores", r.Ingest}, {"again, all current", r.Again}} {
		rows = append(rows, []string{line.name, fmt.Sprint(line.Documents), fmt.Sprint(line.Failed), fmt.Sprint(line.Tokens), fmt.Sprint(line.Claims),
			fmt.Sprintf("%.2f", line.Seconds), rate(line.Documents, line.Seconds), fmt.Sprintf("%.2f", line.CPUSeconds),
			rate(line.Tokens, line.CPUSeconds), rate(line.Documents, line.CPUSeconds), rate(line.Claims, line.CPUSeconds)})
	}
	fmt.Fprintln(g.Out)
	if err := render.Rows(g.Out, rows, g.Width()+40, -1); err != nil {
		return err
	}
	_, err := fmt.Fprintf(g.Out, "\ngrouping: %s in %.2f s · ledger: %.1f MB · peak memory: %.0f MB\n",
		wording.Count(r.Incidents, "incident"), r.RegroupSeconds, float64(r.LedgerBytes)/1e6, float64(r.PeakMemory)/1e6)
	return err
}

func rate(amount int, seconds float64) string {
	switch n := bench.Per(amount, seconds); {
	case n == 0:
		return "–"
	case n < 10:
		return fmt.Sprintf("%.1f", n)
	default:
		return fmt.Sprintf("%.0f", n)
	}
}
