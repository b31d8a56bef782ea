package relational_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/postgres"
	"ascribe/internal/ledger/postgres/pgtest"
	"ascribe/internal/ledger/relational"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// TestCommonWords asks by words that take other ways through the indexes than rare ones.
func TestCommonWords(t *testing.T) {
	onEach(t, func(t *testing.T, open func() *relational.Store) {
		commonWords(t, open())
		commonWordsElsewhere(t, open())
	})
}

// onEach runs a test on a store of each kind.
func onEach(t *testing.T, test func(t *testing.T, open func() *relational.Store)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, func() *relational.Store {
			s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger"))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s.Store
		})
	})
	t.Run("postgres", func(t *testing.T) {
		server := pgtest.Start(t)
		test(t, func() *relational.Store {
			s, err := postgres.Open(t.Context(), server.Database(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s.Store
		})
	})
}

func put(t *testing.T, l ledger.Writer, n int) {
	t.Helper()
	for r := range synthetic.New(1).Records(n) {
		if err := l.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
}

// commonWords reads claims by a word that most of them have, which takes
// another way through the indexes than a rare one.
func commonWords(t *testing.T, s *relational.Store) {
	put(t, s, 300)
	for _, f := range []ledger.ClaimFilter{{}, {Party: "state:xa"}, {Source: "state:xa", Newest: true}} {
		var want, got []string
		for c, err := range ledger.AllClaims(t.Context(), s, f) {
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, c.ID)
		}
		f.Query = "that"
		for c, err := range ledger.AllClaims(t.Context(), s, f) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, c.ID)
		}
		if len(got) == 0 || len(got) >= len(want) {
			t.Fatalf("%d claims of %d fit", len(got), len(want))
		}
		next := 0
		for _, id := range want {
			if next < len(got) && got[next] == id {
				next++
			}
		}
		if next != len(got) {
			t.Errorf("%+v: the claims that fit are out of order", f)
		}
	}
}

// commonWordsElsewhere asks by words that are too common to be ranked.
func commonWordsElsewhere(t *testing.T, s *relational.Store) {
	s.RankAtMost(100)
	var rs []ledger.Record
	for r := range synthetic.New(1).Records(300) {
		rs = append(rs, r)
	}
	put(t, s, len(rs))
	if err := s.PutIncidents(t.Context(), synthetic.Incidents(rs)); err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for cursor, more := "", true; more; more = cursor != "" {
		page, err := s.Search(t.Context(), ledger.Search{Query: "that", In: ledger.ClaimKind, Paging: ledger.Paging{Limit: 700, Cursor: cursor}})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Items {
			got = append(got, h.Claim)
			if len(h.Marks) == 0 || h.Marks[0].Of(h.Passage) != "that" {
				t.Fatalf("hit %+v", h)
			}
		}
		cursor = page.Next
	}
	for c, err := range ledger.AllClaims(t.Context(), s, ledger.ClaimFilter{Query: "that", Newest: true}) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, c.ID)
	}
	if len(want) < relational.MatchSort || !slices.Equal(got, want) {
		t.Errorf("%d hits, want %d in the order of claims", len(got), len(want))
	}
	var having int
	for i, err := range ledger.AllIncidents(t.Context(), s, ledger.IncidentFilter{Query: "that"}) {
		if err != nil || len(i.Claims) == 0 {
			t.Fatal(i, err)
		}
		having++
	}
	if all := len(synthetic.Incidents(rs)); having == 0 || having >= all {
		t.Errorf("%d of %d incidents fit", having, all)
	}
}
