// Package eval scores what was extracted from documents against claims labelled
// by hand: statement and claim F1, recall by predicate, and how often the
// attributes of matched claims are right.
//
// Load reads the labels, Score compares, Report holds and writes the figures.
// docs/labels.md describes the label files and the rules of matching.
package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"ascribe"
)

// Gold is one labelled document.
type Gold struct {
	Document Labelled `json:"document"`
	Claims   []Claim  `json:"claims"`
	Path     string   `json:"-"` // of the label file
}

// Labelled names the document that was labelled, with its metadata.
type Labelled struct {
	File      string `json:"file"` // base name, or path from the label file's folder
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
}

// Claim is one label. The lists hold every name that is right; a nil list says
// that the text names none, a list with an Absent name accepts none as well.
type Claim struct {
	Predicate  ascribe.Predicate `json:"predicate"`
	Subject    Names             `json:"subject"`
	Object     Names             `json:"object"`
	Source     Names             `json:"source"`
	Stance     ascribe.Stance    `json:"stance"`
	Value      *string           `json:"value,omitempty"`
	Confidence *string           `json:"confidence,omitempty"` // high, moderate, low
	Likelihood []int             `json:"likelihood,omitempty"` // low and high, per cent
	When       []string          `json:"when,omitempty"`       // first and last day
	Hedge      string            `json:"hedge,omitempty"`
	Optional   bool              `json:"optional,omitempty"` // costs nothing when missed, nothing when found
	Quote      string            `json:"quote"`              // a piece of the passage
	Note       string            `json:"note,omitempty"`
}

// Names are the names accepted for one party; nil stands for "no party".
type Names []*string

// First is the first name, "-" where there is none.
func (n Names) First() string {
	if len(n) == 0 || n[0] == nil {
		return "-"
	}
	return *n[0]
}

// Load reads every *.json of a folder in the order of their names. An error names
// the file that is no label file.
func Load(folder string) ([]Gold, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s holds no label files (*.json)", folder)
	}
	golds := make([]Gold, 0, len(paths))
	for _, path := range paths {
		gold, err := read(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		golds = append(golds, gold)
	}
	return golds, nil
}

func read(path string) (Gold, error) {
	gold := Gold{Path: path}
	content, err := os.ReadFile(path)
	if err != nil {
		return gold, err
	}
	if err := json.Unmarshal(content, &gold); err != nil {
		return gold, err
	}
	if gold.Document.File == "" {
		return gold, fmt.Errorf(`no "document": {"file": …}: is it a label file?`)
	}
	for i, c := range gold.Claims {
		if err := c.validate(); err != nil {
			return gold, fmt.Errorf("claim %d: %w", i+1, err)
		}
	}
	return gold, nil
}

func (c Claim) validate() error {
	switch {
	case !c.Predicate.Valid():
		return fmt.Errorf("unknown predicate %q", c.Predicate)
	case len(c.Source) == 0:
		return fmt.Errorf("no source")
	case c.Quote == "":
		return fmt.Errorf("no quote")
	case len(c.Likelihood) != 0 && len(c.Likelihood) != 2, len(c.When) != 0 && len(c.When) != 2:
		return fmt.Errorf("likelihood and when are pairs")
	}
	return nil
}

// ReadExtractions reads the output of `ascribe extract --format jsonl`. An error
// names the line.
func ReadExtractions(r io.Reader) ([]ascribe.Extraction, error) {
	var out []ascribe.Extraction
	decoder := json.NewDecoder(r)
	for n := 1; ; n++ {
		var e ascribe.Extraction
		err := decoder.Decode(&e)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("extraction %d: %w", n, err)
		}
		out = append(out, e)
	}
}
