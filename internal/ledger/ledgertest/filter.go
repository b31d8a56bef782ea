package ledgertest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

// expected is what a claim filter must yield, found by going through everything.
func expected(rs []ledger.Record, keep func(ledger.Record, ascribe.Claim) bool) []string {
	type place struct {
		day   ascribe.Day
		claim ascribe.Claim
	}
	var all []place
	for _, r := range rs {
		for _, c := range r.Claims {
			if keep(r, c) {
				all = append(all, place{ledger.SaidDay(r.Document, c), c})
			}
		}
	}
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.claim.Document, b.claim.Document),
			cmp.Compare(a.claim.Quote.Start, b.claim.Quote.Start), cmp.Compare(a.claim.ID, b.claim.ID))
	})
	ids := []string{}
	for _, p := range all {
		ids = append(ids, p.claim.ID)
	}
	return ids
}

func claimFilters(t *testing.T, open Open) {
	rs := records(30)
	rs[3].Claims[0].Said = &ascribe.Interval{From: "2001-01-01"}
	rs[4].Document.Published = ""
	rs[5].Claims[0].Extractor, rs[6].Claims[0].Extractor, rs[8].Claims[0].Extractor = "model_1% x", "claim/1 + model_1% x", "modelx1y"
	l, ctx := filled(t, open, rs), t.Context()
	c := rs[7].Claims[0]
	const day = "2019-06-30"
	has := func(p *ascribe.Party, key string) bool { return p.Key() == key }
	for name, test := range map[string]struct {
		filter ledger.ClaimFilter
		keep   func(ledger.Record, ascribe.Claim) bool
	}{
		"all": {ledger.ClaimFilter{}, func(ledger.Record, ascribe.Claim) bool { return true }},
		"predicates": {ledger.ClaimFilter{Predicates: []ascribe.Predicate{ascribe.Used, ascribe.Sponsors}}, func(_ ledger.Record, x ascribe.Claim) bool {
			return x.Predicate == ascribe.Used || x.Predicate == ascribe.Sponsors
		}},
		"stance":    {ledger.ClaimFilter{Stances: []ascribe.Stance{ascribe.Denies}}, func(_ ledger.Record, x ascribe.Claim) bool { return x.Stance == ascribe.Denies }},
		"document":  {ledger.ClaimFilter{Document: c.Document}, func(r ledger.Record, _ ascribe.Claim) bool { return r.Document.ID == c.Document }},
		"statement": {ledger.ClaimFilter{Statement: c.Statement.Key()}, func(_ ledger.Record, x ascribe.Claim) bool { return x.Statement.Key() == c.Statement.Key() }},
		"source":    {ledger.ClaimFilter{Source: c.Source.Key()}, func(_ ledger.Record, x ascribe.Claim) bool { return has(&x.Source, c.Source.Key()) }},
		"party": {ledger.ClaimFilter{Party: "state:xa"}, func(_ ledger.Record, x ascribe.Claim) bool {
			return has(x.Subject, "state:xa") || has(x.Object, "state:xa")
		}},
		"relay": {ledger.ClaimFilter{Relay: "publication:wire-one"}, func(_ ledger.Record, x ascribe.Claim) bool {
			return slices.ContainsFunc(x.Via, func(p ascribe.Party) bool { return p.Key() == "publication:wire-one" })
		}},
		"source, relay and party": {ledger.ClaimFilter{Source: "state:xb", Relay: "publication:daily-ledger", Party: "state:xa"}, func(_ ledger.Record, x ascribe.Claim) bool {
			return has(&x.Source, "state:xb") && (has(x.Subject, "state:xa") || has(x.Object, "state:xa")) && has(&x.Via[0], "publication:daily-ledger")
		}},
		"source and party": {ledger.ClaimFilter{Source: "state:xa", Party: "state:xb"}, func(_ ledger.Record, x ascribe.Claim) bool {
			return has(&x.Source, "state:xa") && (has(x.Subject, "state:xb") || has(x.Object, "state:xb"))
		}},
		"certainty": {ledger.ClaimFilter{MinCertainty: 0.8}, func(_ ledger.Record, x ascribe.Claim) bool { return x.Certainty >= 0.8 }},
		"extractor": {ledger.ClaimFilter{Extractor: "Model_1%"}, func(_ ledger.Record, x ascribe.Claim) bool { return strings.Contains(x.Extractor, "model_1%") }},
		"said by":   {ledger.ClaimFilter{SaidBy: day}, func(r ledger.Record, x ascribe.Claim) bool { return ledger.SaidDay(r.Document, x) <= day }},
		"query": {ledger.ClaimFilter{Query: "sanctions"}, func(_ ledger.Record, x ascribe.Claim) bool {
			return strings.Contains(x.Quote.Text, "sanctions")
		}},
		"query and party": {ledger.ClaimFilter{Query: "sanctions", Party: "state:xa"}, func(_ ledger.Record, x ascribe.Claim) bool {
			return strings.Contains(x.Quote.Text, "sanctions") && (has(x.Subject, "state:xa") || has(x.Object, "state:xa"))
		}},
		"everything": {
			ledger.ClaimFilter{Source: c.Source.Key(), Predicates: []ascribe.Predicate{c.Predicate}, Stances: []ascribe.Stance{c.Stance}, SaidBy: "2030-01-01", MinCertainty: 0.6, KnownBy: known},
			func(_ ledger.Record, x ascribe.Claim) bool {
				return has(&x.Source, c.Source.Key()) && x.Predicate == c.Predicate && x.Stance == c.Stance && x.Certainty >= 0.6
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			want := expected(rs, test.keep)
			if len(want) == 0 {
				t.Fatal("the filter selects nothing: the test tests nothing")
			}
			same(t, "claims", claimIDs(ctx, t, l, test.filter), want)
			test.filter.Newest, test.filter.Limit = true, 7
			slices.Reverse(want)
			same(t, "newest claims", claimIDs(ctx, t, l, test.filter), want)
		})
	}
}

func documentFilters(t *testing.T, open Open) {
	rs := records(30)
	rs[5].Document.Published = ""
	l, ctx := filled(t, open, rs), t.Context()
	is := synthetic.Incidents(rs)
	must(t, l.PutIncidents(ctx, is))
	for name, test := range map[string]struct {
		filter ledger.DocumentFilter
		keep   func(ledger.Record) bool
	}{
		"all":       {ledger.DocumentFilter{}, func(ledger.Record) bool { return true }},
		"publisher": {ledger.DocumentFilter{Publisher: "Wire One"}, func(r ledger.Record) bool { return r.Document.Publisher == "Wire One" }},
		"from":      {ledger.DocumentFilter{From: "2019-01-01"}, func(r ledger.Record) bool { return r.Document.Published >= "2019-01-01" }},
		"to": {ledger.DocumentFilter{To: "2019-01-01"}, func(r ledger.Record) bool {
			return r.Document.Published != "" && r.Document.Published <= "2019-01-01"
		}},
		"entity": {ledger.DocumentFilter{Entity: "malware:rustlock"}, func(r ledger.Record) bool {
			return slices.ContainsFunc(r.Entities, func(e ascribe.Entity) bool { return e.ID == "malware:rustlock" })
		}},
		"incident": {ledger.DocumentFilter{Incident: is[0].ID}, func(r ledger.Record) bool {
			return slices.ContainsFunc(r.Claims, func(c ascribe.Claim) bool { return slices.Contains(is[0].Claims, c.ID) })
		}},
		"query": {ledger.DocumentFilter{Query: `"long night"`}, func(r ledger.Record) bool { return strings.Contains(r.Text.Content, "long night") }},
	} {
		t.Run(name, func(t *testing.T) {
			var want []ascribe.Document
			for _, r := range rs {
				if test.keep(r) {
					want = append(want, r.Document)
				}
			}
			if len(want) == 0 {
				t.Fatal("the filter selects nothing: the test tests nothing")
			}
			slices.SortFunc(want, func(a, b ascribe.Document) int {
				return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
			})
			test.filter.Limit = 4
			same(t, "documents", documents(t, l, test.filter), want)
			test.filter.Newest = true
			slices.Reverse(want)
			same(t, "newest documents", documents(t, l, test.filter), want)
		})
	}
}

func documents(t testing.TB, l ledger.Reader, f ledger.DocumentFilter) []ascribe.Document {
	t.Helper()
	out := []ascribe.Document{}
	for d, err := range ledger.AllDocuments(t.Context(), l, f) {
		must(t, err)
		out = append(out, d.Document)
	}
	return out
}

func paging(t *testing.T, open Open) {
	rs := records(20)
	l, ctx := filled(t, open, rs[:19]), t.Context()
	want := claimIDs(ctx, t, l, ledger.ClaimFilter{})
	for _, limit := range []int{1, 2, len(want) - 1, len(want), len(want) + 1} {
		same(t, "claims", claimIDs(ctx, t, l, ledger.ClaimFilter{Paging: ledger.Paging{Limit: limit}}), want)
	}
	f := ledger.ClaimFilter{Paging: ledger.Paging{Limit: 10}}
	first := got[ledger.Page[ledger.Entry]](t)(l.Claims(ctx, f))
	must(t, l.Put(ctx, rs[19])) // a page does not slip when something is added
	f.Cursor = first.Next
	rest := claimIDs(ctx, t, l, f)
	for _, c := range first.Items {
		if slices.Contains(rest, c.ID) {
			t.Errorf("claim %s comes twice", c.ID)
		}
	}
	for _, id := range want[10:] {
		if !slices.Contains(rest, id) {
			t.Errorf("claim %s is lost", id)
		}
	}
}

func badCursors(t *testing.T, open Open) {
	l, ctx := filled(t, open, records(2)), t.Context()
	for _, cursor := range []string{"x", "!!", ledger.EncodeCursor(), ledger.EncodeCursor("a"), ledger.EncodeCursor("a", "b", nil, "d"),
		ledger.EncodeCursor("a", "b", map[string]int{}, "d"), ledger.EncodeCursor("a", "b", 1, "d", "e")} {
		p := ledger.Paging{Cursor: cursor}
		_, err := l.Claims(ctx, ledger.ClaimFilter{Paging: p})
		wants(t, err, ledger.ErrBadCursor)
		_, err = l.Documents(ctx, ledger.DocumentFilter{Paging: p})
		wants(t, err, ledger.ErrBadCursor)
		_, err = l.Search(ctx, ledger.Search{Query: "attack", In: ledger.ClaimKind, Paging: p})
		wants(t, err, ledger.ErrBadCursor)
	}
}
