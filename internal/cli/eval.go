package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"ascribe"
	"ascribe/internal/eval"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// EvalCommand scores extraction against labelled documents.
type EvalCommand struct {
	Labels  string  `arg:"" name:"labels" help:"Folder of label files, one JSON file a document (docs/labels.md)." type:"existingdir"`
	Output  string  `arg:"" optional:"" name:"extractions" help:"What extract --format jsonl wrote; without it the labelled documents are extracted now." type:"existingfile"`
	Texts   string  `help:"Folder of the labelled documents (default: looked for beside the labels)." type:"existingdir" placeholder:"DIR"`
	Details bool    `short:"v" name:"details" help:"List what was missed and what matches no label."`
	Floor   float64 `help:"Fail when claim F1 is below this." placeholder:"N"`
	Reading
}

// Help is the long help.
func (EvalCommand) Help() string {
	return `A claim is right when predicate, parties, passage, source and stance are; a statement when
predicate, parties and passage are. Each label is matched with one claim at most. Labels marked
optional cost nothing, missing or found.

Examples:
  ascribe eval labels/                              extract the labelled documents and score
  ascribe eval labels/ out.jsonl -v                 score an earlier output, list misses and extras
  ascribe eval labels/ --floor 0.5                  for continuous integration`
}

// Run scores and writes the report.
func (c EvalCommand) Run(ctx context.Context, g *Globals) error {
	golds, err := eval.Load(c.Labels)
	if err != nil {
		return err
	}
	extractions, err := c.extractions(ctx, g, golds)
	if err != nil {
		return err
	}
	report := eval.Score(golds, extractions)
	if g.JSON {
		err = g.WriteJSON(report)
	} else {
		err = report.Write(g.Out, c.Details)
	}
	if f1 := report.Claim.F1(); err == nil && f1 < c.Floor {
		return fmt.Errorf("claim F1 %.3f is below the floor of %.3f", f1, c.Floor)
	}
	return err
}

func (c EvalCommand) extractions(ctx context.Context, g *Globals, golds []eval.Gold) ([]ascribe.Extraction, error) {
	if c.Output == "" {
		return c.extract(ctx, g, golds)
	}
	file, err := os.Open(c.Output)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	extractions, err := eval.ReadExtractions(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; it should be what `ascribe extract --format jsonl` writes", c.Output, err)
	}
	return extractions, nil
}

// extract takes the labelled documents through the stages. A document that can't
// be found or read is reported and scores nothing found.
func (c EvalCommand) extract(ctx context.Context, g *Globals, golds []eval.Gold) ([]ascribe.Extraction, error) {
	flow, err := pipeline.Standard(c.mode())
	if err != nil {
		return nil, err
	}
	var paths []string
	labelled := map[string]eval.Labelled{}
	for _, gold := range golds {
		path := c.find(gold)
		if path == "" {
			fmt.Fprintf(g.Err, "ascribe: %s: its document %s is not beside the labels; name its folder with --texts\n", gold.Path, gold.Document.File)
			continue
		}
		paths = append(paths, path)
		labelled[path] = gold.Document
	}
	bar := g.newProgress("extracting", len(paths))
	defer bar.end()
	inputs := func(yield func(ascribe.Raw, error) bool) {
		for raw, err := range source.Open(ctx, paths, source.Options{}) {
			d := labelled[raw.Origin]
			raw.Given = raw.Given.Or(ascribe.Metadata{Title: d.Title, Publisher: d.Publisher, Published: d.Published, URL: d.URL})
			if !yield(raw, err) {
				return
			}
		}
	}
	var out []ascribe.Extraction
	for work, err := range flow.Each(ctx, inputs, Inputs{}.workers()) {
		bar.step()
		if err != nil {
			fmt.Fprintf(g.Err, "ascribe: %v\n", err)
			continue
		}
		out = append(out, work.Extraction())
	}
	return out, ctx.Err()
}

// find looks for a labelled document in --texts, or beside the labels: in their
// folder, the one above, and its folders "texts" and "documents".
func (c EvalCommand) find(gold eval.Gold) string {
	folders := []string{c.Labels, filepath.Join(c.Labels, ".."), filepath.Join(c.Labels, "..", "texts"), filepath.Join(c.Labels, "..", "documents")}
	if c.Texts != "" {
		folders = []string{c.Texts}
	}
	for _, folder := range folders {
		path := filepath.Join(folder, gold.Document.File)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}
