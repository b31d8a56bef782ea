package ledgertest

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

func putAndRead(t *testing.T, open Open) {
	r := records(1)[0]
	r.Document.Flags = []ascribe.Flag{{Flag: "garbled", Why: "for the test", Quote: &ascribe.Quote{Span: ascribe.Span{Start: 0, End: 6}, Text: r.Text.Content[:6]}}}
	r.Text.Markup = []ascribe.Span{{Start: 2, End: 3}}
	l, ctx := filled(t, open, []ledger.Record{r}), t.Context()

	id := r.Document.ID
	same(t, "document", got[ascribe.Document](t)(l.Document(ctx, id)), r.Document)
	same(t, "text", got[ascribe.Text](t)(l.Text(ctx, id)), r.Text)
	same(t, "original", got[[]byte](t)(l.Original(ctx, id)), r.Raw)
	same(t, "mentions", got[[]ascribe.Mention](t)(l.Mentions(ctx, id)), r.Mentions)
	same(t, "stamp", got[ledger.Stamp](t)(l.Stamp(ctx, id)), r.Stamp)
	same(t, "origins", got[[]ledger.Origin](t)(l.Origins(ctx, id)), []ledger.Origin{{File: r.Document.File, Read: r.Document.Read}})
	same(t, "size", got[ledger.Size](t)(l.Size(ctx)), ledger.Size{Documents: 1, Claims: len(r.Claims)})
	for _, c := range r.Claims {
		want := ledger.Entry{Claim: c, Day: ledger.SaidDay(r.Document, c), Known: known}
		same(t, "claim", got[ledger.Entry](t)(l.Claim(ctx, c.ID)), want)
	}
	for _, e := range r.Entities {
		same(t, "entity", got[ascribe.Entity](t)(l.Entity(ctx, e.ID)).Name, e.Name)
	}
}

// same compares by JSON, so that an empty list equals none, as it does for readers.
func same(t testing.TB, what string, have, want any) {
	t.Helper()
	if reflect.DeepEqual(have, want) {
		return
	}
	h, _ := json.MarshalIndent(have, "", " ") //nolint:errchkjson // for show
	w, _ := json.MarshalIndent(want, "", " ") //nolint:errchkjson // for show
	if string(h) != string(w) {
		t.Fatalf("%s is\n%s\nwant\n%s", what, h, w)
	}
}

func putReplaces(t *testing.T, open Open) {
	r := records(1)[0]
	l, ctx := filled(t, open, []ledger.Record{r}), t.Context()
	kept, gone := r.Claims[0], r.Claims[1]
	r.Claims = r.Claims[:1]
	r.Claims[0].Certainty, r.Claims[0].Hedge = 0.123, "reportedly"
	r.Mentions, r.Entities = r.Mentions[:1], r.Entities[:1]
	r.Document.Title, r.Document.Publisher = "Another title", "Another publisher"
	r.Stamp = ledger.Stamp{Stages: map[string]string{"claim": "2"}}
	must(t, l.Put(ctx, r))

	id := r.Document.ID
	same(t, "document", got[ascribe.Document](t)(l.Document(ctx, id)), r.Document)
	same(t, "stamp", got[ledger.Stamp](t)(l.Stamp(ctx, id)), r.Stamp)
	same(t, "mentions", got[[]ascribe.Mention](t)(l.Mentions(ctx, id)), r.Mentions)
	same(t, "claims", claimIDs(ctx, t, l, ledger.ClaimFilter{Document: id}), []string{kept.ID})
	same(t, "hedge", got[ledger.Entry](t)(l.Claim(ctx, kept.ID)).Hedge, "reportedly")
	_, err := l.Claim(ctx, gone.ID)
	wants(t, err, ledger.ErrNotFound)
	same(t, "entities", len(got[ledger.Page[ascribe.Entity]](t)(l.Entities(ctx, ledger.EntityFilter{Document: id})).Items), 1)
	found := got[ledger.Page[ledger.DocumentEntry]](t)(l.Documents(ctx, ledger.DocumentFilter{Query: "another publisher"}))
	same(t, "found by new words", len(found.Items), 1)
	found = got[ledger.Page[ledger.DocumentEntry]](t)(l.Documents(ctx, ledger.DocumentFilter{Query: "report"}))
	same(t, "found by new words only in the text", len(found.Items), 1)
	same(t, "count", found.Items[0].Claims, 1)
}

func knownStays(t *testing.T, open Open) {
	r := records(1)[0]
	l, ctx := filled(t, open, []ledger.Record{r}), t.Context()
	all := r.Claims
	first, second := known.Add(time.Hour), known.Add(2*time.Hour)

	r.Claims, r.Known = all[1:], first // the extractor loses one …
	must(t, l.Put(ctx, r))
	r.Claims, r.Known = all, second // … and finds it again
	must(t, l.Put(ctx, r))
	for _, c := range all {
		same(t, "known", got[ledger.Entry](t)(l.Claim(ctx, c.ID)).Known, known)
	}
	added := all[0]
	added.Stance = ascribe.Doubts
	added.ID = ascribe.ClaimID(added)
	r.Claims = append([]ascribe.Claim{added}, all...)
	must(t, l.Put(ctx, r))
	same(t, "known", got[ledger.Entry](t)(l.Claim(ctx, added.ID)).Known, second)
	same(t, "known before", len(claimIDs(ctx, t, l, ledger.ClaimFilter{KnownBy: first})), len(all))
	same(t, "known now", len(claimIDs(ctx, t, l, ledger.ClaimFilter{KnownBy: second})), len(all)+1)
	same(t, "known never", claimIDs(ctx, t, l, ledger.ClaimFilter{KnownBy: known.Add(-time.Second)}), []string{})
}

func originalStays(t *testing.T, open Open) {
	r := records(1)[0]
	l, ctx := open(t), t.Context()
	raw := r.Raw
	r.Raw = nil
	wants(t, l.Put(ctx, r), ledger.ErrInvalid)
	_, err := l.Document(ctx, r.Document.ID)
	wants(t, err, ledger.ErrNotFound)
	r.Raw = raw
	must(t, l.Put(ctx, r))
	r.Raw = nil
	must(t, l.Put(ctx, r))
	same(t, "original", got[[]byte](t)(l.Original(ctx, r.Document.ID)), raw)
}

func refuses(t *testing.T, open Open) {
	l, ctx := open(t), t.Context()
	other := records(2)[1]
	for name, alter := range map[string]func(*ledger.Record){
		"no id":                 func(r *ledger.Record) { r.Document.ID = "" },
		"id of other bytes":     func(r *ledger.Record) { r.Raw = []byte("other") },
		"hash of other bytes":   func(r *ledger.Record) { r.Document.SHA256 = other.Document.SHA256 },
		"other text":            func(r *ledger.Record) { r.Text.Content += "." },
		"quote elsewhere":       func(r *ledger.Record) { r.Claims[0].Quote.Start++ },
		"quote out of bounds":   func(r *ledger.Record) { r.Claims[0].Quote.End = 1 << 30 },
		"claim of another":      func(r *ledger.Record) { r.Claims[0].Document = other.Document.ID },
		"claim twice":           func(r *ledger.Record) { r.Claims[1] = r.Claims[0] },
		"unknown predicate":     func(r *ledger.Record) { r.Claims[0].Predicate = "loved" },
		"mention out of bounds": func(r *ledger.Record) { r.Mentions[0].End = 1 << 30 },
		"mention before":        func(r *ledger.Record) { r.Mentions[0].Start = -1 },
		"blocks out of order":   func(r *ledger.Record) { r.Text.Blocks[0], r.Text.Blocks[1] = r.Text.Blocks[1], r.Text.Blocks[0] },
		"copy of others":        func(r *ledger.Record) { r.Copies = []ascribe.Copy{{Document: "doc-1", Of: "doc-2"}} },
		"copy of itself":        func(r *ledger.Record) { r.Copies = []ascribe.Copy{{Document: r.Document.ID, Of: r.Document.ID}} },
		"copy of a stranger":    func(r *ledger.Record) { r.Copies = []ascribe.Copy{{Document: r.Document.ID, Of: "doc-2"}} },
	} {
		r := records(1)[0]
		alter(&r)
		if err := l.Put(ctx, r); err == nil {
			t.Errorf("%s: stored", name)
		} else {
			wants(t, err, ledger.ErrInvalid)
		}
		same(t, name+": size", got[ledger.Size](t)(l.Size(ctx)), ledger.Size{})
	}
}

func notFound(t *testing.T, open Open) {
	l, ctx := open(t), t.Context()
	for name, ask := range map[string]func() error{
		"document": func() error { _, err := l.Document(ctx, "doc-0"); return err },
		"text":     func() error { _, err := l.Text(ctx, "doc-0"); return err },
		"original": func() error { _, err := l.Original(ctx, "doc-0"); return err },
		"stamp":    func() error { _, err := l.Stamp(ctx, "doc-0"); return err },
		"mentions": func() error { _, err := l.Mentions(ctx, "doc-0"); return err },
		"claim":    func() error { _, err := l.Claim(ctx, "claim-0"); return err },
		"entity":   func() error { _, err := l.Entity(ctx, "state:zz"); return err },
		"incident": func() error { _, err := l.Incident(ctx, "zz-2000-01"); return err },
		"remove":   func() error { return l.Remove(ctx, "doc-0") },
		"found":    func() error { return l.Found(ctx, "doc-0", ledger.Origin{File: "f"}) },
	} {
		t.Run(name, func(t *testing.T) { wants(t, ask(), ledger.ErrNotFound) })
	}
	same(t, "claims", claimIDs(ctx, t, l, ledger.ClaimFilter{Document: "doc-0"}), []string{})
	same(t, "origins", got[[]ledger.Origin](t)(l.Origins(ctx, "doc-0")), []ledger.Origin{})
	same(t, "copies", got[[]ascribe.Copy](t)(l.Copies(ctx, "doc-0")), []ascribe.Copy{})
}

func remove(t *testing.T, open Open) {
	rs := records(3)
	l, ctx := filled(t, open, rs), t.Context()
	before := state(t, l)
	must(t, l.Remove(ctx, rs[1].Document.ID))
	same(t, "size", got[ledger.Size](t)(l.Size(ctx)), ledger.Size{Documents: 2, Claims: len(rs[0].Claims) + len(rs[2].Claims)})
	same(t, "claims", claimIDs(ctx, t, l, ledger.ClaimFilter{Document: rs[1].Document.ID}), []string{})
	must(t, l.Put(ctx, rs[1]))
	same(t, "state after adding it again", state(t, l), before)
}

func origins(t *testing.T, open Open) {
	r := records(1)[0]
	l, ctx := filled(t, open, []ledger.Record{r}), t.Context()
	elsewhere := ledger.Origin{File: "https://example.org/a", Read: r.Document.Read.Add(-time.Hour)}
	must(t, l.Found(ctx, r.Document.ID, elsewhere))
	must(t, l.Found(ctx, r.Document.ID, elsewhere))
	must(t, l.Put(ctx, r))
	same(t, "origins", got[[]ledger.Origin](t)(l.Origins(ctx, r.Document.ID)),
		[]ledger.Origin{elsewhere, {File: r.Document.File, Read: r.Document.Read}})
}

// oddTexts are kept to the byte and stay searchable behind what is odd in them.
func oddTexts(t *testing.T, open Open) {
	l, ctx := open(t), t.Context()
	for name, text := range map[string]string{
		"nul":       "before\x00after needle",
		"controls":  "\x01\x02mark\x03\x1b[31m needle",
		"emoji":     "🧨👩‍💻 needle 🧨",
		"scripts":   "وزارت اطلاعات 情報 needle Ελλάδα",
		"combining": "Ma\u0301laga cafe\u0301 needle",
		"long":      strings.Repeat("x", 1<<20) + " needle",
		"quotes":    `"';--%_\ needle`,
		"huge":      strings.Repeat("Nothing to be seen here. ", 1<<17) + "needle",
	} {
		r := handmade(text, func(r *ledger.Record) {
			r.Document.Title, r.Document.File = text[:min(len(text), 400)], name
			r.Claims = []ascribe.Claim{{Source: ascribe.Party{Name: "needle " + text[:min(len(text), 40)]}, Stance: ascribe.Denies,
				Statement: ascribe.Statement{Predicate: ascribe.Attacked, Object: &ascribe.Party{Name: name}}, Quote: ascribe.Quote{Span: ascribe.Span{Start: len(text) - 6, End: len(text)}}}}
			r.Claims[0].Quote.End = strings.LastIndex(text, "needle") + 6
			r.Claims[0].Quote.Start = r.Claims[0].Quote.End - 6
		})
		must(t, l.Put(ctx, r))
		if have := got[ascribe.Text](t)(l.Text(ctx, r.Document.ID)); have.Content != text {
			t.Errorf("%s: the text is changed", name)
		}
		same(t, name+": claims", claimIDs(ctx, t, l, ledger.ClaimFilter{Document: r.Document.ID, Query: "needle"}), []string{r.Claims[0].ID})
		found := false
		for _, d := range documents(t, l, ledger.DocumentFilter{Query: "needle"}) {
			found = found || d.ID == r.Document.ID
		}
		if !found {
			t.Errorf("%s: not found by its word", name)
		}
		hits := got[ledger.Page[ledger.Hit]](t)(l.Search(ctx, ledger.Search{Query: "needle", In: ledger.DocumentKind}))
		for _, h := range hits.Items {
			if len(h.Marks) == 0 || h.Marks[0].Of(h.Passage) != "needle" {
				t.Errorf("%s: hit %q marks %v", name, h.Passage[:min(len(h.Passage), 80)], h.Marks)
			}
		}
	}
	same(t, "problems", got[ledger.Report](t)(l.Check(ctx)).Problems, []ledger.Problem{})
}
