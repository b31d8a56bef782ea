package claim

import "slices"

// likened passes from what two things have in common to the things: "the
// messaging used in the attacks on A", "the tactics and techniques attributed to B".
func (r *reader) likened(parties []*candidate) []*candidate {
	aspect := func(c *candidate) bool {
		return c != nil && c.ID == "" && c.head >= 0 && r.lex.is(r.t.lemma(c.head), "aspect")
	}
	parties = slices.DeleteFunc(slices.Clone(parties), func(c *candidate) bool { // "similar to the one that …"
		return c != nil && c.head >= 0 && slices.Contains([]string{"one", "ones", "those"}, r.t.form(c.head))
	})
	for _, c := range parties {
		if !aspect(c) {
			continue
		}
		if bearers := r.bearers(c.head); len(bearers) > 0 {
			return append(slices.DeleteFunc(slices.Clone(parties), aspect), bearers[0])
		}
	}
	return parties
}

// bearers are the parties that the aspect named at i is said to be of.
func (r *reader) bearers(i int) []*candidate {
	heads := append(r.t.children(i, "nmod:poss"), r.t.introduced(i, []string{"of", "from", "in"})...)
	for _, v := range r.t.children(i, "acl") {
		heads = append(heads, r.t.introduced(v, []string{"by", "in", "to", "from"})...)
		heads = append(heads, r.t.byPhrase(v)...)
	}
	return r.partiesOf(slices.DeleteFunc(heads, func(k int) bool { return r.lex.is(r.t.lemma(k), "aspect") }))
}

// likenessAt is in what respect two things are alike, from the words of the
// sentence's part around the cue at i; "" where they don't say.
func (r *reader) likenessAt(i int) string {
	s := r.t.Sentences[r.t.sentence[i]]
	for _, m := range r.lex.likeness {
		for k := max(s.First, i-8); k < min(s.Last, i+12); k++ {
			if m.lemmas[r.t.lemma(k)] || m.lemmas[r.t.form(k)] {
				return m.value
			}
		}
	}
	return ""
}

// showing are the verbs that say of somebody what it has in common with others.
var showing = map[string]bool{"show": true, "have": true, "bear": true, "exhibit": true, "display": true, "share": true, "reveal": true}

// shownBy are those who are said to show the likeness at i: "its tools show
// similarities to …".
func (r *reader) shownBy(i int) []int {
	g := r.governor(i)
	if g < 0 || !r.t.isVerb(g) || !showing[r.t.lemma(g)] || !slices.Contains(r.t.patients(g), i) {
		return nil
	}
	return r.t.agents(g)
}
