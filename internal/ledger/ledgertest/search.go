package ledgertest

import (
	"slices"
	"testing"

	"ascribe/internal/ledger"
)

func queries(t *testing.T, open Open) {
	texts := []string{
		"The grid operator said the attack on Corvania was an attack by Copper Heron.",
		"Copper prices rose; a heron was seen at Málaga's harbour.",
		"It attacked twice. NOT, OR and AND are words too; so is C++ (a language).",
	}
	var rs []ledger.Record
	for _, text := range texts {
		rs = append(rs, handmade(text, func(r *ledger.Record) { r.Document.Published = "2020-01-01" }))
	}
	l := filled(t, open, rs)
	for query, want := range map[string][]int{
		"copper":            {0, 1},
		"COPPER heron":      {0, 1},
		`"copper heron"`:    {0},
		"“copper heron”":    {0},
		"copper -grid":      {1},
		`copper -"a heron"`: {0},
		"corv*":             {0},
		`"attack on corv"*`: {},
		"attack":            {0, 2}, // by its stem
		"malaga":            {1},    // without its accent
		"Málaga's":          {1},
		"not":               {2},
		"or and not":        {2},
		"c++":               {2},
		"(copper":           {0, 1},
		`"copper`:           {0, 1},
		"title:copper":      {},
		"copper'; DROP":     {},
		"nowhere":           {},
		"near(copper heron": {},
	} {
		have := []string{}
		for _, d := range documents(t, l, ledger.DocumentFilter{Query: query}) {
			have = append(have, d.ID)
		}
		expect := []string{}
		for _, i := range want {
			expect = append(expect, rs[i].Document.ID)
		}
		slices.Sort(expect)
		same(t, "documents for "+query, have, expect)
	}
	for _, query := range []string{"-copper", "***", `""`, "-", "+"} {
		_, err := l.Documents(t.Context(), ledger.DocumentFilter{Query: query})
		wants(t, err, ledger.ErrBadQuery)
	}
}

func search(t *testing.T, open Open) {
	rs := records(25)
	l, ctx := filled(t, open, rs), t.Context()
	for _, kind := range []ledger.Kind{ledger.DocumentKind, ledger.ClaimKind} {
		ids := map[string]bool{}
		for cursor, pages := "", 0; cursor != "" || pages == 0; pages++ {
			page := got[ledger.Page[ledger.Hit]](t)(l.Search(ctx, ledger.Search{Query: "sanctions", In: kind, Paging: ledger.Paging{Limit: 3, Cursor: cursor}}))
			for _, h := range page.Items {
				if ids[h.Document+h.Claim] {
					t.Fatalf("%s: %s %s comes twice", kind, h.Document, h.Claim)
				}
				ids[h.Document+h.Claim] = true
				if len(h.Marks) == 0 || h.Marks[0].Of(h.Passage) != "sanctions" || h.Title == "" || h.Kind != kind {
					t.Fatalf("%s: hit %+v", kind, h)
				}
			}
			cursor = page.Next
		}
		want := len(documents(t, l, ledger.DocumentFilter{Query: "sanctions"}))
		if kind == ledger.ClaimKind {
			want = len(claimIDs(ctx, t, l, ledger.ClaimFilter{Query: "sanctions"}))
		}
		same(t, "number of hits in "+string(kind), len(ids), want)
	}
	for _, s := range []ledger.Search{{Query: " ", In: ledger.ClaimKind}, {Query: "x", In: "incident"}} {
		_, err := l.Search(ctx, s)
		wants(t, err, ledger.ErrBadQuery)
	}
}
