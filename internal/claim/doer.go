package claim

import (
	"slices"

	"ascribe"
)

// This file finds the doer of a deed that a noun names.

// doneBy are the doers of a deed named by a noun: "the attack by X", "an attack
// carried out by X", "the attack X launched".
func (r *reader) doneBy(i int) []int {
	out := r.t.introduced(i, []string{"by", "from"})
	for _, v := range r.t.children(i, "acl") {
		for _, d := range r.lex.doers[r.t.lemma(v)] {
			if d.deed.name != "patient" {
				continue
			}
			out = append(out, r.slotHeads(d.doers[0], v)...)
		}
	}
	return slices.DeleteFunc(out, func(k int) bool { return k == i })
}

// doers finds who is said to do the deed named at i from the word that governs
// it, by the rows of doers.tsv.
func (r *reader) doers(i, depth int) []int {
	if depth > 3 {
		return nil
	}
	if r.t.preposition(i) == "behind" {
		if r.t.rel(i, "nmod") {
			return r.t.spread([]int{r.t.head(i)})
		}
		return r.t.spread(r.t.copularSubject(i))
	}
	g := r.governor(i)
	if g < 0 {
		return nil
	}
	if accused := r.accusedOf(i, g); len(accused) > 0 {
		return accused
	}
	for _, d := range r.lex.doers[r.t.lemma(g)] {
		if d.measure != r.lex.is(r.t.lemma(i), "measure-taken") || !tagMatches(r.t, g, d.tag) || d.particle != "" && !r.t.hasParticle(g, d.particle) {
			continue
		}
		if !slices.Contains(r.slotHeads(d.deed, g), i) {
			continue
		}
		for _, s := range d.doers {
			var heads []int
			if s.name == "light" {
				heads = r.doers(g, depth+1)
			} else {
				heads = r.slotHeads(s, g)
			}
			if len(heads) > 0 {
				return heads
			}
		}
	}
	return nil
}

// accusedOf is whom a verb accuses of the deed at i where the tree hangs the deed
// on the accused: "accusing Freedonia of an attack".
func (r *reader) accusedOf(i, g int) []int {
	v := r.t.head(g)
	if v < 0 || !r.t.rel(i, "nmod") || !r.t.isVerb(v) || !accusing[r.t.lemma(v)] || r.t.preposition(i) != "of" && r.t.preposition(i) != "for" {
		return nil
	}
	if slices.Contains(r.t.patients(v), g) {
		return []int{g}
	}
	return nil
}

// governor is the word that i depends on, past coordination and past a noun it
// only specifies ("a series of attacks", "responsibility for the attack").
func (r *reader) governor(i int) int {
	for r.t.rel(i, "conj") && r.t.isNominal(r.t.head(i)) {
		i = r.t.head(i)
	}
	return r.t.head(i)
}

// eventDoers are the doers of the event that a preposition introduces: "the
// victim of an attack by X".
func (r *reader) eventDoers(i int, prepositions []string) []int {
	var out []int
	for _, e := range r.t.introduced(i, prepositions) {
		if r.lex.is(r.t.lemma(e), "event") {
			out = append(out, r.doneBy(e)...)
			out = append(out, r.modifiers(e)...)
		}
	}
	return out
}

// doersMeant are the parties that a nominal in the doer's place means: an
// event's doers, or, for a pronoun that was taken for somebody who only reports,
// the actor last named.
func (r *reader) doersMeant(c candidate) []candidate {
	if r.t.upos(c.head, "PRON") && r.reports(c) {
		if actor, ok := r.actorLast(c.head); ok {
			return []candidate{actor}
		}
	}
	if c.ID == "" && c.is("event") {
		if found := r.eventDoersOf(c.head); len(found) > 0 {
			return found
		}
	}
	if c.ID == "" && c.is("means") {
		if found := r.usersOf(c.head); len(found) > 0 {
			return found
		}
	}
	return []candidate{c}
}

// usersOf are those whom the sentence says to use the means at i: in "the group
// used a website to infect visitors" the group infects.
func (r *reader) usersOf(i int) []candidate {
	v := r.t.head(i)
	if v < 0 || !r.t.rel(i, "obj") || !r.t.isVerb(v) || r.t.passive(v) {
		return nil
	}
	if !slices.ContainsFunc(r.lex.cuesAt(r.t, v), func(row cue) bool { return row.predicate == ascribe.Used }) {
		return nil
	}
	var out []candidate
	for _, h := range r.t.agents(v) {
		if c, ok := r.party(h); ok && r.accepts("harmer", c) && h != i {
			c.why = "user of " + r.t.form(i)
			out = append(out, c)
		}
	}
	return out
}

// doerMeant is the first of doersMeant.
func (r *reader) doerMeant(c candidate) candidate { return r.doersMeant(c)[0] }

// actorLast is the threat actor last named before token i in its sentence or the
// two before it.
func (r *reader) actorLast(i int) (candidate, bool) {
	from := r.t.Sentences[max(0, r.t.sentence[i]-2)].First
	for k := i - 1; k >= from; k-- {
		if m := r.mentions.byToken[k]; m >= 0 && r.mentions.mentions[m].Type == ascribe.ThreatActor {
			return r.mentioned(k, r.mentions.mentions[m])
		}
	}
	return candidate{}, false
}

// eventDoersOf are the doers that the sentence names for the event at i: "the
// campaigns, run by A and B, hit …".
func (r *reader) eventDoersOf(i int) []candidate {
	heads := r.doers(i, 0)
	for _, find := range []func(int) []int{r.doneBy, func(i int) []int { return r.t.children(i, "nmod:poss") }, r.modifiers, r.attributedTo, r.broughtBy, r.actingIn} {
		if len(heads) == 0 {
			heads = find(i)
		}
	}
	var out []candidate
	for _, h := range heads {
		if d, ok := r.party(h); ok && d.is("threat-actor", "actor", "state", "organisation", "person") && !r.reports(d) {
			d.why = "doer of " + r.t.form(i)
			out = append(out, d)
		}
	}
	return out
}

// broughtBy is who comes with an event: "the group is back with a campaign".
func (r *reader) broughtBy(i int) []int {
	h := r.t.head(i)
	if h < 0 || r.t.preposition(i) != "with" || !r.t.rel(i, "obl") {
		return nil
	}
	if r.t.isVerb(h) {
		return r.t.agents(h)
	}
	return r.t.copularSubject(h)
}

// attributedTo are the parties to whom a participle or "from" traces an event:
// "attacks attributed to X", "a campaign from X".
func (r *reader) attributedTo(i int) []int {
	out := r.t.introduced(i, []string{"from"})
	for _, v := range r.t.children(i, "acl") {
		if slices.Contains([]string{"attribute", "link", "tie", "ascribe", "trace", "connect"}, r.t.lemma(v)) {
			out = append(out, r.t.introduced(v, []string{"to", "with"})...)
		}
	}
	return out
}

// accuser is the state or body that accuses somebody of the event at i.
func (r *reader) accuser(i int) *candidate {
	g := r.governor(i)
	if g < 0 || !slices.Contains([]string{"accuse", "blame", "charge"}, r.t.lemma(g)) {
		return nil
	}
	for _, c := range r.speakers(g, false) {
		if c.is("state", "organisation") && !r.reports(c) {
			return &c
		}
	}
	return nil
}

// doerName reports whether a name before a deed says who did it: an actor's
// name or a nationality. Any other name there is the victim's.
func (r *reader) doerName(k int) bool {
	m := r.mentions.byToken[k]
	if m < 0 {
		return false
	}
	mention := r.mentions.mentions[m]
	return mention.Type == ascribe.ThreatActor || mention.Role == ascribe.DemonymRole || mention.Type == ascribe.Malware
}

// actingIn are the actors of the clause in which an event only says how they act:
// "deployed the backdoor in attacks that leveraged X".
func (r *reader) actingIn(i int) []int {
	g := r.t.head(i)
	if g < 0 || !r.t.rel(i, "obl") || !r.t.isVerb(g) || !slices.Contains([]string{"in", "during", "through", "via", "by", "as part of"}, r.t.preposition(i)) {
		return nil
	}
	return slices.DeleteFunc(r.t.agents(g), func(k int) bool {
		c, ok := r.party(k)
		return !ok || !c.is("threat-actor", "actor")
	})
}

// actorsMeant passes from an event to its doers where it names them: "tied to the
// activity of the group X".
func (r *reader) actorsMeant(objects []*candidate) []*candidate {
	var out []*candidate
	for _, o := range objects {
		for _, c := range r.doersMeant(*o) {
			out = append(out, &c)
		}
	}
	return out
}

// introducedPastTime is what a preposition introduces after a noun and the date
// that stands between: "the attack of July 15 on the ministry".
func (r *reader) introducedPastTime(i int, prepositions []string) []int {
	if !r.t.upos(i, "NOUN") {
		return nil
	}
	k, last := i+1, r.t.Sentences[r.t.sentence[i]].Last
	for k+1 < last && (r.inTime(k) || r.t.upos(k, "ADP") && r.inTime(k+1)) {
		k++
	}
	if k == i+1 || k >= last || !r.t.rel(k, "case") || r.t.head(k) < k || !slices.Contains(prepositions, r.t.form(k)) {
		return nil
	}
	return r.t.spread([]int{r.t.head(k)})
}

// introducedByDeed is what a preposition introduces after the verb that says the
// event at i was done: "the sanctions that A imposed on B", "launched attacks in
// May on B".
func (r *reader) introducedByDeed(i int, prepositions []string) []int {
	if !r.t.upos(i, "NOUN") || !r.lex.is(r.t.lemma(i), "event") && !r.lex.is(r.t.lemma(i), "measure-taken") {
		return nil
	}
	verbs := r.t.children(i, "acl")
	if g := r.t.head(i); g >= 0 && r.t.isVerb(g) && r.t.rel(i, "obj", "nsubj:pass") {
		verbs = append(verbs, g)
	}
	for _, v := range verbs {
		if len(r.lex.doers[r.t.lemma(v)]) == 0 {
			continue
		}
		for _, k := range r.t.children(v, "obl") {
			if slices.Contains(prepositions, r.t.preposition(k)) && !r.inTime(k) {
				return r.t.spread([]int{k})
			}
		}
	}
	return nil
}
