// Package ledgertest is the suite that every store of the ledger must pass, and
// the deeds that benchmarks measure.
package ledgertest

import (
	"context"
	"errors"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

// Open makes an empty ledger that is closed when the test ends.
type Open func(t testing.TB) ledger.Ledger

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for name, test := range map[string]func(*testing.T, Open){
		"put and read": putAndRead, "put replaces": putReplaces, "known stays": knownStays, "original stays": originalStays, "odd texts": oddTexts,
		"refuses": refuses, "not found": notFound, "remove": remove, "origins": origins,
		"claim filters": claimFilters, "document filters": documentFilters, "paging": paging, "bad cursors": badCursors,
		"queries": queries, "search": search, "copies": copies, "entities": entities,
		"incidents": incidents, "incident filters": incidentFilters, "facets": facets, "order": orderOfArrival,
		"judgements": judgements, "reject": reject, "correct": correct, "judgements last": judgementsLast, "judged and known": judgedAndKnown,
		"refused judgements": refusedJudgements, "former ids": formerIDs, "watches": watches,
		"concurrent": concurrent, "check": check, "backup": backup, "snapshot": snapshot, "hash": hash, "journal": journal, "clock": clock,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

// known is when the records of the suite are learnt.
var known = time.Date(2026, 3, 1, 12, 0, 0, 123456000, time.UTC)

// records generates some records.
func records(n int) []ledger.Record {
	var out []ledger.Record
	for r := range synthetic.New(1).Records(n) {
		r.Known = known
		out = append(out, r)
	}
	return out
}

// filled opens a ledger with some records.
func filled(t testing.TB, open Open, rs []ledger.Record) ledger.Ledger {
	t.Helper()
	l := open(t)
	for _, r := range rs {
		must(t, l.Put(t.Context(), r))
	}
	return l
}

// handmade is a small record about one text; alter may change it before hashes
// and ids are computed.
func handmade(content string, alter func(*ledger.Record)) ledger.Record {
	r := ledger.Record{Raw: []byte(content), Text: ascribe.Text{Content: content}, Known: known}
	r.Text.Blocks = []ascribe.Block{{Span: ascribe.Span{Start: 0, End: len(content)}, Kind: ascribe.ParagraphBlock}}
	if alter != nil {
		alter(&r)
	}
	r.Document.ID = ascribe.DocumentID(r.Raw)
	r.Document.SHA256 = ascribe.HashOf(r.Raw)
	r.Document.TextSHA256 = ascribe.HashOf([]byte(r.Text.Content))
	for i := range r.Claims {
		c := &r.Claims[i]
		c.Document = r.Document.ID
		c.Quote.Text = c.Quote.Of(r.Text.Content)
		c.ID = ascribe.ClaimID(*c)
	}
	return r
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got fails the test on an error and passes the value on.
func got[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// wants fails the test unless the error is the sentinel.
func wants(t testing.TB, err, sentinel error) {
	t.Helper()
	if !errors.Is(err, sentinel) {
		t.Fatalf("error is %v, want %v", err, sentinel)
	}
}

// claimIDs lists the claims of a filter over all its pages.
func claimIDs(ctx context.Context, t testing.TB, l ledger.Reader, f ledger.ClaimFilter) []string {
	t.Helper()
	out := []string{}
	for c, err := range ledger.AllClaims(ctx, l, f) {
		must(t, err)
		out = append(out, c.ID)
	}
	return out
}
