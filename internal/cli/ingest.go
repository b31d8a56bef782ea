package cli

import (
	"context"
	"errors"
	"fmt"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/model"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
	"ascribe/internal/wording"
)

// IngestCommand keeps documents and their claims in the ledger.
type IngestCommand struct {
	Inputs
	DryRun bool `help:"Count what the model would be asked, with its cost; ask nothing, store nothing."`

	Queue    bool `group:"Work" help:"Only add the documents to the ledger's queue; workers read them (ascribe worker)."`
	Priority int  `group:"Work" help:"Of what is queued: 1 (first) to 4 (last)." default:"2" placeholder:"N"`
}

// Help is the long help.
func (IngestCommand) Help() string {
	return `Documents that the ledger has, made by this version, are skipped; what an older version
made is made again. Interrupt it at any time and run it again: nothing is lost or doubled.
A sidecar FILE.meta.json {"title", "publisher", "published", "url"} is read with its file.

With --json, one line an input: {"input", "status": "stored|updated|current|failed",
"document", "claims", "error"}. Exit code 1 when some inputs failed; the rest is stored.

Examples:
  ascribe ingest reports/ news/*.html               folders, with all below, and files
  ascribe ingest https://example.org/statement
  ascribe ingest reports/ --extractor both --dry-run   what a model would be asked, and its cost
  ascribe ingest --ledger case.db --publisher "Daily" article.pdf`
}

// Run ingests, then makes incidents of all claims of the ledger.
func (c IngestCommand) Run(ctx context.Context, g *Globals) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.Queue {
		return c.enqueue(ctx, g)
	}
	flow, asked, err := c.flow(g, c.DryRun)
	if err != nil {
		return err
	}
	if c.DryRun {
		return c.plan(ctx, g, flow, asked)
	}
	defer tellSpent(g, asked, c.Reading)
	store, path, err := g.openForWriting(ctx)
	if err != nil {
		return err
	}
	tally, err := c.ingest(ctx, g, flow, store)
	if err == nil {
		err = tally.finish(ctx, g, store, path)
	}
	return errors.Join(err, store.Close())
}

func (c IngestCommand) ingest(ctx context.Context, g *Globals, flow *pipeline.Pipeline, store pipeline.Store) (*ingestTally, error) {
	options := c.options(g)
	total := 0
	if isTerminal(g.Err) {
		total = source.Count(c.Sources)
	}
	tally := &ingestTally{statuses: map[pipeline.Status]int{}}
	bar := g.newProgress("reading", total)
	defer bar.end()
	lines, flush := g.Lines()
	for outcome := range flow.Ingest(ctx, source.Open(ctx, c.Sources, options), store, c.workers()) {
		bar.step()
		tally.add(outcome)
		if !g.JSON || c.DryRun {
			continue
		}
		if err := errors.Join(lines.Encode(lineOf(outcome)), flush()); err != nil {
			return tally, err
		}
	}
	return tally, nil
}

// plan is --dry-run: it counts documents that the ledger doesn't have as this run
// would read them.
func (c IngestCommand) plan(ctx context.Context, g *Globals, flow *pipeline.Pipeline, asked *model.Reader) error {
	keep := unwritten{}
	if store, _, err := g.openForReading(ctx); err == nil {
		defer store.Close() //nolint:errcheck // nothing was written
		keep.Reader = store
	}
	tally, err := c.ingest(ctx, g, flow, keep)
	if err != nil {
		return err
	}
	tally.list(g.Err)
	return errors.Join(planned(ctx, g, asked, tally.statuses[pipeline.Stored]+tally.statuses[pipeline.Updated]), tally.err())
}

// unwritten is a ledger that keeps nothing; without a reader it holds nothing.
type unwritten struct{ ledger.Reader }

func (u unwritten) Stamp(ctx context.Context, document string) (ledger.Stamp, error) {
	if u.Reader == nil {
		return ledger.Stamp{}, ledger.ErrNotFound
	}
	return u.Reader.Stamp(ctx, document)
}

func (unwritten) Origins(context.Context, string) ([]ledger.Origin, error) { return nil, nil }

func (unwritten) CopyCandidates(context.Context, string, []uint64) ([]ledger.CopyCandidate, error) {
	return nil, nil
}

func (unwritten) Put(context.Context, ledger.Record) error { return nil }

func (unwritten) Found(context.Context, string, ledger.Origin) error { return nil }

// ingestLine is a line of ingest --json.
type ingestLine struct {
	pipeline.Outcome
	Problem string `json:"problem,omitempty"` // the name of what is wrong, where it has one
}

func lineOf(o pipeline.Outcome) ingestLine {
	line := ingestLine{Outcome: o}
	var problem *ascribe.Problem
	if errors.As(o.Failure, &problem) {
		line.Problem = problem.Name
	}
	return line
}

// ingestTally counts what became of the inputs.
type ingestTally struct {
	failures
	statuses map[pipeline.Status]int
	claims   int
}

func (t *ingestTally) add(o pipeline.Outcome) {
	t.inputs++
	t.statuses[o.Status]++
	t.claims += o.Claims
	if o.Failure != nil {
		t.failures.add(o.Failure)
	}
}

// finish makes the incidents, also after an interruption, and says what was done.
func (t *ingestTally) finish(ctx context.Context, g *Globals, store ledger.Ledger, path string) error {
	incidents, err := regroup(context.WithoutCancel(ctx), store)
	if err != nil {
		return err
	}
	t.list(g.Err)
	if !g.JSON && !g.Quiet {
		fmt.Fprintf(g.Out, "%s: %d stored, %d updated, %d current, %d failed; %s read. The ledger %s now holds %s.\n",
			wording.Count(t.inputs, "input"), t.statuses[pipeline.Stored], t.statuses[pipeline.Updated],
			t.statuses[pipeline.Current], t.statuses[pipeline.Failed], wording.Count(t.claims, "claim"), path, wording.Count(incidents, "incident"))
	}
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted after %s; what was read is stored, run the same command again to go on", wording.Count(t.inputs, "input"))
	}
	return t.err()
}

// regroup makes incidents of all claims and says how many there are.
func regroup(ctx context.Context, store ledger.Ledger) (int, error) {
	n, err := pipeline.Regroup(ctx, store)
	if err != nil {
		return n, fmt.Errorf("the ledger's documents are safe, but making incidents of them failed: %w", err)
	}
	return n, nil
}
