package ledgertest

import (
	"testing"

	"ascribe"
	"ascribe/internal/ledger"
)

func copies(t *testing.T, open Open) {
	l, ctx := open(t), t.Context()
	var ids []string
	var rs []ledger.Record
	for i, text := range []string{"first text", "second text", "third text"} {
		r := handmade(text, func(r *ledger.Record) {
			r.Document.Published = "2020-01-02"
			r.Signature = []uint64{uint64(i), ^uint64(0)}
			r.Bands = [][]uint64{{7, 1 << 63}, {7, 8}, {9}}[i]
		})
		rs, ids = append(rs, r), append(ids, r.Document.ID)
	}
	link := ascribe.Copy{Document: ids[1], Of: ids[0], Overlap: 0.75}
	rs[1].Copies = []ascribe.Copy{link}
	for _, r := range rs {
		must(t, l.Put(ctx, r))
	}
	near := got[[]ledger.CopyCandidate](t)(l.CopyCandidates(ctx, ids[1], rs[1].Bands))
	same(t, "candidates", near, []ledger.CopyCandidate{{Document: ids[0], Published: "2020-01-02", Signature: rs[0].Signature}})
	same(t, "candidates", len(got[[]ledger.CopyCandidate](t)(l.CopyCandidates(ctx, "doc-new", []uint64{1 << 63}))), 1)
	same(t, "no candidates", got[[]ledger.CopyCandidate](t)(l.CopyCandidates(ctx, ids[2], nil)), []ledger.CopyCandidate{})

	must(t, l.Put(ctx, rs[0])) // that the original is put again does not lose the link
	for _, id := range []string{ids[0], ids[1], ""} {
		same(t, "copies", got[[]ascribe.Copy](t)(l.Copies(ctx, id)), []ascribe.Copy{link})
	}
	rs[0].Copies = []ascribe.Copy{link} // found from both ends it is one
	must(t, l.Put(ctx, rs[0]))
	same(t, "copies", got[[]ascribe.Copy](t)(l.Copies(ctx, "")), []ascribe.Copy{link})
	rs[0].Copies, rs[1].Copies = nil, nil
	must(t, l.Put(ctx, rs[0]))
	must(t, l.Put(ctx, rs[1]))
	same(t, "copies", got[[]ascribe.Copy](t)(l.Copies(ctx, "")), []ascribe.Copy{})
	rs[1].Copies = []ascribe.Copy{link}
	must(t, l.Put(ctx, rs[1]))
	must(t, l.Remove(ctx, ids[0]))
	same(t, "copies", got[[]ascribe.Copy](t)(l.Copies(ctx, "")), []ascribe.Copy{})
}

func entities(t *testing.T, open Open) {
	known := []ascribe.Entity{
		{ID: "organisation:a", Name: "Agency A", Type: ascribe.Organisation, Aliases: []string{"AA"}, External: map[string][]string{"ofac": {"2"}}},
		{ID: "organisation:a", Name: "The Agency", Type: ascribe.Organisation, Country: "XA", Aliases: []string{"AAA"}, External: map[string][]string{"ofac": {"1", "2"}}},
		{ID: "organisation:a", Name: "Agency A", Type: ascribe.Organisation},
	}
	want := ascribe.Entity{ID: "organisation:a", Name: "Agency A", Type: ascribe.Organisation, Country: "XA",
		Aliases: []string{"AA", "AAA", "The Agency"}, External: map[string][]string{"ofac": {"1", "2"}}}
	other := ascribe.Entity{ID: "state:xa", Name: "Ardonia", Type: ascribe.State}
	l, ctx := open(t), t.Context()
	for i, e := range known {
		must(t, l.Put(ctx, handmade(string(rune('a'+i)), func(r *ledger.Record) { r.Entities = []ascribe.Entity{e, other} })))
	}
	same(t, "entity", got[ascribe.Entity](t)(l.Entity(ctx, want.ID)), want)
	for name, test := range map[string]struct {
		filter ledger.EntityFilter
		want   []ascribe.Entity
	}{
		"all":     {ledger.EntityFilter{}, []ascribe.Entity{want, other}},
		"type":    {ledger.EntityFilter{Type: ascribe.State}, []ascribe.Entity{other}},
		"alias":   {ledger.EntityFilter{Query: "aaa"}, []ascribe.Entity{want}},
		"prefix":  {ledger.EntityFilter{Query: "ard*"}, []ascribe.Entity{other}},
		"nothing": {ledger.EntityFilter{Document: "doc-0"}, []ascribe.Entity{}},
	} {
		same(t, name, got[ledger.Page[ascribe.Entity]](t)(l.Entities(ctx, test.filter)).Items, test.want)
	}
	page := got[ledger.Page[ascribe.Entity]](t)(l.Entities(ctx, ledger.EntityFilter{Paging: ledger.Paging{Limit: 1}}))
	page = got[ledger.Page[ascribe.Entity]](t)(l.Entities(ctx, ledger.EntityFilter{Paging: ledger.Paging{Limit: 1, Cursor: page.Next}}))
	same(t, "second page", page, ledger.Page[ascribe.Entity]{Items: []ascribe.Entity{other}})
}
