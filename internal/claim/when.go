package claim

import (
	"slices"

	"ascribe"
	"ascribe/internal/temporal"
)

// timed is an expression of time and the token that it depends on.
type timed struct {
	temporal.Expression
	first, last int // tokens, half-open
	head        int // the token outside it that governs it, -1 for none
}

// findTimes reads the expressions of time of the whole text.
func (r *reader) findTimes() []timed {
	var out []timed
	for _, e := range temporal.Find(r.t.Text, r.Document.Published) {
		first, last := r.t.tokenAt(e.Start), r.t.tokenAt(e.End-1)+1
		if first >= len(r.t.Tokens) || last > len(r.t.Tokens) {
			continue
		}
		x := timed{Expression: e, first: first, last: last, head: -1}
		for k := first; k < last; k++ {
			if h := r.t.head(k); h >= 0 && (h < first || h >= last) {
				x.head = r.t.beyond(h, first)
				break
			}
		}
		out = append(out, x)
	}
	return out
}

// beyond gives what governs a time at token first that the parser hangs on h. "On
// Friday, hackers backed by them struck": what stands before a noun is not of the
// participle after it.
func (t *tree) beyond(h, first int) int {
	for t.rel(h, "acl", "acl:relcl", "amod") && t.head(h) > first {
		noun := t.head(h)
		if t.head(noun) < 0 {
			return noun
		}
		h = t.head(noun)
	}
	return h
}

// whenAt is the time that bears on the cue at i: one that hangs on the cue or on
// what lies under it, else on the word that governs it within its clause.
func (r *reader) whenAt(i int) *ascribe.Interval {
	best, distance := -1, 9
	for n, x := range r.times {
		if x.head < 0 || r.t.sentence[x.first] != r.t.sentence[i] {
			continue
		}
		if d := r.bearing(x.head, i); d < distance {
			best, distance = n, d
		}
	}
	if best < 0 {
		return nil
	}
	return r.times[best].Interval(r.t.Text)
}

// grounds are prepositions whose noun is earlier than what is done for it:
// "expelled them on Friday over the attack".
var grounds = []string{"for", "over", "after", "following", "amid", "about"}

// bearing is how far a time governed by h is from the cue at i: 0 on the cue
// itself, more down or up the tree, 9 where it belongs to something else.
func (r *reader) bearing(h, i int) int {
	for d, k := 0, h; k >= 0 && d < 4; d, k = d+1, r.t.head(k) {
		if k == i {
			return d
		}
		if d > 0 && r.t.rel(k, "acl:relcl", "advcl", "ccomp", "parataxis") || r.ground(k) || r.t.rel(k, "acl:relcl") && r.t.head(k) != i {
			break
		}
	}
	for d, c, k := 1, i, r.t.head(i); k >= 0 && d < 5; d, c, k = d+1, k, r.t.head(k) {
		if r.ground(c) {
			return 9
		}
		if _, speech := r.lex.speechAt(r.t, k); speech && r.t.isVerb(k) {
			return 9
		}
		if k == h {
			return d + 3
		}
	}
	return 9
}

func (r *reader) ground(i int) bool {
	h := r.t.head(i)
	return r.t.isNominal(i) && (slices.Contains(grounds, r.t.preposition(i)) || h >= 0 && r.t.rel(i, "obj") && r.t.form(h) == "following")
}

// saidAt is when the source said it: a time that hangs on the word of speech.
func (r *reader) saidAt(verb int) *ascribe.Interval {
	for _, x := range r.times {
		if x.head == verb && verb >= 0 {
			return x.Interval(r.t.Text)
		}
	}
	return nil
}

// inTime reports whether token i is part of an expression of time.
func (r *reader) inTime(i int) bool {
	for _, x := range r.times {
		if x.first <= i && i < x.last {
			return true
		}
	}
	return false
}
