package examples

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ascribe"
)

// label is one label file; the format is described in docs/labels.md.
type label struct {
	Document struct{ File, Publisher, Published string }
	Claims   []struct {
		Predicate, Stance, Value, Quote, Hedge, Confidence, Note string
		Subject, Object, Source                                  []*string
		Likelihood                                               []int
		When                                                     []string
		Optional                                                 bool
	}
}

func labels(t *testing.T) map[string]label {
	t.Helper()
	names, err := fs.Glob(Expected(), "*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no label files (%v)", err)
	}
	all := map[string]label{}
	for _, name := range names {
		raw, err := fs.ReadFile(Expected(), name)
		if err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(strings.NewReader(string(raw)))
		decoder.DisallowUnknownFields()
		var l label
		if err := decoder.Decode(&l); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = l
	}
	return all
}

func documents(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(Documents(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".meta.json") {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestEveryDocumentHasSidecarAndLabels(t *testing.T) {
	all := labels(t)
	for _, name := range documents(t) {
		l, ok := all[strings.TrimSuffix(name, path.Ext(name))+".json"]
		if !ok || l.Document.File != name {
			t.Errorf("%s: no label file, or one of another document (%q)", name, l.Document.File)
		}
		if path.Ext(name) == ".html" {
			continue // a page carries its own metadata
		}
		raw, err := fs.ReadFile(Documents(), name+".meta.json")
		if err != nil {
			t.Errorf("%s: no sidecar", name)
			continue
		}
		var m ascribe.Metadata
		if err := json.Unmarshal(raw, &m); err != nil {
			t.Errorf("%s: sidecar: %v", name, err)
		}
		if m.Publisher != l.Document.Publisher || m.Published != l.Document.Published {
			t.Errorf("%s: sidecar says %s, %s; labels say %s, %s", name, m.Publisher, m.Published, l.Document.Publisher, l.Document.Published)
		}
	}
}

func TestLabelsFollowTheCodebook(t *testing.T) {
	for name, l := range labels(t) {
		if _, err := ascribe.ParseDay(l.Document.Published); err != nil {
			t.Errorf("%s: published: %v", name, err)
		}
		for _, c := range l.Claims {
			p := ascribe.Predicate(c.Predicate)
			switch {
			case !p.Valid():
				t.Errorf("%s: predicate %q: %s", name, c.Predicate, c.Quote)
			case !p.Allows(c.Value):
				t.Errorf("%s: value %q of %s: %s", name, c.Value, p, c.Quote)
			case c.Subject == nil && c.Object == nil:
				t.Errorf("%s: no party: %s", name, c.Quote)
			case len(c.Source) == 0 || c.Source[0] == nil:
				t.Errorf("%s: no source: %s", name, c.Quote)
			case !slices.Contains([]string{"asserts", "denies", "doubts", "withholds"}, c.Stance):
				t.Errorf("%s: stance %q: %s", name, c.Stance, c.Quote)
			case c.Confidence != "" && ascribe.NewConfidence(c.Confidence, "") == nil:
				t.Errorf("%s: confidence %q: %s", name, c.Confidence, c.Quote)
			}
			checkInterval(t, name, c.When)
		}
	}
}

func checkInterval(t *testing.T, name string, days []string) {
	t.Helper()
	if days == nil {
		return
	}
	if len(days) != 2 || days[0] > days[1] {
		t.Errorf("%s: interval %v", name, days)
		return
	}
	for _, d := range days {
		if _, err := ascribe.ParseDay(d); err != nil {
			t.Errorf("%s: interval %v: %v", name, days, err)
		}
	}
}

// prose is the text a label's quotes are taken from: a page's text without its
// tags, and a PDF's source.
func prose(t *testing.T, name string) string {
	t.Helper()
	switch path.Ext(name) {
	case ".pdf":
		raw, err := os.ReadFile("pdf/" + strings.TrimSuffix(name, ".pdf") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	case ".html":
		return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(read(t, name), "")
	default:
		return read(t, name)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := fs.ReadFile(Documents(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestQuotesStandInTheirDocuments(t *testing.T) {
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for name, l := range labels(t) {
		text := fold(prose(t, l.Document.File))
		for _, c := range l.Claims {
			if !strings.Contains(text, fold(c.Quote)) {
				t.Errorf("%s: quote stands nowhere in the document: %q", name, c.Quote)
			}
		}
	}
}

func TestWholeNamesOnlyDocumentsThatExist(t *testing.T) {
	raw, err := Whole()
	if err != nil {
		t.Fatal(err)
	}
	var whole struct {
		Incidents []struct{ Documents []string }
		Copies    []struct{ Document, Of string }
		None      []string // documents that speak of no incident
		Garbled   []struct{ Document, Quote string }
	}
	if err := json.Unmarshal(raw, &whole); err != nil {
		t.Fatal(err)
	}
	known := documents(t)
	check := func(name string) {
		if !slices.Contains(known, name) {
			t.Errorf("whole.json names %q, which is no document", name)
		}
	}
	seen := map[string]bool{}
	for _, i := range whole.Incidents {
		for _, d := range i.Documents {
			check(d)
			seen[d] = true
		}
	}
	for _, d := range whole.None {
		check(d)
		seen[d] = true
	}
	for _, c := range whole.Copies {
		check(c.Document)
		check(c.Of)
	}
	for _, g := range whole.Garbled {
		check(g.Document)
		if !strings.Contains(read(t, g.Document), g.Quote) {
			t.Errorf("whole.json: %q stands nowhere in %s", g.Quote, g.Document)
		}
	}
	for _, name := range known {
		if !seen[name] {
			t.Errorf("%s belongs to no incident of whole.json", name)
		}
	}
}
