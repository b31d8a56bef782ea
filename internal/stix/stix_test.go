package stix

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/selection/selectiontest"
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

// TestRoundTripKeepsClaims: out, in, out and in again loses nothing of generated
// documents, of the examples, of labelled ones.
func TestRoundTripKeepsClaims(t *testing.T) {
	for name, documents := range map[string]func(*testing.T) []selection.Document{
		"generated": func(*testing.T) []selection.Document { return selectiontest.Generated(7, 60) },
		"examples":  selectiontest.Examples, "labelled": func(t *testing.T) []selection.Document { return selectiontest.Folder(t, "../../../shared/gold/texts") },
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range documents(t) {
				roundTrip(t, d)
			}
		})
	}
}

func roundTrip(t *testing.T, d selection.Document) {
	t.Helper()
	if len(d.Claims) == 0 {
		return
	}
	first := read(t, write(t, Options{}, d), ascribe.Metadata{})
	if len(first) != 1 {
		t.Fatalf("one document became %d", len(first))
	}
	got, was := first[0].Document, d.Document
	if got.Title != was.Title || got.Publisher != was.Publisher || got.Published != was.Published || got.URL != was.URL {
		t.Errorf("the document became %+v, was %+v", got, was)
	}
	second := read(t, write(t, Options{}, selection.Document{Document: got, Claims: first[0].Claims}), ascribe.Metadata{})
	want := selectiontest.Bare(d.Claims)
	for i, r := range []ledger.Record{first[0], second[0]} {
		if got := selectiontest.Bare(r.Claims); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: after %d round trips claims differ:\n%+v\nwant\n%+v", d.ID, i+1, got, want)
		}
	}
}

// TestSameBytes: the same claims give the same bundle, and the same part.
func TestSameBytes(t *testing.T) {
	documents := selectiontest.Generated(1, 2)
	d := documents[0]
	if a, b := write(t, Options{}, d), write(t, Options{}, d); !bytes.Equal(a, b) {
		t.Error("two bundles of one document differ")
	}
	a, _, _ := Split(write(t, Options{}, d))
	b, _, _ := Split(write(t, Options{}, d, documents[1]))
	if !bytes.Equal(a[0].Bytes, b[0].Bytes) {
		t.Error("a document's part depends on what else is in the bundle")
	}
}

// FuzzRead reads any bytes: each part gives a record that a ledger takes, or a problem.
func FuzzRead(f *testing.F) {
	for _, d := range selectiontest.Generated(3, 1) {
		d.Claims = d.Claims[:1]
		f.Add(write(f, Options{}, d))
	}
	for _, file := range []string{"vendor", "platform", "nobody"} {
		archive, err := txtar.ParseFile("testdata/" + file + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	f.Add([]byte(`{"type":"bundle","objects":[{"type":"relationship","id":"relationship--1","source_ref":"relationship--1"}]}`))
	base := embedded(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		parts, _, err := Split(raw)
		if err != nil {
			return
		}
		for _, p := range parts {
			r, _, err := Read(ascribe.Raw{Origin: "fuzzed", Bytes: p.Bytes}, base)
			if err != nil {
				t.Fatalf("what Split made can't be read: %v", err)
			}
			check(t, r)
		}
	})
}
