package relational_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger/relational"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// TestVerifyNamesWhatWasDone changes a ledger past the journal in every way, and
// the journal itself.
func TestVerifyNamesWhatWasDone(t *testing.T) {
	first := synthetic.New(1).Record(0)
	id := first.Document.ID
	onEach(t, func(t *testing.T, open func() *relational.Store) {
		for name, test := range map[string]struct{ statements, where, what string }{
			"changed entry":   {"UPDATE journal SET subject = 'doc-other' WHERE number = 2", "entry 2", "changed"},
			"changed hash":    {"UPDATE journal SET hash = 'abc' WHERE number = 2", "entry 3", "follow from entry 2"},
			"missing entry":   {"DELETE FROM journal WHERE number = 2", "entry 2", "missing"},
			"missing first":   {"DELETE FROM journal WHERE number = 1", "entry 1", "missing"},
			"reordered":       {"UPDATE journal SET number = -number WHERE number IN (2, 3); UPDATE journal SET number = 5 + number WHERE number < 0", "entry 2", "order"},
			"cut off":         {"DELETE FROM journal WHERE number > 3", "journal", "missing"},
			"changed claim":   {"UPDATE claim SET body = replace(body, 'asserts', 'doubts') WHERE document = '" + id + "'", id, "after entry 1"},
			"changed time":    {"UPDATE known SET at = at - 1000000 WHERE claim IN (SELECT id FROM claim WHERE document = '" + id + "')", id, "after entry 1"},
			"other origin":    {"DELETE FROM origin WHERE document = '" + id + "'", id, "after entry 1"},
			"missing claim":   {"DELETE FROM claim WHERE id = '" + first.Claims[0].ID + "'", id, "after entry 1"},
			"missing one":     {"DELETE FROM document WHERE id = '" + id + "'", id, "missing: entry 1"},
			"one too many":    {"DELETE FROM journal WHERE subject = '" + id + "'", id, "no entry"},
			"judgement":       {"UPDATE judgement SET body = replace(body, 'reviewer-one', 'reviewer-two')", "judgement-", "changed after entry 4"},
			"judgement taken": {"DELETE FROM judgement_document; DELETE FROM judgement", "judgement-", "missing: entry 4"},
		} {
			s := open()
			put(t, s, 3)
			anchor := ascribe.AnchorOf(first.Claims[0])
			target := ascribe.Target{Kind: ascribe.ClaimTarget, ID: first.Claims[0].ID, Place: &anchor}
			if err := s.Judge(t.Context(), ascribe.Judgement{Kind: ascribe.Note, Target: target, Note: "n", Reviewer: "reviewer-one"}.Signed(time.Unix(1e9, 0))); err != nil {
				t.Fatal(err)
			}
			head, err := s.Head(t.Context())
			if err != nil || head.Number != 4 {
				t.Fatalf("head is %+v, %v", head, err)
			}
			if err := s.Tamper(t.Context(), test.statements); err != nil {
				t.Fatal(err)
			}
			v, err := s.Verify(t.Context(), head.Hash)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, p := range v.Problems {
				found = found || strings.HasPrefix(p.Where, test.where) && strings.Contains(p.What, test.what)
			}
			if !found {
				t.Errorf("%s: problems are %+v, want one at %s: … %s", name, v.Problems, test.where, test.what)
			}
		}
	})
}

// TestCopyCopiesEveryTable keeps the list of tables that are copied whole: all but
// full text and what is noted of the store itself.
func TestCopyCopiesEveryTable(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	have, err := s.Rows().Names(t.Context(), "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_text%' ESCAPE '\\' AND name NOT IN ('grouped', 'sqlite_sequence') ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	want := relational.Tables()
	slices.Sort(want)
	if !slices.Equal(have, want) {
		t.Errorf("the tables are\n%v, those copied\n%v", have, want)
	}
}
