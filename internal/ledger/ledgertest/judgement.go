package ledgertest

import (
	"encoding/json"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

// judged makes a judgement on a claim, some minutes after the records were known.
func judged(c ascribe.Claim, kind ascribe.JudgementKind, reviewer string, minutes int) ascribe.Judgement {
	place := ascribe.AnchorOf(c)
	j := ascribe.Judgement{Kind: kind, Reviewer: reviewer, Target: ascribe.Target{Kind: ascribe.ClaimTarget, ID: c.ID, Place: &place}}
	return j.Signed(known.Add(time.Duration(minutes) * time.Minute))
}

func corrected(c ascribe.Claim, field string, value any, reviewer string, minutes int) ascribe.Judgement {
	j := judged(c, ascribe.Correct, reviewer, minutes)
	j.Field = field
	j.Value, _ = json.Marshal(value)
	return j.Signed(j.Time)
}

func undone(j ascribe.Judgement, reviewer string, minutes int) ascribe.Judgement {
	return ascribe.Judgement{Kind: ascribe.Undo, Target: j.Target, Undoes: j.ID, Reviewer: reviewer}.Signed(known.Add(time.Duration(minutes) * time.Minute))
}

// judge adds judgements.
func judge(t testing.TB, l ledger.Writer, js ...ascribe.Judgement) {
	t.Helper()
	for _, j := range js {
		must(t, l.Judge(t.Context(), j))
	}
}

// judgements are listed by every filter, in the order of time, page by page.
func judgements(t *testing.T, open Open) {
	rs := records(3)
	l, ctx := filled(t, open, rs), t.Context()
	a, b := rs[0].Claims[0], rs[1].Claims[0]
	all := []ascribe.Judgement{judged(a, ascribe.Reject, "ann", 1), judged(b, ascribe.Accept, "ben", 2), judged(a, ascribe.Accept, "ben", 3)}
	note := ascribe.Judgement{Kind: ascribe.Note, Target: ascribe.Target{Kind: ascribe.SourceTarget, ID: a.Source.Key()}, Note: "often early", Reviewer: "ann"}.Signed(known.Add(4 * time.Minute))
	sides := ascribe.Judgement{Kind: ascribe.Merge, Target: ascribe.Target{Kind: ascribe.IncidentTarget, ID: "xa-2020-01"}, Reviewer: "ann",
		Sides: [][]ascribe.Anchor{{ascribe.AnchorOf(a)}, {ascribe.AnchorOf(b)}}}.Signed(known.Add(5 * time.Minute))
	all = append(all, note, sides, undone(all[0], "ann", 6))
	for _, i := range []int{4, 2, 0, 1, 5, 3} {
		judge(t, l, all[i], all[i]) // a second time changes nothing
	}
	for name, test := range map[string]struct {
		filter ledger.JudgementFilter
		want   []int
	}{
		"all":         {ledger.JudgementFilter{}, []int{0, 1, 2, 3, 4, 5}},
		"newest":      {ledger.JudgementFilter{Newest: true}, []int{5, 4, 3, 2, 1, 0}},
		"kind":        {ledger.JudgementFilter{Kind: ascribe.Accept}, []int{1, 2}},
		"target kind": {ledger.JudgementFilter{Target: ascribe.Target{Kind: ascribe.SourceTarget}}, []int{3}},
		"target":      {ledger.JudgementFilter{Target: ascribe.Target{Kind: ascribe.ClaimTarget, ID: a.ID}}, []int{0, 2, 5}},
		"document":    {ledger.JudgementFilter{Document: b.Document}, []int{1, 4}},
		"reviewer":    {ledger.JudgementFilter{Reviewer: "ben"}, []int{1, 2}},
		"by":          {ledger.JudgementFilter{By: all[2].Time}, []int{0, 1, 2}},
	} {
		test.filter.Limit = 2
		have, want := []ascribe.Judgement{}, []ascribe.Judgement{}
		for j, err := range ledger.AllJudgements(ctx, l, test.filter) {
			must(t, err)
			have = append(have, j)
		}
		for _, i := range test.want {
			want = append(want, all[i])
		}
		same(t, name, have, want)
	}
}

// reject takes a claim out of lists and search, and nothing else; undoing it
// leaves no trace in what is read.
func reject(t *testing.T, open Open) {
	rs := records(4)
	l, ctx := filled(t, open, rs), t.Context()
	before := state(t, l)
	c := rs[2].Claims[1]
	j := judged(c, ascribe.Reject, "ann", 1)
	judge(t, l, j)

	all := expected(rs, func(ledger.Record, ascribe.Claim) bool { return true })
	same(t, "claims", claimIDs(ctx, t, l, ledger.ClaimFilter{}), expected(rs, func(_ ledger.Record, x ascribe.Claim) bool { return x.ID != c.ID }))
	same(t, "claims with rejected", claimIDs(ctx, t, l, ledger.ClaimFilter{Rejected: true}), all)
	same(t, "claims by id", claimIDs(ctx, t, l, ledger.ClaimFilter{IDs: []string{rs[0].Claims[0].ID, c.ID}}), []string{rs[0].Claims[0].ID})
	same(t, "claims by no id", claimIDs(ctx, t, l, ledger.ClaimFilter{IDs: []string{}}), []string{})
	same(t, "claims with its words", claimIDs(ctx, t, l, ledger.ClaimFilter{Document: c.Document, Query: `"` + c.Quote.Text + `"`}), []string{})
	for _, h := range got[ledger.Page[ledger.Hit]](t)(l.Search(ctx, ledger.Search{Query: `"` + c.Quote.Text + `"`, In: ledger.ClaimKind})).Items {
		if h.Claim == c.ID {
			t.Error("a rejected claim is found by a search")
		}
	}
	e := got[ledger.Entry](t)(l.Claim(ctx, c.ID))
	same(t, "claim", e.Claim, c)
	same(t, "review", e.Review, &ascribe.Review{State: ascribe.Reject, Judgements: []ascribe.Judgement{j}})
	same(t, "problems", got[ledger.Report](t)(l.Check(ctx)).Problems, []ledger.Problem{})

	other := judged(c, ascribe.Accept, "ben", 2)
	judge(t, l, other)
	e = got[ledger.Entry](t)(l.Claim(ctx, c.ID))
	same(t, "review of two", e.Review, &ascribe.Review{State: ascribe.Accept, Disputed: true, Judgements: []ascribe.Judgement{j, other}})
	judge(t, l, undone(other, "ann", 3), undone(j, "ben", 4))
	same(t, "state after undoing", state(t, l), before)
}

// correct changes what a claim is found by; the claim as it was read is kept beside.
func correct(t *testing.T, open Open) {
	rs := records(4)
	l, ctx := filled(t, open, rs), t.Context()
	before := state(t, l)
	c := rs[1].Claims[0]
	ministry := ascribe.Party{ID: "organisation:ministry-of-tides", Name: "Ministry of Tides", Country: "XT"}
	js := []ascribe.Judgement{corrected(c, "object", ministry, "ann", 1), corrected(c, "predicate", ascribe.Condemned, "ann", 2), corrected(c, "said", ascribe.Interval{From: "1999-12-31"}, "ben", 3)}
	judge(t, l, js...)

	want := c
	want.Predicate, want.Object, want.Said = ascribe.Condemned, &ministry, &ascribe.Interval{From: "1999-12-31"}
	if !want.Predicate.Allows(want.Value) {
		want.Value = ""
	}
	e := got[ledger.Entry](t)(l.Claim(ctx, c.ID))
	same(t, "claim", e.Claim, want)
	same(t, "day", e.Day, ascribe.Day("1999-12-31"))
	same(t, "review", e.Review, &ascribe.Review{Extracted: &c, Judgements: js})
	for name, f := range map[string]ledger.ClaimFilter{
		"party":     {Party: ministry.ID},
		"predicate": {Document: c.Document, Predicates: []ascribe.Predicate{ascribe.Condemned}, SaidBy: "1999-12-31"},
		"statement": {Statement: want.Statement.Key()},
		"words":     {Query: `"ministry of tides"`},
	} {
		same(t, "by its new "+name, claimIDs(ctx, t, l, f), []string{c.ID})
	}
	same(t, "by its old statement", claimIDs(ctx, t, l, ledger.ClaimFilter{Document: c.Document, Statement: c.Statement.Key()}), []string{})

	wrong := corrected(c, "stance", "shouts", "ann", 4)
	judge(t, l, wrong)
	e = got[ledger.Entry](t)(l.Claim(ctx, c.ID))
	same(t, "claim", e.Claim, want)
	same(t, "what has no effect", e.Review.Idle, []string{wrong.ID})

	for i, j := range append(js, wrong) {
		judge(t, l, undone(j, "ann", 5+i))
	}
	same(t, "state after undoing", state(t, l), before)
}

// judgementsLast puts documents again, without the judged claim, with the claim
// under another id, and after removing them: judgements find what they were about.
func judgementsLast(t *testing.T, open Open) {
	rs := records(3)
	r := rs[1]
	l, ctx := filled(t, open, rs), t.Context()
	c := r.Claims[0]
	judge(t, l, judged(c, ascribe.Reject, "ann", 1), corrected(r.Claims[1], "hedge", "reportedly", "ann", 2))
	before := state(t, l)
	must(t, l.Put(ctx, r))
	same(t, "state after putting it again", state(t, l), before)
	must(t, l.Remove(ctx, r.Document.ID))
	must(t, l.Put(ctx, r))
	same(t, "state after removing and adding it", state(t, l), before)

	newer := r
	newer.Known = known.Add(time.Hour)
	newer.Claims = append([]ascribe.Claim{}, r.Claims...)
	newer.Claims[0].Quote.End--
	newer.Claims[0].Quote.Text = newer.Claims[0].Quote.Of(r.Text.Content)
	newer.Claims[0].ID = ascribe.ClaimID(newer.Claims[0])
	must(t, l.Put(ctx, newer))
	if e := got[ledger.Entry](t)(l.Claim(ctx, newer.Claims[0].ID)); !e.Review.Rejected() {
		t.Error("the judgement is lost with the claim's id")
	}
	newer.Claims = newer.Claims[1:]
	must(t, l.Put(ctx, newer))
	for _, x := range newer.Claims {
		if e := got[ledger.Entry](t)(l.Claim(ctx, x.ID)); e.Review.Rejected() {
			t.Errorf("the judgement on a claim that is gone rejects %s, which was known beside it", x.ID)
		}
	}
	must(t, l.Put(ctx, r))
	same(t, "state after putting the first again", state(t, l), before)
}

// judgedAndKnown asks in known time: a judgement made later does not count.
func judgedAndKnown(t *testing.T, open Open) {
	rs := records(4)
	l, ctx := filled(t, open, rs), t.Context()
	c, x := rs[0].Claims[0], rs[3].Claims[0]
	tides := ascribe.Party{ID: "organisation:tides", Name: "Tides"}
	judge(t, l, judged(c, ascribe.Reject, "ann", 10), corrected(x, "object", tides, "ann", 20))
	at := func(minutes int) time.Time { return known.Add(time.Duration(minutes) * time.Minute) }
	everything := expected(rs, func(ledger.Record, ascribe.Claim) bool { return true })
	without := expected(rs, func(_ ledger.Record, y ascribe.Claim) bool { return y.ID != c.ID })
	for name, test := range map[string]struct {
		filter ledger.ClaimFilter
		want   []string
	}{
		"before":                      {ledger.ClaimFilter{KnownBy: at(9)}, everything},
		"after the rejection":         {ledger.ClaimFilter{KnownBy: at(10)}, without},
		"after both":                  {ledger.ClaimFilter{KnownBy: at(20)}, without},
		"corrected, before":           {ledger.ClaimFilter{Party: tides.ID, KnownBy: at(19)}, []string{}},
		"corrected, then":             {ledger.ClaimFilter{Party: tides.ID, KnownBy: at(20)}, []string{x.ID}},
		"corrected, words, before":    {ledger.ClaimFilter{Query: "Tides", KnownBy: at(19)}, []string{}},
		"corrected, now":              {ledger.ClaimFilter{Party: tides.ID}, []string{x.ID}},
		"as it was read, before":      {ledger.ClaimFilter{IDs: []string{x.ID}, Statement: x.Statement.Key(), KnownBy: at(19)}, []string{x.ID}},
		"as it was read, page by two": {ledger.ClaimFilter{KnownBy: at(9), Paging: ledger.Paging{Limit: 2}}, everything},
	} {
		same(t, name, claimIDs(ctx, t, l, test.filter), test.want)
	}
	before := got[ledger.Page[ledger.Entry]](t)(l.Claims(ctx, ledger.ClaimFilter{IDs: []string{x.ID}, KnownBy: at(19)}))
	same(t, "claim as known before", before.Items[0].Claim, x)
	if before.Items[0].Review != nil {
		t.Error("a later judgement shows in what was known before")
	}
	same(t, "claims now", claimIDs(ctx, t, l, ledger.ClaimFilter{}), without)
}

func refusedJudgements(t *testing.T, open Open) {
	rs := records(1)
	l := filled(t, open, rs)
	c := rs[0].Claims[0]
	for name, alter := range map[string]func(*ascribe.Judgement){
		"no reviewer":        func(j *ascribe.Judgement) { j.Reviewer = "" },
		"no target":          func(j *ascribe.Judgement) { j.Target = ascribe.Target{} },
		"no place":           func(j *ascribe.Judgement) { j.Target.Place = nil },
		"merge of a claim":   func(j *ascribe.Judgement) { j.Kind = ascribe.Merge },
		"unknown kind":       func(j *ascribe.Judgement) { j.Kind = "praise" },
		"no value":           func(j *ascribe.Judgement) { j.Kind, j.Field = ascribe.Correct, "stance" },
		"quote":              func(j *ascribe.Judgement) { j.Kind, j.Field, j.Value = ascribe.Correct, "quote", []byte(`"x"`) },
		"value is no JSON":   func(j *ascribe.Judgement) { j.Kind, j.Field, j.Value = ascribe.Correct, "value", []byte(`{`) },
		"undoes nothing":     func(j *ascribe.Judgement) { j.Kind = ascribe.Undo },
		"undoes an unknown":  func(j *ascribe.Judgement) { j.Kind, j.Undoes = ascribe.Undo, "judgement-0" },
		"undoes and rejects": func(j *ascribe.Judgement) { j.Undoes = "judgement-0" },
		"one side": func(j *ascribe.Judgement) {
			j.Kind, j.Target, j.Sides = ascribe.Split, ascribe.Target{Kind: ascribe.IncidentTarget, ID: "i"}, [][]ascribe.Anchor{{ascribe.AnchorOf(c)}}
		},
		"no grade": func(j *ascribe.Judgement) {
			j.Kind, j.Target, j.Value = ascribe.Grade, ascribe.Target{Kind: ascribe.SourceTarget, ID: "s"}, []byte(`"G"`)
		},
	} {
		j := judged(c, ascribe.Reject, "ann", 1)
		alter(&j)
		err := l.Judge(t.Context(), j.Signed(j.Time))
		if err == nil {
			t.Fatalf("%s: accepted", name)
		}
		wants(t, err, ledger.ErrInvalid)
	}
	changed := judged(c, ascribe.Reject, "ann", 1)
	changed.Note = "added afterwards"
	wants(t, l.Judge(t.Context(), changed), ledger.ErrInvalid)
	same(t, "judgements", got[ledger.Page[ascribe.Judgement]](t)(l.Judgements(t.Context(), ledger.JudgementFilter{})).Items, []ascribe.Judgement{})
}

// formerIDs lead on to where an incident's claims are now.
func formerIDs(t *testing.T, open Open) {
	rs := records(6)
	l, ctx := filled(t, open, rs), t.Context()
	is := synthetic.Incidents(rs)
	must(t, l.PutIncidents(ctx, is))
	before := state(t, l)
	joined := is[0]
	joined.ID, joined.Claims = "joined", append(append([]string{}, is[0].Claims...), is[1].Claims...)
	must(t, l.PutIncidents(ctx, append([]ascribe.Incident{joined}, is[2:]...)))
	for _, id := range []string{is[0].ID, is[1].ID, "joined"} {
		same(t, "the incident of "+id, got[ledger.IncidentEntry](t)(l.Incident(ctx, id)).Incident, joined)
	}
	must(t, l.PutIncidents(ctx, is))
	same(t, "state", state(t, l), before)
	same(t, "an id in use again", got[ledger.IncidentEntry](t)(l.Incident(ctx, is[1].ID)).Incident, is[1])
	most := is[0]
	if len(is[1].Claims) > len(is[0].Claims) || len(is[1].Claims) == len(is[0].Claims) && is[1].ID < is[0].ID {
		most = is[1]
	}
	same(t, "the id of what was split again", got[ledger.IncidentEntry](t)(l.Incident(ctx, "joined")).Incident, most)
}

func watches(t *testing.T, open Open) {
	l, ctx := open(t), t.Context()
	w := ascribe.Watch{ID: "actor:state:xa", Kind: ascribe.WatchActor, On: "state:xa", Name: "Ardonia", Added: known}
	first := ascribe.Watch{ID: "actor:a", Kind: ascribe.WatchActor, On: "a", Name: "A", Added: known}
	must(t, l.PutWatch(ctx, w))
	must(t, l.PutWatch(ctx, first))
	w.Asked, w.Told = known.Add(time.Hour), []string{"one", "two"}
	must(t, l.PutWatch(ctx, w))
	same(t, "watches", got[[]ascribe.Watch](t)(l.Watches(ctx)), []ascribe.Watch{first, w})
	must(t, l.RemoveWatch(ctx, first.ID))
	wants(t, l.RemoveWatch(ctx, first.ID), ledger.ErrNotFound)
	same(t, "watches", got[[]ascribe.Watch](t)(l.Watches(ctx)), []ascribe.Watch{w})
}
