package claim

import (
	"slices"

	"ascribe"
)

// backingDrafts reads for whom somebody acts: "spied on behalf of X" makes X a
// sponsor of the spy.
func (r *reader) backingDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		words := r.longest(r.lex.backing, i)
		if words == 0 {
			continue
		}
		sponsor, ok := r.nominalAfter(i+words, s.Last)
		if !ok || !sponsor.is("state", "organisation", "body", "person", "state-noun") || r.reports(sponsor) {
			continue
		}
		for _, h := range r.doersAround(i) {
			if d, ok := r.backed(h, sponsor); ok {
				d.at, d.row.word = i, r.t.text(i, i+words)
				out = append(out, d)
			}
		}
	}
	return out
}

// backed is the statement that the sponsor backs whoever acts at h.
func (r *reader) backed(h int, sponsor candidate) (draft, bool) {
	doer, ok := r.party(h)
	if !ok {
		return draft{}, false
	}
	doer = r.doerMeant(doer)
	if !doer.is("threat-actor", "actor", "person", "people", "organisation", "name", "campaign", "firm") || r.reports(doer) || sameParty(&doer, &sponsor) {
		return draft{}, false
	}
	return draft{row: cue{predicate: ascribe.Sponsors}, subject: &sponsor, object: &doer,
		path: []string{"sponsor after the phrase", "whoever acts in the clause"}}, true
}

// purposeDrafts reads what somebody is after: "hit the bank in retaliation for
// the seizure", "focused on cyberespionage".
func (r *reader) purposeDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		words := r.longest(r.lex.purposes, i)
		if words == 0 {
			continue
		}
		value, at := r.motiveIn(i, min(i+words+7, s.Last))
		if value == "" {
			continue
		}
		doer, ok := r.doerAround(i)
		if !ok {
			continue
		}
		d := draft{row: cue{word: r.t.text(i, i+words), predicate: ascribe.MotivatedBy, value: value}, at: i, subject: &doer,
			path: []string{"whoever acts in the clause", "motive: " + r.t.form(at)}}
		if value == "retaliation" {
			if o, ok := r.nominalAfter(i+words, s.Last); ok {
				answered := r.doerMeant(o)
				d.object = &answered
			}
		}
		out = append(out, d)
	}
	return out
}

// doerAround is the nearest party acting around token i that can have a motive.
func (r *reader) doerAround(i int) (candidate, bool) {
	for k, steps := i, 0; k >= 0 && steps < 7; k, steps = r.t.head(k), steps+1 {
		for _, h := range r.doersAt(k, i) {
			if doer, ok := r.party(h); ok {
				if doer = r.doerMeant(r.identified(doer)); r.hasMotive(doer) {
					return doer, true
				}
			}
		}
	}
	return candidate{}, false
}

// hasMotive reports whether a party can be after something.
func (r *reader) hasMotive(c candidate) bool {
	if c.is("person") && r.quoted(c) {
		return false // who speaks in the text explains, and seldom acts
	}
	return c.is("threat-actor", "actor", "state", "person", "event", "campaign") && !r.reports(c)
}

// motiveIn finds the first word of motives.tsv in tokens [first, last).
func (r *reader) motiveIn(first, last int) (string, int) {
	for _, m := range r.lex.motives {
		for k := first; k < last; k++ {
			if m.lemmas[r.t.lemma(k)] || m.lemmas[r.t.form(k)] {
				return m.value, k
			}
		}
	}
	return "", -1
}

// longest is the number of words of the longest phrase that stands at token i.
func (r *reader) longest(phrases [][]string, i int) int {
	n := 0
	for _, p := range phrases {
		if len(p) > n && r.wordsAt(i, p) {
			n = len(p)
		}
	}
	return n
}

// nominalAfter is the party of the noun phrase that starts at token i.
func (r *reader) nominalAfter(i, last int) (candidate, bool) {
	for i < last && r.t.upos(i, "DET") {
		i++
	}
	if i >= last {
		return candidate{}, false
	}
	head, _ := r.t.item(i, last)
	if head < 0 && r.t.isNominal(i) {
		head = i
	}
	if head < 0 {
		return candidate{}, false
	}
	return r.party(head)
}

// doersAround are whoever acts where the phrase at token i stands: the agents of
// the verb it belongs to, or the noun it modifies.
func (r *reader) doersAround(i int) []int {
	for k, steps := i, 0; k >= 0 && steps < 7; k, steps = r.t.head(k), steps+1 {
		if heads := r.doersAt(k, i); len(heads) > 0 {
			return heads
		}
	}
	return nil
}

// doersAt are whoever acts at the word k, for the phrase that starts at token i.
func (r *reader) doersAt(k, i int) []int {
	if r.t.upos(k, "VERB", "AUX") && r.t.sentence[k] == r.t.sentence[i] {
		if k == i && r.t.passive(k) { // "motivated by": whom it moves
			return r.t.patients(k)
		}
		if a := r.t.agents(k); len(a) > 0 {
			return a
		}
		if r.t.passive(k) {
			return r.t.patients(k)
		}
	}
	if r.t.upos(k, "NOUN", "PROPN", "ADJ") && k != i {
		if s := r.t.copularSubject(k); len(s) > 0 && !slices.Contains(s, k) {
			return r.t.spread(s)
		}
	}
	return nil
}
