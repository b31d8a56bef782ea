package selection

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// TestSelect compares each choice with a plain loop over all records.
func TestSelect(t *testing.T) {
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	records := slices.Collect(synthetic.New(1).Records(20))
	for _, r := range records {
		if err := store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	incidents := synthetic.Incidents(records)
	if err := store.PutIncidents(t.Context(), incidents); err != nil {
		t.Fatal(err)
	}
	const day = "2019-06-30"
	in := incidents[0]
	for name, test := range map[string]struct {
		choice Choice
		keep   func(ledger.Record, ascribe.Claim) bool
	}{
		"everything": {Choice{}, func(ledger.Record, ascribe.Claim) bool { return true }},
		"incident":   {Choice{Incidents: []string{in.ID}}, func(_ ledger.Record, c ascribe.Claim) bool { return slices.Contains(in.Claims, c.ID) }},
		"party":      {Choice{Party: "state:xa"}, func(_ ledger.Record, c ascribe.Claim) bool { return speaks(c, "state:xa") || isIn(c, "state:xa") }},
		"source":     {Choice{Source: "state:xa"}, func(_ ledger.Record, c ascribe.Claim) bool { return speaks(c, "state:xa") }},
		"said by":    {Choice{SaidBy: day}, func(r ledger.Record, c ascribe.Claim) bool { return ledger.SaidDay(r.Document, c) <= day }},
		"party, dated": {Choice{Party: "state:xa", SaidBy: day}, func(r ledger.Record, c ascribe.Claim) bool {
			return (speaks(c, "state:xa") || isIn(c, "state:xa")) && ledger.SaidDay(r.Document, c) <= day
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Select(t.Context(), store, test.choice)
			if err != nil {
				t.Fatal(err)
			}
			var got, want []string
			for d, err := range s.Documents() {
				if err != nil {
					t.Fatal(err)
				}
				all := 0
				for _, r := range records {
					if r.Document.ID == d.ID {
						all = len(r.Claims)
					}
				}
				if d.Partial != (len(d.Claims) < all) || len(d.Known) != len(d.Claims) {
					t.Errorf("document %s: %d of %d claims, partial %v, %d known", d.ID, len(d.Claims), all, d.Partial, len(d.Known))
				}
				for _, c := range d.Claims {
					got = append(got, c.ID)
				}
			}
			for _, r := range records {
				for _, c := range r.Claims {
					if test.keep(r, c) {
						want = append(want, c.ID)
					}
				}
			}
			if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) || len(want) == 0 {
				t.Errorf("%d claims, want %d", len(got), len(want))
			}
		})
	}
	if _, err := Select(t.Context(), store, Choice{Incidents: []string{"nowhere-2000-01"}}); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("an unknown incident: %v", err)
	}
}

func speaks(c ascribe.Claim, key string) bool {
	return c.Source.Key() == key || slices.ContainsFunc(c.SpeaksFor, func(p ascribe.Party) bool { return p.Key() == key })
}

func isIn(c ascribe.Claim, key string) bool { return c.Subject.Key() == key || c.Object.Key() == key }

func TestSharedTellsNothingOfThisMachine(t *testing.T) {
	for file, want := range map[string]string{"/a/b/c.txt": "c.txt", `C:\a\c.txt`: "c.txt", "c.txt": "c.txt", "-": "-"} {
		d := Document{Document: ascribe.Document{File: file, Read: time.Unix(1, 0)}}
		if got := d.Shared(); got.File != want || !got.Read.IsZero() {
			t.Errorf("%s is shared as %q, read %v", file, got.File, got.Read)
		}
	}
}
