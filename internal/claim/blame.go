package claim

import (
	"slices"

	"ascribe"
)

// blameDrafts reads who is said to have done a deed that the sentence doesn't
// spell out: "claimed responsibility", "carried it out", "blamed Freedonia",
// "evidence of Freedonian involvement". It is the attack that the text last spoke of.
func (r *reader) blameDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		doers, path := r.blamed(i)
		if len(doers) == 0 {
			continue
		}
		victim, ok := r.lastVictim()
		if named, is := r.deedNamed(i); is {
			victim, ok = named, true
		}
		if !ok {
			continue
		}
		for _, who := range doers {
			if !r.accepts("doer", who) || sameParty(&who, &victim) {
				continue
			}
			v := victim
			out = append(out, draft{row: cue{word: r.t.lemma(i), predicate: ascribe.Attacked, value: "method"}, at: i, subject: &who, object: &v,
				path: []string{path, "victim of the attack last spoken of"}})
		}
	}
	return out
}

// blamed are those to whom the word at i gives a deed that stands elsewhere.
func (r *reader) blamed(i int) ([]candidate, string) {
	t := r.t
	switch lemma := t.lemma(i); {
	case lemma == "responsibility" && len(t.introduced(i, []string{"for"})) == 0:
		return r.parties(r.doers(i, 0)), "who claims it"
	case r.actsOnIt(i):
		return r.parties(t.agents(i)), "who did it"
	case lemma == "responsible" && t.upos(i, "ADJ") && t.form(min(i+1, len(t.Tokens)-1)) != "for":
		return r.parties(t.spread(t.copularSubject(i))), "who is responsible"
	case (lemma == "accuse" || lemma == "blame") && t.isVerb(i) && r.bareAccusation(i):
		return r.parties(t.patients(i)), "who is accused"
	case (lemma == "involvement" || lemma == "complicity") && t.upos(i, "NOUN") && len(t.introduced(i, []string{"in", "with"})) == 0:
		return r.involved(i), "whose involvement is spoken of"
	}
	if _, ok := r.deedNamed(i); ok {
		return slices.DeleteFunc(r.parties(r.doers(i, 0)), func(c candidate) bool { return !c.is("state", "organisation") }), "who is responsible for it"
	}
	return nil, ""
}

// bareAccusation reports whether an accusation names no deed.
func (r *reader) bareAccusation(i int) bool {
	for _, k := range r.t.kids[i] {
		if r.t.rel(k, "xcomp", "ccomp", "advcl") && k > i {
			return false
		}
		if p := r.t.preposition(k); k > i && slices.Contains([]string{"of", "for", "over", "on", "with", "in"}, p) && !r.inTime(k) {
			return false
		}
	}
	for _, p := range r.t.patients(i) {
		for _, k := range r.t.children(p, "nmod", "acl") {
			if !r.inTime(k) {
				return false
			}
		}
	}
	return true
}

// involved are the states and bodies whose involvement the noun at i is.
func (r *reader) involved(i int) []candidate {
	out := r.parties(r.t.children(i, "nmod:poss"))
	for _, k := range r.modifiers(i) {
		if c, ok := r.stateOf(k); ok {
			out = append(out, c)
		}
	}
	return out
}

// stateOf is the state whose demonym is the adjective at k.
func (r *reader) stateOf(k int) (candidate, bool) {
	m := r.mentions.byToken[k]
	if m < 0 || r.mentions.mentions[m].Role != ascribe.DemonymRole {
		return candidate{}, false
	}
	c, ok := r.stateNamed(r.t.form(k))
	c.head = k
	return c, ok
}

// deedNamed is the attack that goes by the name at i, of a malware or a campaign,
// where somebody is said to be responsible for it.
func (r *reader) deedNamed(i int) (candidate, bool) {
	m := r.mentions.byToken[i]
	if m < 0 || r.mentions.mentions[m].Type != ascribe.Malware && r.mentions.mentions[m].Type != ascribe.Campaign || r.t.rel(i, "compound", "amod", "appos", "flat") {
		return candidate{}, false
	}
	g := r.governor(i)
	if g < 0 || !slices.Contains([]string{"responsible", "responsibility", "blame", "accuse"}, r.t.lemma(g)) && r.t.preposition(i) != "behind" {
		return candidate{}, false
	}
	return r.mentioned(i, r.mentions.mentions[m])
}

// parties resolves the heads that name somebody.
func (r *reader) parties(heads []int) []candidate {
	var out []candidate
	for _, h := range heads {
		if c, ok := r.party(h); ok {
			out = append(out, c)
		}
	}
	return out
}

// attackName is the malware or campaign whose name stands before the attack at i:
// "the Quartz ransomware attack".
func (r *reader) attackName(i int) (candidate, bool) {
	for _, k := range r.modifiers(i) {
		if m := r.mentions.byToken[k]; m >= 0 && (r.mentions.mentions[m].Type == ascribe.Malware || r.mentions.mentions[m].Type == ascribe.Campaign) {
			return r.mentioned(k, r.mentions.mentions[m])
		}
	}
	return candidate{}, false
}
