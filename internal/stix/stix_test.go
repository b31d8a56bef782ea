package stix

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
	"ascribe/internal/selection"
)

// write makes a bundle of documents.
func write(t testing.TB, o Options, documents ...selection.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewEncoder(&out)
	if err != nil {
		t.Fatal(err)
	}
	e := NewExporter(o)
	for _, objects := range append([][]Object{e.Definitions()}, each(e, documents)...) {
		if err := w.Write(objects...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func each(e *Exporter, documents []selection.Document) (out [][]Object) {
	for _, d := range documents {
		out = append(out, e.Document(d))
	}
	return out
}

// read takes a bundle through Split and Read.
func read(t testing.TB, bundle []byte, given ascribe.Metadata) []ledger.Record {
	t.Helper()
	parts, wrong, err := Split(bundle)
	if err != nil || len(wrong) > 0 {
		t.Fatal(err, wrong)
	}
	var out []ledger.Record
	for _, p := range parts {
		r, wrong, err := Read(ascribe.Raw{Origin: p.Name, Bytes: p.Bytes, Given: given, Read: time.Unix(0, 0)}, embedded(t))
		if err != nil || len(wrong) > 0 {
			t.Fatal(err, wrong)
		}
		check(t, r)
		out = append(out, r)
	}
	return out
}

func embedded(t testing.TB) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// check asks of a reading what a ledger asks.
func check(t testing.TB, r ledger.Record) {
	t.Helper()
	if err := r.Validate(); err != nil {
		t.Error(err)
	}
}

// bare is a claim without what depends on the document's bytes.
func bare(c ascribe.Claim, ids map[string]int) string {
	for i, id := range c.Supports {
		c.Supports = slices.Clone(c.Supports)
		c.Supports[i] = string(rune('a' + ids[id]))
	}
	c.ID, c.Document = "", ""
	b, _ := json.Marshal(c)
	return string(b)
}

func bares(claims []ascribe.Claim) []string {
	ids := map[string]int{}
	for i, c := range claims {
		ids[c.ID] = i
	}
	var out []string
	for _, c := range claims {
		out = append(out, bare(c, ids))
	}
	slices.Sort(out)
	return out
}

// TestRoundTripKeepsClaims: out, in, out and in again loses nothing.
func TestRoundTripKeepsClaims(t *testing.T) {
	generate := synthetic.New(7)
	for i := range 60 {
		r := generate.Record(i)
		for j := range r.Claims { // the generator makes plain claims: add what extractors find
			switch c := &r.Claims[j]; (i + j) % 5 {
			case 0:
				c.Confidence, c.Hedge = ascribe.NewConfidence("moderate", "moderate confidence"), "alleged"
			case 1:
				c.Likelihood, c.Supports = &ascribe.Likelihood{Words: "likely", Low: 55, High: 80}, []string{r.Claims[0].ID}
			case 2:
				c.Stance, c.Via = ascribe.Denies, []ascribe.Party{{Name: "The Daily"}}
			case 3:
				c.Subject, c.Said = nil, &ascribe.Interval{From: "2022-09-07", To: "2022-09-07", Text: "on Wednesday"}
			}
		}
		slices.SortStableFunc(r.Claims, ascribe.CompareClaims)
		first := read(t, write(t, Options{}, selection.Document{Document: r.Document, Claims: r.Claims}), ascribe.Metadata{})
		if len(first) != 1 {
			t.Fatalf("one document became %d", len(first))
		}
		if got, want := bares(first[0].Claims), bares(r.Claims); !reflect.DeepEqual(got, want) {
			t.Fatalf("document %d: claims differ:\n%s\nwant\n%s", i, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if d := first[0].Document; d.Title != r.Document.Title || d.Publisher != r.Document.Publisher || d.Published != r.Document.Published || d.URL != r.Document.URL {
			t.Errorf("the document became %+v, was %+v", d, r.Document)
		}
		second := read(t, write(t, Options{}, selection.Document{Document: first[0].Document, Claims: first[0].Claims}), ascribe.Metadata{})
		if got, want := bares(second[0].Claims), bares(first[0].Claims); !reflect.DeepEqual(got, want) {
			t.Fatalf("document %d: claims differ the second time", i)
		}
	}
}

// TestSameBytes: the same claims give the same bundle, and the same part.
func TestSameBytes(t *testing.T) {
	r := synthetic.New(1).Record(3)
	d := selection.Document{Document: r.Document, Claims: r.Claims}
	if a, b := write(t, Options{}, d), write(t, Options{}, d); !bytes.Equal(a, b) {
		t.Error("two bundles of one document differ")
	}
	a, _, _ := Split(write(t, Options{}, d))
	b, _, _ := Split(write(t, Options{}, d, selection.Document{Document: synthetic.New(1).Record(4).Document, Claims: synthetic.New(1).Record(4).Claims}))
	if !bytes.Equal(a[0].Bytes, b[0].Bytes) {
		t.Error("a document's part depends on what else is in the bundle")
	}
}
