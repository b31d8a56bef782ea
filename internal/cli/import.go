package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
	"ascribe/internal/stix"
)

// ImportCommand takes claims from other programs: a format a command.
type ImportCommand struct {
	STIX ImportSTIXCommand `cmd:"" name:"stix" help:"STIX 2.1 bundles."`
	MISP ImportMISPCommand `cmd:"" name:"misp" help:"MISP events and feeds."`
}

// Importing are the arguments and flags of commands that import.
type Importing struct {
	Sources   []string `arg:"" name:"source" help:"Files, folders (with all below), globs, http(s) addresses, or - for standard input."`
	Publisher string   `help:"Who made what names no maker." placeholder:"NAME"`
	Fetching
	Workers int `group:"Reading" help:"Documents at once (default: one for each processor)." placeholder:"N"`
}

// piece is one document of an input.
type piece struct {
	name  string // what it is called within its input
	bytes []byte
}

// format is how a format is read: divided into documents, then each of them.
type format struct {
	name, version string
	split         func(ascribe.Raw) ([]piece, []error, error)
	read          func(ascribe.Raw, *knowledge.Base) (ledger.Record, []error, error)
}

// run imports, then makes incidents of all claims of the ledger.
func (c Importing) run(ctx context.Context, g *Globals, f format) error {
	if c.Workers < 0 {
		return usage("--workers %d: give 1 or more", c.Workers)
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return err
	}
	store, path, err := g.openForWriting(ctx)
	if err != nil {
		return err
	}
	flow := pipeline.Importer(f.name, f.version, func(raw ascribe.Raw) (ledger.Record, []error, error) { return f.read(raw, base) })
	tally := &ingestTally{statuses: map[pipeline.Status]int{}}
	err = c.each(g, flow.Ingest(ctx, c.pieces(ctx, g, f), store, c.workers()), tally)
	if err == nil {
		err = tally.finish(ctx, g, store, path)
	}
	return errors.Join(err, store.Close())
}

func (c Importing) workers() int {
	if c.Workers > 0 {
		return c.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// pieces yields the documents of all inputs.
func (c Importing) pieces(ctx context.Context, g *Globals, f format) pipeline.Inputs {
	given := ascribe.Metadata{Publisher: c.Publisher}
	return func(yield func(ascribe.Raw, error) bool) {
		for raw, err := range source.Open(ctx, c.Sources, c.Fetching.options(g, given)) {
			if err != nil {
				if !yield(raw, err) {
					return
				}
				continue
			}
			pieces, wrong, err := f.split(raw)
			if err != nil {
				wrong = append(wrong, &ascribe.Problem{Name: "broken", Input: raw.Origin, Why: err.Error()})
			}
			for _, err := range wrong {
				if !yield(ascribe.Raw{Origin: raw.Origin}, err) {
					return
				}
			}
			for _, p := range pieces {
				part := raw
				part.Origin, part.Bytes = raw.Origin+"#"+p.name, p.bytes
				if !yield(part, nil) {
					return
				}
			}
		}
	}
}

// each counts outcomes, and what was left out of each, and writes them as lines with --json.
func (c Importing) each(g *Globals, outcomes func(func(pipeline.Outcome) bool), tally *ingestTally) error {
	bar := g.newProgress("importing", 0)
	defer bar.end()
	lines, flush := g.Lines()
	for outcome := range outcomes {
		bar.step()
		tally.add(outcome)
		if outcome.Work != nil {
			for _, wrong := range outcome.Work.Wrong {
				tally.failures.add(wrong)
			}
		}
		if !g.JSON {
			continue
		}
		if err := errors.Join(lines.Encode(lineOf(outcome)), flush()); err != nil {
			return err
		}
	}
	return nil
}

// ImportSTIXCommand reads STIX bundles.
type ImportSTIXCommand struct{ Importing }

// Help is the long help.
func (ImportSTIXCommand) Help() string {
	return `Each Report becomes a document, and so does each object that Relationships of no Report go out
from; what an object says is a claim whose source is who made it (created_by_ref). Bundles that
ascribe wrote give back every claim with its quote. What can't be read is named, the rest is done;
importing again changes nothing.

Examples:
  ascribe import stix albania.json
  ascribe import stix --limit 100MB enterprise-attack.json
  ascribe import stix --publisher "Vendor" reports/*.json`
}

// Run imports.
func (c ImportSTIXCommand) Run(ctx context.Context, g *Globals) error {
	return c.run(ctx, g, format{"stix", stix.Version, splitSTIX, stix.Read})
}

func splitSTIX(raw ascribe.Raw) ([]piece, []error, error) {
	parts, wrong, err := stix.Split(raw.Bytes)
	var out []piece
	for _, p := range parts {
		out = append(out, piece{p.Name, p.Bytes})
	}
	for i, err := range wrong {
		wrong[i] = &ascribe.Problem{Name: "broken", Input: raw.Origin, Why: err.Error()}
	}
	if err == nil && len(parts) == 0 && len(wrong) == 0 {
		err = fmt.Errorf("nothing in the bundle says anything: it has no Report, Relationship, other name or motive")
	}
	return out, wrong, err
}
