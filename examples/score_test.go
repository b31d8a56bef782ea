package examples_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/examples"
	"ascribe/internal/eval"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// The least the extractor must reach on the examples. Floors rise with it and
// never sink: see docs/decisions/0010-labels-before-output.md.
const (
	floorPrecision = 0.50
	floorRecall    = 0.25
)

// extractions takes every example through the stages.
func extractions(t *testing.T) map[string]ascribe.Extraction {
	t.Helper()
	stages, err := pipeline.Standard(language.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]ascribe.Extraction{}
	for raw, err := range source.Open(t.Context(), []string{"documents"}, source.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		work, err := stages.Read(raw)
		if err != nil {
			t.Errorf("%s: %v", raw.Origin, err)
			continue
		}
		e := work.Extraction()
		all[path.Base(e.Document.File)] = e
		for _, c := range e.Claims {
			if err := c.Validate(work.Text.Content); err != nil {
				t.Errorf("%s: %v: %q", e.Document.File, err, c.Quote.Text)
			}
		}
	}
	return all
}

func TestExtractionReachesTheFloor(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every example: left out by -short")
	}
	golds, err := eval.Load("expected")
	if err != nil {
		t.Fatal(err)
	}
	all := extractions(t)
	var list []ascribe.Extraction
	for _, e := range all {
		list = append(list, e)
	}
	report := eval.Score(golds, list)
	t.Logf("claims: precision %.3f recall %.3f F1 %.3f; statements: F1 %.3f",
		report.Claim.Precision(), report.Claim.Recall(), report.Claim.F1(), report.Statement.F1())
	if report.Claim.Precision() < floorPrecision || report.Claim.Recall() < floorRecall {
		t.Errorf("claims: precision %.3f, recall %.3f; the floor is %.2f and %.2f",
			report.Claim.Precision(), report.Claim.Recall(), floorPrecision, floorRecall)
	}
	noClaimsFromBoilerplate(t, all)
	everyDocumentIsRead(t, all)
}

// noClaimsFromBoilerplate looks for claims from the parts of the examples that
// are no article: links, comments, notices.
func noClaimsFromBoilerplate(t *testing.T, all map[string]ascribe.Extraction) {
	t.Helper()
	elsewhere := map[string][]string{
		"albania-border.html":   {"China", "CIA", "Estonia", "Montenegro", "North Korea", "Greek", "cookies"},
		"albania-spun.txt":      {"Follow me", "VPNs"},
		"albania-reprint.txt":   {"Copyright"},
		"albania-vendor.md":     {"Subscribe"},
		"costa-rica-review.pdf": {"Page 1", "Reviews |"},
	}
	for file, words := range elsewhere {
		for _, c := range all[file].Claims {
			if i := slices.IndexFunc(words, func(w string) bool { return strings.Contains(c.Quote.Text, w) }); i >= 0 {
				t.Errorf("%s: a claim from what is no article (%s): %s %q", file, words[i], c.Predicate, c.Quote.Text)
			}
		}
	}
}

func everyDocumentIsRead(t *testing.T, all map[string]ascribe.Extraction) {
	t.Helper()
	names, err := fs.Glob(examples.Documents(), "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".meta.json") {
			continue
		}
		e, ok := all[name]
		switch {
		case !ok:
			t.Errorf("%s was not read", name)
		case e.Document.Published == "" || e.Document.Publisher == "":
			t.Errorf("%s: publisher %q, published %q", name, e.Document.Publisher, e.Document.Published)
		case e.Document.Language != "en":
			t.Errorf("%s: language %q", name, e.Document.Language)
		}
	}
}
