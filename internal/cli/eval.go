package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ascribe"
	"ascribe/internal/eval"
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
  ascribe eval labels/ --floor 0.5                  for continuous integration
  ascribe eval labels/ --extractor both --model-url http://localhost:11434/v1 --model NAME
                                                    rules, model, and what each adds to the other`
}

// Run scores and writes the report.
func (c EvalCommand) Run(ctx context.Context, g *Globals) error {
	golds, err := eval.Load(c.Labels)
	if err != nil {
		return err
	}
	extractions, apart, err := c.extractions(ctx, g, golds)
	if err != nil {
		return err
	}
	report := eval.Score(golds, extractions)
	if g.JSON {
		err = g.WriteJSON(apart.report(golds, report))
	} else {
		err = errors.Join(report.Write(g.Out, c.Details), apart.write(g.Out, golds, report))
	}
	if f1 := report.Claim.F1(); err == nil && f1 < c.Floor {
		return fmt.Errorf("claim F1 %.3f is below the floor of %.3f", f1, c.Floor)
	}
	return err
}

func (c EvalCommand) extractions(ctx context.Context, g *Globals, golds []eval.Gold) ([]ascribe.Extraction, readApart, error) {
	if c.Output == "" {
		return c.extract(ctx, g, golds)
	}
	file, err := os.Open(c.Output)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	extractions, err := eval.ReadExtractions(file)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w; it should be what `ascribe extract --format jsonl` writes", c.Output, err)
	}
	return extractions, nil, nil
}

// extract takes the labelled documents through the stages. A document that can't
// be found or read is reported and scores nothing found.
func (c EvalCommand) extract(ctx context.Context, g *Globals, golds []eval.Gold) ([]ascribe.Extraction, readApart, error) {
	flow, asked, err := c.flow(g, false)
	if err != nil {
		return nil, nil, err
	}
	defer tellSpent(g, asked, c.Reading)
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
	apart := readApart{}
	for work, err := range flow.Each(ctx, inputs, Inputs{}.workers()) {
		bar.step()
		if err != nil {
			fmt.Fprintf(g.Err, "ascribe: %v\n", err)
			continue
		}
		if work.Lacking != nil {
			fmt.Fprintf(g.Err, "ascribe: %s: the model's part is missing: %v\n", work.Raw.Origin, work.Lacking)
		}
		out = append(out, work.Extraction())
		apart.add(work)
	}
	return out, apart, ctx.Err()
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
