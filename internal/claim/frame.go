package claim

import "slices"

// draft is a statement read at a cue, before it is known who says it.
type draft struct {
	row             cue
	at              int // token of the cue
	subject, object *candidate
	path            []string
}

// drafts are the statements that the cue rows at token i make.
func (r *reader) drafts(i int) []draft {
	var out []draft
	for _, row := range r.lex.cuesAt(r.t, i) {
		out = append(out, r.fill(row, i)...)
	}
	return out
}

// fill reads the roles of one row: every subject with every object.
func (r *reader) fill(row cue, i int) []draft {
	objects, objectPath, _ := r.role(row.object, i, row.accepts[1])
	if len(objects) == 0 {
		return nil
	}
	subjects, subjectPath, refused := r.role(row.subject, i, row.accepts[0])
	if len(subjects) == 0 && (refused || !allowsNull(row.subject)) {
		return nil
	}
	if len(subjects) == 0 {
		subjects, subjectPath = []*candidate{nil}, "none named"
	}
	var out []draft
	for _, s := range subjects {
		for _, o := range objects {
			if s == nil && o == nil || s != nil && o != nil && sameParty(s, o) {
				continue
			}
			out = append(out, draft{row: row, at: i, subject: s, object: o, path: []string{"subject: " + subjectPath, "object: " + objectPath}})
		}
	}
	return out
}

func sameParty(a, b *candidate) bool { return a.head == b.head || a.ID != "" && a.ID == b.ID }

func allowsNull(slots []slot) bool {
	return slices.ContainsFunc(slots, func(s slot) bool { return s.name == "-" })
}

// role fills the first slot that holds an acceptable party. refused says that a
// slot held only parties that cannot play the role, so that null would be wrong.
func (r *reader) role(slots []slot, i int, accepts string) (found []*candidate, path string, refused bool) {
	for _, s := range slots {
		var out []*candidate
		for _, h := range r.slotHeads(s, i) {
			c, ok := r.party(h)
			if ok && s.name == "agent" {
				c = r.eventDoer(c)
			}
			if ok && r.accepts(accepts, c) {
				out = append(out, &c)
			} else if ok {
				refused = true
			}
		}
		if len(out) > 0 {
			return out, s.name, false
		}
	}
	return nil, "", refused
}

// slotHeads are the heads of the nominals in a slot of the cue at i.
func (r *reader) slotHeads(s slot, i int) []int {
	t := r.t
	switch s.name {
	case "agent":
		return t.agents(i)
	case "patient":
		return t.patients(i)
	case "in":
		return t.introduced(i, s.prepositions)
	case "poss":
		return t.spread(t.children(i, "nmod:poss"))
	case "mod":
		return t.spread(r.modifiers(i))
	case "cop":
		return t.spread(t.copularSubject(i))
	case "appos":
		if t.rel(i, "appos") && t.head(i) >= 0 {
			return []int{t.head(i)}
		}
		return t.children(i, "appos")
	case "by":
		return r.doneBy(i)
	case "light":
		return r.doers(i, 0)
	}
	return nil
}

// modifiers are names that stand before a noun: "the SolarWinds hack", "an
// Iranian attack".
func (r *reader) modifiers(i int) []int {
	var out []int
	for _, k := range r.t.children(i, "compound", "amod", "nmod:desc") {
		if r.mentions.byToken[k] >= 0 || r.t.upos(k, "PROPN") {
			out = append(out, k)
		}
	}
	return out
}

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
	for _, d := range r.lex.doers[r.t.lemma(g)] {
		if !tagMatches(r.t, g, d.tag) || d.particle != "" && !r.t.hasParticle(g, d.particle) {
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

// governor is the word that i depends on, past coordination and past a noun it
// only specifies ("a series of attacks", "responsibility for the attack").
func (r *reader) governor(i int) int {
	for r.t.rel(i, "conj") && r.t.isNominal(r.t.head(i)) {
		i = r.t.head(i)
	}
	return r.t.head(i)
}

// eventDoer replaces an event that stands for its doer ("a campaign that hit X")
// by the doer that the sentence names for it; the event stays where none is named.
func (r *reader) eventDoer(c candidate) candidate {
	if !c.is("event") || c.ID != "" {
		return c
	}
	heads := r.doers(c.head, 0)
	for _, find := range []func(int) []int{r.doneBy, func(i int) []int { return r.t.children(i, "nmod:poss") }, r.modifiers} {
		if len(heads) == 0 {
			heads = find(c.head)
		}
	}
	for _, h := range heads {
		if d, ok := r.party(h); ok && d.is("threat-actor", "actor", "state", "organisation", "person") && !r.reports(d) {
			d.why = "doer of " + c.Name
			return d
		}
	}
	return c
}
