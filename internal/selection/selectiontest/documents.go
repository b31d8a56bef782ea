// Package selectiontest has documents for tests of what writes selections and
// reads them back.
package selectiontest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ascribe"
	"ascribe/examples"
	"ascribe/internal/language"
	"ascribe/internal/ledger/synthetic"
	"ascribe/internal/pipeline"
	"ascribe/internal/selection"
	"ascribe/internal/source"
)

// Generated makes documents whose claims have everything that extractors find.
func Generated(seed uint64, n int) []selection.Document {
	var out []selection.Document
	for r := range synthetic.New(seed).Records(n) {
		for j := range r.Claims {
			c := &r.Claims[j]
			switch (len(out) + j) % 6 {
			case 0:
				c.Confidence, c.Hedge = ascribe.NewConfidence("moderate", "moderate confidence"), "alleged"
			case 1:
				c.Likelihood, c.Supports = &ascribe.Likelihood{Words: "likely", Low: 55, High: 80}, []string{r.Claims[0].ID}
			case 2:
				c.Stance, c.Via = ascribe.Denies, []ascribe.Party{{Name: "The Daily"}}
			case 3:
				c.Subject, c.Said = nil, &ascribe.Interval{From: "2022-09-07", To: "2022-09-07", Text: "on Wednesday"}
			case 4:
				c.Stance, c.Explanation = ascribe.Withholds, ascribe.Explanation{Rule: "withhold", Cue: "declined", Path: []string{"nsubj"}}
			}
			c.ID = ascribe.ClaimID(*c)
		}
		out = append(out, of(r.Document, r.Claims))
	}
	return out
}

// Examples reads the examples.
func Examples(t *testing.T) []selection.Document {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "documents")
	if err := os.CopyFS(folder, examples.Documents()); err != nil {
		t.Fatal(err)
	}
	return read(t, folder)
}

// Folder reads the documents of a folder, where this machine has it.
func Folder(t *testing.T, folder string) []selection.Document {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("SKIPPED: %s is not on this machine", folder)
	}
	return read(t, folder)
}

func read(t *testing.T, folder string) []selection.Document {
	t.Helper()
	flow, err := pipeline.Standard(language.Fast)
	if err != nil {
		t.Fatal(err)
	}
	var out []selection.Document
	for work, err := range flow.Each(t.Context(), source.Open(t.Context(), []string{folder}, source.Options{}), 2) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, of(work.Document, work.Claims))
	}
	if len(out) == 0 {
		t.Fatal(&fs.PathError{Op: "read", Path: folder, Err: fs.ErrNotExist})
	}
	return out
}

func of(d ascribe.Document, claims []ascribe.Claim) selection.Document {
	slices.SortStableFunc(claims, ascribe.CompareClaims)
	return selection.Document{Document: d, Claims: claims}
}

// Bare gives claims without what depends on the bytes of their document, so that
// two readings can be compared: sorted, identifiers replaced by places.
func Bare(claims []ascribe.Claim) []ascribe.Claim {
	at := map[string]string{}
	for _, c := range claims {
		at[c.ID] = c.Quote.Text + c.Key() + string(c.Stance) + c.Source.Key() + c.Value
	}
	var out []ascribe.Claim
	for _, c := range claims {
		c.Supports = slices.Clone(c.Supports)
		for i, id := range c.Supports {
			if what, ok := at[id]; ok {
				c.Supports[i] = what
			}
		}
		c.ID, c.Document = at[c.ID], ""
		out = append(out, c)
	}
	slices.SortStableFunc(out, ascribe.CompareClaims)
	return out
}
