package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/copies"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
)

// words is a pipeline whose claims are the lines "A attacked B" of a document.
func words(version string) *Pipeline {
	return New([]Stage{
		{"extract", version, func(w *Work) error {
			if len(w.Raw.Bytes) == 0 {
				return errors.New("the file is empty")
			}
			content := string(w.Raw.Bytes)
			w.Text = ascribe.Text{Content: content, Blocks: []ascribe.Block{{Span: ascribe.Span{End: len(content)}, Kind: ascribe.ParagraphBlock}}}
			w.Document = ascribe.Document{ID: ascribe.DocumentID(w.Raw.Bytes), File: w.Raw.Origin, SHA256: ascribe.HashOf(w.Raw.Bytes),
				TextSHA256: ascribe.HashOf(w.Raw.Bytes), Title: w.Raw.Given.Title, Published: ascribe.Day(w.Raw.Given.Published)}
			return nil
		}},
		{"copies", copies.Version, func(w *Work) error { w.Signature = copies.Sign(w.Text); return nil }},
		{"claim", version, func(w *Work) error {
			at := 0
			for line := range strings.Lines(w.Text.Content) {
				if a, b, ok := strings.Cut(strings.TrimSpace(line), " attacked "); ok {
					c := ascribe.Claim{Document: w.Document.ID, Source: ascribe.Party{Name: "Daily"}, Stance: ascribe.Asserts, Extractor: version}
					c.Statement = ascribe.Statement{Predicate: ascribe.Attacked, Subject: &ascribe.Party{Name: a}, Object: &ascribe.Party{Name: b}}
					c.Quote = ascribe.Quote{Span: ascribe.Span{Start: at, End: at + len(line)}, Text: line}
					c.ID = ascribe.ClaimID(c)
					w.Claims = append(w.Claims, c)
				}
				at += len(line)
			}
			return nil
		}},
	})
}

func openLedger(t *testing.T) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func raws(texts ...string) Inputs {
	return func(yield func(ascribe.Raw, error) bool) {
		for i, text := range texts {
			if !yield(ascribe.Raw{Origin: fmt.Sprintf("%d.txt", i), Bytes: []byte(text)}, nil) {
				return
			}
		}
	}
}

func statuses(t *testing.T, p *Pipeline, store Store, in Inputs) []Status {
	t.Helper()
	var out []Status
	for o := range p.Ingest(t.Context(), in, store, 3) {
		if (o.Status == Failed) != (o.Error != "") {
			t.Errorf("%s: status %s with error %q", o.Input, o.Status, o.Error)
		}
		out = append(out, o.Status)
	}
	return out
}

func TestIngestSkipsWhatIsCurrentAndRedoesWhatIsStale(t *testing.T) {
	store := openLedger(t)
	in := raws("Ruritania attacked Elbonia\n", "", "nothing here\n", "Ruritania attacked Elbonia\n")
	for _, step := range []struct {
		what    string
		version string
		want    []Status
	}{
		{"first", "1", []Status{Stored, Failed, Stored, Current}},
		{"again", "1", []Status{Current, Failed, Current, Current}},
		{"newer stages", "2", []Status{Updated, Failed, Updated, Current}},
		{"again", "2", []Status{Current, Failed, Current, Current}},
	} {
		if got := statuses(t, words(step.version), store, in); !reflect.DeepEqual(got, step.want) {
			t.Errorf("%s: %v, want %v", step.what, got, step.want)
		}
	}
	size, err := store.Size(t.Context())
	if err != nil || size.Documents != 2 || size.Claims != 1 {
		t.Errorf("ledger holds %+v, %v; want 2 documents, 1 claim", size, err)
	}
	origins, err := store.Origins(t.Context(), ascribe.DocumentID([]byte("Ruritania attacked Elbonia\n")))
	if err != nil || len(origins) != 2 {
		t.Errorf("origins %v, %v; want both files, each once", origins, err)
	}
}

func TestIngestKeepsGivenMetadata(t *testing.T) {
	store, p := openLedger(t), words("1")
	give := func(title string) Inputs {
		return func(yield func(ascribe.Raw, error) bool) {
			yield(ascribe.Raw{Origin: "a.txt", Bytes: []byte("text"), Given: ascribe.Metadata{Title: title}}, nil)
		}
	}
	for _, step := range []struct {
		given, kept string
		want        Status
	}{{"One", "One", Stored}, {"One", "One", Current}, {"", "One", Current}, {"Two", "Two", Updated}} {
		if got := statuses(t, p, store, give(step.given)); got[0] != step.want {
			t.Errorf("given %q: %v, want %v", step.given, got, step.want)
		}
		d, err := store.Document(t.Context(), ascribe.DocumentID([]byte("text")))
		if err != nil || d.Title != step.kept {
			t.Errorf("given %q: title %q, %v", step.given, d.Title, err)
		}
	}
}

func TestIngestLinksCopiesWhateverTheOrder(t *testing.T) {
	long := strings.Repeat("In the spring the port of Elbonia stood still for nine days while engineers rebuilt the berth planning system. ", 3)
	for i := range 20 {
		long += fmt.Sprintf("Berth %d reopened after crane %d had been checked by inspector number %d of the authority. ", i, i*7, i*13)
	}
	original := ascribe.Raw{Origin: "first.txt", Bytes: []byte(long), Given: ascribe.Metadata{Published: "2020-01-01"}}
	reprint := ascribe.Raw{Origin: "reprint.txt", Bytes: []byte("Reprinted. " + long), Given: ascribe.Metadata{Published: "2020-01-03"}}
	for _, order := range [][]ascribe.Raw{{original, reprint}, {reprint, original}} {
		store := openLedger(t)
		statuses(t, words("1"), store, func(yield func(ascribe.Raw, error) bool) {
			_ = yield(order[0], nil) && yield(order[1], nil)
		})
		links, err := store.Copies(t.Context(), "")
		if err != nil || len(links) != 1 || links[0].Document != ascribe.DocumentID(reprint.Bytes) {
			t.Errorf("links %+v, %v; want one, from the reprint", links, err)
		}
	}
}

func TestInterruptedIngestIsCompletedByTheNext(t *testing.T) {
	store, p := openLedger(t), words("1")
	var texts []string
	for i := range 60 {
		texts = append(texts, fmt.Sprintf("Ruritania attacked town %d\n", i))
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for o := range p.Ingest(ctx, raws(texts...), store, 4) {
		if o.Status != Stored {
			t.Errorf("%s: %s %s", o.Input, o.Status, o.Error)
		}
		if n++; n == 7 {
			cancel()
		}
	}
	size, err := store.Size(t.Context())
	if err != nil || size.Documents != n || n == 60 {
		t.Fatalf("%d outcomes, ledger %+v, %v", n, size, err)
	}
	statuses(t, p, store, raws(texts...))
	if size, err = store.Size(t.Context()); err != nil || size.Documents != 60 || size.Claims != 60 {
		t.Errorf("after the second run %+v, %v; want 60 documents and claims", size, err)
	}
}

func TestRegroupDoesNotDependOnOrder(t *testing.T) {
	texts := []string{"Ruritania attacked Elbonia\n", "Somebody attacked Freedonia\n", "Ruritania attacked Elbonia\nPress reports say so.\n"}
	var first []ledger.IncidentEntry
	for turn := range texts {
		store := openLedger(t)
		statuses(t, words("1"), store, raws(append(texts[turn:len(texts):len(texts)], texts[:turn]...)...))
		if _, err := Regroup(t.Context(), store); err != nil {
			t.Fatal(err)
		}
		page, err := store.Incidents(t.Context(), ledger.IncidentFilter{})
		if err != nil || len(page.Items) == 0 {
			t.Fatalf("incidents %v, %v", page.Items, err)
		}
		for i := range page.Items {
			for j := range page.Items[i].Documents {
				page.Items[i].Documents[j].File = "" // differs by the order of the inputs
			}
		}
		if first == nil {
			first = page.Items
		}
		if !reflect.DeepEqual(first, page.Items) {
			t.Errorf("turned by %d: %+v, want %+v", turn, page.Items, first)
		}
	}
}
