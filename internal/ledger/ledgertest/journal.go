package ledgertest

import (
	"testing"

	"ascribe"
	"ascribe/internal/ledger"
)

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
