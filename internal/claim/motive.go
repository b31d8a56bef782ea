package claim

import (
	"slices"

	"ascribe"
)

// motiveDrafts reads what somebody is said to be after: "the group's goal was to
// steal money", "its motives are a mix of espionage and profit", "a financially
// motivated gang".
func (r *reader) motiveDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		switch {
		case r.t.upos(i, "NOUN") && r.lex.is(r.t.lemma(i), "motive"):
			if value, at := r.motiveTold(i, s.Last); value != "" {
				out = append(out, r.moved(i, at, value, r.holders(i))...)
			}
		case r.t.form(i) == "motivated" && i > s.First:
			if value, at := r.motiveIn(i-1, i); value != "" {
				out = append(out, r.moved(i, at, value, r.movedBy(i))...)
			}
		}
	}
	return out
}

// moved states that the first of the heads that can have a motive has it.
func (r *reader) moved(i, at int, value string, heads []int) []draft {
	for _, h := range heads {
		doer, ok := r.party(h)
		if doer = r.doerMeant(r.identified(doer)); !ok || !r.hasMotive(doer) {
			continue
		}
		return []draft{{row: cue{word: r.t.form(i), predicate: ascribe.MotivatedBy, value: value}, at: i, subject: &doer,
			path: []string{"who has the motive", "motive: " + r.t.form(at)}}}
	}
	return nil
}

// motiveTold is the motive that a clause says the noun at i is: "its aim was to …".
func (r *reader) motiveTold(i, last int) (string, int) {
	for k := i + 1; k < min(i+16, last); k++ {
		if slices.Contains([]string{"be", "appear", "seem", "remain", "include"}, r.t.lemma(k)) && r.t.isVerb(k) {
			end := k + 1
			for end < min(k+9, last) && !r.t.upos(end, "SCONJ") && r.t.form(end) != "but" {
				end++
			}
			return r.motiveIn(k+1, end)
		}
		if r.t.form(k) == ";" || r.t.upos(k, "SCONJ") {
			break
		}
	}
	return "", -1
}

// holders are those whose motive the noun at i is: a possessor, or who comes
// after "of" or "behind".
func (r *reader) holders(i int) []int {
	return append(r.t.spread(r.t.children(i, "nmod:poss")), r.t.introduced(i, []string{"of", "behind"})...)
}

// movedBy are those whom "motivated" at token i describes.
func (r *reader) movedBy(i int) []int {
	if h := r.t.head(i); r.t.rel(i, "amod") && h > i {
		return []int{h}
	}
	if p := r.t.patients(i); len(p) > 0 {
		return p
	}
	return r.t.spread(r.t.copularSubject(i))
}
