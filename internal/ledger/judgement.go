package ledger

import (
	"slices"
	"strings"

	"ascribe"
)

// Judged are the claims of a document as judgements make them. The entries hold
// the claims as they were extracted, with the time they were first known; Claim
// and Review are replaced. The judgements, of any order, are all that name the document:
// those undone, those about other things and those that find no claim have no effect.
func Judged(entries []Entry, judgements []ascribe.Judgement) []Entry {
	about := map[string][]ascribe.Judgement{}
	for _, j := range ascribe.InForce(judgements) {
		if j.Target.Kind != ascribe.ClaimTarget {
			continue
		}
		if id, ok := Find(*j.Target.Place, j, entries); ok {
			about[id] = append(about[id], j)
		}
	}
	out := slices.Clone(entries)
	for i, e := range out {
		out[i].Claim, out[i].Review = e.Judged(about[e.ID])
	}
	return out
}

// Find is the claim that an anchor of a judgement means: that of its id; else the
// claim on the same passage with the same predicate, of several the one on the same statement, then the one
// that covers most of it. A claim that was known when the judgement was made was not meant, and where two fit alike none is.
func Find(a ascribe.Anchor, j ascribe.Judgement, entries []Entry) (id string, ok bool) {
	predicate, _, _ := strings.Cut(a.Statement, "|")
	best, tied := 0, false
	for _, e := range entries {
		if e.ID == a.Claim {
			return e.ID, true
		}
		if e.Document != a.Document || string(e.Predicate) != predicate || !e.Quote.Overlaps(a.Span) || !e.Known.After(j.Time) {
			continue
		}
		fit := min(e.Quote.End, a.End) - max(e.Quote.Start, a.Start)
		if e.Statement.Key() == a.Statement {
			fit += a.Len() + 1 // more than any overlap
		}
		if fit >= best {
			id, tied, best = e.ID, fit == best, fit
		}
	}
	return id, best > 0 && !tied
}

// Documents lists the documents where the claims stand that a judgement is
// about, in order, each once.
func Documents(j ascribe.Judgement) []string {
	var out []string
	if j.Target.Place != nil {
		out = append(out, j.Target.Place.Document)
	}
	for _, side := range j.Sides {
		for _, a := range side {
			out = append(out, a.Document)
		}
	}
	return distinct(out)
}
