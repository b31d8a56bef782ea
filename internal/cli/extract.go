package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/docs"
	"ascribe/internal/cli/render"
	"ascribe/internal/model"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
	"ascribe/internal/wording"
)

// ExtractCommand shows what documents say.
type ExtractCommand struct {
	Inputs
	Format       string  `help:"How to write the claims: ${enum}." enum:"table,jsonl,stix" default:"table"`
	Explain      string  `help:"Show how a claim came about: its number in the table, its id, or all." placeholder:"CLAIM"`
	WhyNot       string  `help:"Show how far the sentences that hold these words (or all) came on their way to a claim." placeholder:"WORDS"`
	MinCertainty float64 `help:"Leave out claims of which the extractor is less certain (0 to 1)." default:"0" placeholder:"N"`
	DryRun       bool    `help:"Count what the model would be asked, with its cost; ask nothing, show no claims."`
	Schema       bool    `help:"Print the JSON Schema of a line of --format jsonl, and end."`
}

// Help is the long help.
func (ExtractCommand) Help() string {
	return `Nothing is stored. Documents are read in parallel and written in the order given.
A sidecar FILE.meta.json {"title", "publisher", "published", "url"} is read with its file.

Examples:
  ascribe extract article.txt                       what it says, as a table
  ascribe extract article.txt --explain 3           how the third claim came about
  ascribe extract article.txt --why-not "tied to"   what was tried in sentences with these words
  ascribe extract reports/ --format jsonl > out.jsonl
  ascribe extract reports/ --format stix > bundle.json
  ascribe extract a.txt --extractor both --model-url http://localhost:11434/v1 --model NAME
  ascribe extract --publisher "Daily" --published 2022-09-10 - < article.txt`
}

// Run writes what the documents say. It fails when some can't be read; the
// others are written.
func (c ExtractCommand) Run(ctx context.Context, g *Globals) error {
	if c.Schema {
		_, err := fmt.Fprint(g.Out, docs.ExtractionSchema)
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	flow, asked, err := c.flow(g, c.DryRun)
	if err != nil {
		return err
	}
	if c.DryRun {
		return c.plan(ctx, g, flow, asked)
	}
	defer tellSpent(g, asked, c.Reading)
	write, flush, err := c.writer(g)
	if err != nil {
		return err
	}
	var failed failures
	explained := 0
	for work, err := range flow.Each(ctx, source.Open(ctx, c.Sources, c.options(g)), c.workers()) {
		failed.inputs++
		if err != nil {
			failed.add(err)
			fmt.Fprintf(g.Err, "ascribe: %v\n", err)
			continue
		}
		if lacking := work.Lacking; lacking != nil {
			failed.add(lacking)
			fmt.Fprintf(g.Err, "ascribe: %s: the model's part is missing: %v\n", work.Raw.Origin, lacking)
		}
		n, err := c.tell(g, work, write)
		if err != nil {
			return err
		}
		explained += n
	}
	if err := flush(); err != nil {
		return err
	}
	if explained == 0 && len(failed.errors) == 0 {
		if err := c.nothing(); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted after %s", wording.Count(failed.inputs, "input"))
	}
	return failed.err()
}

// plan is --dry-run.
func (c ExtractCommand) plan(ctx context.Context, g *Globals, flow *pipeline.Pipeline, asked *model.Reader) error {
	documents := 0
	var failed failures
	for _, err := range flow.Each(ctx, source.Open(ctx, c.Sources, c.options(g)), c.workers()) {
		failed.inputs++
		if err != nil {
			failed.add(err)
			continue
		}
		documents++
	}
	failed.list(g.Err)
	return errors.Join(planned(ctx, g, asked, documents), failed.err())
}

// tell writes one document's claims, or what --why-not asks of it, and says how
// many claims or sentences it explained.
func (c ExtractCommand) tell(g *Globals, work *pipeline.Work, write func(ascribe.Extraction) (int, error)) (int, error) {
	if c.WhyNot == "" {
		return write(c.certain(work.Extraction()))
	}
	words := c.WhyNot
	if words == "all" {
		words = ""
	}
	found, err := pipeline.WhyNot(work, words)
	if err != nil {
		return 0, err
	}
	for _, q := range found {
		if c.Format == "jsonl" || g.JSON {
			lines, flush := g.Lines()
			if err := errors.Join(lines.Encode(q), flush()); err != nil {
				return 0, err
			}
		} else if err := render.WhyNot(g.Out, work.Document, q, g.Width()); err != nil {
			return 0, err
		}
	}
	return len(found), nil
}

// nothing is the error of an --explain or --why-not that found nothing to explain.
func (c ExtractCommand) nothing() error {
	switch {
	case c.WhyNot != "":
		return fmt.Errorf("no sentence holds the words %q", c.WhyNot)
	case c.Explain != "" && c.Explain != "all":
		return fmt.Errorf("no claim %s; see the numbers in the table without --explain", c.Explain)
	}
	return nil
}

// certain leaves out claims below --min-certainty.
func (c ExtractCommand) certain(e ascribe.Extraction) ascribe.Extraction {
	kept := e.Claims[:0]
	for _, claim := range e.Claims {
		if claim.Certainty >= c.MinCertainty {
			kept = append(kept, claim)
		}
	}
	e.Claims = kept
	return e
}

// writer gives what writes one extraction and says how many claims it
// explained, and what flushes it.
func (c ExtractCommand) writer(g *Globals) (write func(ascribe.Extraction) (int, error), flush func() error, err error) {
	if c.Format == "stix" {
		bundle, err := newBundled(g.Out)
		if err != nil {
			return nil, nil, err
		}
		return func(e ascribe.Extraction) (int, error) { return len(c.chosen(e)), bundle.write(e) }, bundle.out.Close, nil
	}
	if c.Format == "jsonl" || g.JSON {
		lines, flush := g.Lines()
		return func(e ascribe.Extraction) (int, error) {
			chosen := c.chosen(e)
			if c.Explain == "" {
				e = withoutExplanations(e)
			}
			return len(chosen), lines.Encode(e)
		}, flush, nil
	}
	return func(e ascribe.Extraction) (int, error) {
		if c.Explain == "" {
			return 0, render.Table(g.Out, e, g.Width())
		}
		chosen := c.chosen(e)
		for _, number := range chosen {
			if err := render.Explain(g.Out, e, number, g.Width()); err != nil {
				return 0, err
			}
		}
		if c.Explain == "all" {
			return len(chosen), render.Rejected(g.Out, e.Document, g.Width())
		}
		return len(chosen), nil
	}, func() error { return nil }, nil
}

// chosen gives the numbers, from 1, of the claims that --explain asks for.
func (c ExtractCommand) chosen(e ascribe.Extraction) []int {
	var numbers []int
	number, _ := strconv.Atoi(c.Explain)
	for i, claim := range e.Claims {
		if c.Explain == "all" || number == i+1 || strings.EqualFold(c.Explain, claim.ID) {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

// withoutExplanations keeps lines short: how claims came about is for --explain.
func withoutExplanations(e ascribe.Extraction) ascribe.Extraction {
	for i := range e.Claims {
		e.Claims[i].Explanation = ascribe.Explanation{}
	}
	return e
}
