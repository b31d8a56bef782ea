package ledgertest

import (
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// clock puts documents while the clock of the writer jumps: when a claim was first
// known never changes, and no order depends on it.
func clock(t *testing.T, open Open) {
	rs := records(4)
	l, ctx := open(t), t.Context()
	want := map[string]time.Time{}
	for i, at := range []time.Duration{0, 50 * 365 * 24 * time.Hour, -20 * 365 * 24 * time.Hour, time.Hour} {
		r := rs[i]
		r.Known = known.Add(at)
		must(t, l.Put(ctx, r))
		for _, c := range r.Claims {
			want[c.ID] = r.Known
		}
		r.Known = known.Add(-at)
		must(t, l.Put(ctx, r))
	}
	same(t, "claims", claimIDs(ctx, t, l, ledger.ClaimFilter{}), expected(rs, func(ledger.Record, ascribe.Claim) bool { return true }))
	for c, err := range ledger.AllClaims(ctx, l, ledger.ClaimFilter{}) {
		must(t, err)
		if !c.Known.Equal(want[c.ID]) {
			t.Errorf("%s is known since %s, want %s", c.ID, c.Known, want[c.ID])
		}
	}
	early := claimIDs(ctx, t, l, ledger.ClaimFilter{KnownBy: known})
	same(t, "known by then", len(early), len(rs[0].Claims)+len(rs[2].Claims))
	same(t, "problems", got[ledger.Verification](t)(l.Verify(ctx, "")).Problems, []ledger.Problem{})
}

// journal grows with what is done, and not with what changes nothing.
func journal(t *testing.T, open Open) {
	rs := records(3)
	l, ctx := open(t), t.Context()
	entries := func(want int64) ledger.Head {
		t.Helper()
		head := got[ledger.Head](t)(l.Head(ctx))
		same(t, "entries", head.Number, want)
		v := got[ledger.Verification](t)(l.Verify(ctx, head.Hash))
		same(t, "verification", v, ledger.Verification{Head: head, Problems: []ledger.Problem{}})
		return head
	}
	entries(0)
	for _, r := range rs {
		must(t, l.Put(ctx, r))
	}
	noted := entries(3)
	must(t, l.Put(ctx, rs[0]))
	entries(3)
	must(t, l.Found(ctx, rs[0].Document.ID, ledger.Origin{File: "elsewhere"}))
	entries(4)
	c := rs[1].Claims[0]
	anchor := ascribe.AnchorOf(c)
	j := ascribe.Judgement{Kind: ascribe.Reject, Target: ascribe.Target{Kind: ascribe.ClaimTarget, ID: c.ID, Place: &anchor}, Reviewer: "r"}.Signed(known)
	must(t, l.Judge(ctx, j))
	must(t, l.Judge(ctx, j))
	entries(5)
	must(t, l.Put(ctx, rs[1])) // judged, it is as it was read
	entries(5)
	must(t, l.Remove(ctx, rs[2].Document.ID))
	entries(6)
	must(t, l.Put(ctx, rs[2]))
	entries(7)
	same(t, "problems with a head noted before", got[ledger.Verification](t)(l.Verify(ctx, noted.Hash)).Problems, []ledger.Problem{})
	same(t, "problems with a head of another", len(got[ledger.Verification](t)(l.Verify(ctx, "00")).Problems), 1)
}
