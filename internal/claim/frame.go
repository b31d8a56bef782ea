package claim

import (
	"slices"

	"ascribe"
)

// draft is a statement read at a cue, before it is known who says it.
type draft struct {
	row             cue
	at              int // token of the cue
	subject, object *candidate
	path            []string
	unaffected      bool // a negation that is part of the statement
	also            int  // a second sentence that the quote needs, 0 for none
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
	objects, objectPath, refusedObjects := r.role(row.object, i, row.accepts[1])
	if row.tag == "noun" && row.predicate == ascribe.Attacked {
		objects = r.notDoers(objects, i)
	}
	if items := r.itemsNamed(row, i); len(items) > 0 {
		objects, objectPath = append(objects, items...), "items of the list after it"
	}
	if len(objects) == 0 {
		objects, objectPath = r.victimMeant(row, i)
	}
	if len(objects) == 0 {
		r.failed(i, row, "object", refusedObjects)
		return nil
	}
	subjects, subjectPath, refused := r.role(row.subject, i, row.accepts[0])
	if (row.predicate == ascribe.Attacked || row.predicate == ascribe.Affected || row.predicate == ascribe.Used) && standsForDoer(subjects) {
		subjects, subjectPath = []*candidate{nil}, "an event whose doer is not named"
	}
	if len(subjects) == 0 && (len(refused) > 0 || !allowsNull(row.subject) && !(row.predicate == ascribe.Used && row.tag == "verb" && r.unnamedUser(i, objects))) {
		r.failed(i, row, "subject", refused)
		return nil
	}
	if len(subjects) == 0 {
		subjects, subjectPath = []*candidate{nil}, "none named"
	}
	switch row.predicate {
	case ascribe.Attacked:
		objects = r.owners(objects)
	case ascribe.Affected:
		objects = r.hitList(objects)
	case ascribe.Used:
		objects = r.gear(objects)
	case ascribe.AffiliatedWith:
		objects = r.actorsMeant(objects)
	case ascribe.Resembles:
		subjects, objects = r.likened(subjects), r.likened(objects)
	}
	objects, also := r.members(row, objects)
	objects = append(objects, r.statesOf(row, objects)...)
	var out []draft
	for _, s := range subjects {
		for _, o := range objects {
			if s == nil && o == nil || s != nil && o != nil && sameParty(s, o) {
				continue
			}
			if o != nil && o.item > 0 {
				also = o.item
			}
			out = append(out, draft{row: row, at: i, subject: s, object: o, also: also, path: []string{"subject: " + subjectPath, "object: " + objectPath}})
		}
	}
	return out
}

// unnamedUser reports whether the verb at i says that something was used without
// saying by whom: "X was used against …", "was breached using X".
func (r *reader) unnamedUser(i int, objects []*candidate) bool {
	if slices.Contains([]string{"write", "develop", "create", "author", "build", "set", "maintain"}, r.t.lemma(i)) {
		return false // that something was made says nothing of its use
	}
	told := r.t.rel(i, "acl") && len(r.toldNamed(r.t.head(i))) > 0
	return r.t.passive(i) && (told || !r.t.rel(i, "acl") && weapons(objects)) || r.t.instrumental(i) && r.t.passive(r.t.head(i)) && r.strikes(r.t.head(i))
}

// strikes reports whether the verb at i is a cue of attacks.
func (r *reader) strikes(i int) bool {
	return slices.ContainsFunc(r.lex.cues[r.t.lemma(i)], func(c cue) bool { return c.predicate == ascribe.Attacked })
}

// notDoers leaves out the parties that the governing word makes the doers of the
// deed at i: "blamed the attacks on A and B".
func (r *reader) notDoers(objects []*candidate, i int) []*candidate {
	doers := r.doers(i, 0)
	return slices.DeleteFunc(objects, func(o *candidate) bool { return slices.Contains(doers, o.head) })
}

// weapons reports whether all objects are malware or tools: of those, that they
// "were used" says something even when nobody is named.
func weapons(objects []*candidate) bool {
	return !slices.ContainsFunc(objects, func(c *candidate) bool { return !c.is("malware", "tool") && (c.ID == "" || !c.is("technique")) })
}

// victimMeant is the victim of "the attack" where the sentence names none but
// says who did it: the one that the text last said was attacked.
func (r *reader) victimMeant(row cue, i int) ([]*candidate, string) {
	if row.value == "offered-assistance" && row.tag == "noun" && len(r.doers(i, 0)) > 0 {
		return r.stateAttacked()
	}
	if row.tag != "noun" || row.predicate != ascribe.Attacked || len(r.doers(i, 0))+len(r.doneBy(i)) == 0 {
		return nil, ""
	}
	if r.definite(i) {
		if v, ok := r.lastVictim(); ok {
			return []*candidate{&v}, "the attack last spoken of"
		}
	}
	if c, ok := r.attackName(i); ok {
		return []*candidate{&c}, "the name that the attack goes by"
	}
	if a := r.accuser(i); a != nil {
		return []*candidate{a}, "whoever accuses of an attack on nobody else"
	}
	if r.launched(i) {
		return []*candidate{nil}, "no victim named"
	}
	return nil, ""
}

// launched reports whether the attack at i, itself a deed and no mere activity,
// is said to be done by somebody who is named: worth telling without a victim.
func (r *reader) launched(i int) bool {
	if !slices.Contains([]string{"attack", "cyberattack", "cyber-attack", "campaign", "hack", "intrusion", "breach"}, r.t.lemma(i)) {
		return false
	}
	for _, h := range r.doers(i, 0) {
		if c, ok := r.party(h); ok && c.named && c.is("threat-actor", "state", "organisation") && !r.t.upos(h, "PRON") {
			return true
		}
	}
	return false
}

// stateAttacked is the state of the victim that the text last spoke of: whom help
// is offered to where the sentence doesn't say.
func (r *reader) stateAttacked() ([]*candidate, string) {
	v, ok := r.lastVictim()
	if !ok || v.Country == "" {
		return nil, ""
	}
	id, ok := r.Base.State(v.Country)
	e, known := r.entity(id)
	if !ok || !known {
		return nil, ""
	}
	return []*candidate{{Party: ascribe.Party{ID: e.ID, Name: e.Name, Type: string(e.Type), Country: e.Country}, head: -1,
		classes: []string{string(e.Type)}, why: "state of the victim last spoken of"}}, "the state attacked"
}

// lastVictim is the victim of the attack that the text last spoke of.
func (r *reader) lastVictim() (candidate, bool) {
	var described *ascribe.Party
	for k := len(r.stated) - 1; k >= 0; k-- {
		c := r.stated[k]
		if c.Predicate != ascribe.Attacked || c.Object == nil {
			continue
		}
		if c.Object.ID != "" {
			return candidate{Party: *c.Object, head: -1, why: "victim of the attack meant"}, true
		}
		if described == nil {
			described = c.Object
		}
	}
	if described == nil {
		return candidate{}, false
	}
	return candidate{Party: *described, head: -1, why: "victim of the attack meant"}, true
}

// owners replaces systems and services under attack by whose they are, where the
// phrase says so: "the computer systems of the ministry", "Freedonia's grid". The
// phrase stays as the party's text.
func (r *reader) owners(objects []*candidate) []*candidate {
	for n, o := range objects {
		if o == nil || o.ID != "" || o.head < 0 || !o.is("asset", "service", "infra") {
			continue
		}
		heads := append(r.t.children(o.head, "nmod:poss", "compound"), r.t.introduced(o.head, []string{"of", "belonging to"})...)
		for _, h := range heads {
			if owner, ok := r.party(h); ok && owner.ID != "" && owner.is("state", "organisation") && owner.named {
				owner.Text, owner.why = o.Text, "whose "+o.Name+" are"
				objects[n] = &owner
				break
			}
		}
	}
	return objects
}

// definite reports whether a noun points back: "the attack", "this breach".
func (r *reader) definite(i int) bool {
	for _, k := range r.t.children(i, "det") {
		if slices.Contains([]string{"the", "this", "that", "these", "those"}, r.t.form(k)) {
			return true
		}
	}
	return false
}

func sameParty(a, b *candidate) bool { return a.head == b.head || a.ID != "" && a.ID == b.ID }

// standsForDoer reports whether the only subject is an event that stands for a
// doer whom the sentence doesn't name: "the attack hit the ministry".
func standsForDoer(subjects []*candidate) bool {
	return len(subjects) == 1 && subjects[0].is("event") && !subjects[0].named
}

func allowsNull(slots []slot) bool {
	return slices.ContainsFunc(slots, func(s slot) bool { return s.name == "-" })
}

// role fills the first slot that holds an acceptable party. refused are the
// parties of earlier slots that cannot play the role, so that null would be wrong.
func (r *reader) role(slots []slot, i int, accepts string) (found []*candidate, path string, refused []candidate) {
	for _, s := range slots {
		var out []*candidate
		for _, h := range r.slotHeads(s, i) {
			c, ok := r.party(h)
			if !ok {
				continue
			}
			if accepts == "authority" && r.t.upos(h, "PRON") && c.is("threat-actor") {
				c = r.speakerOver(i, c) // "the firm said it disabled the accounts"
			}
			if accepts == "authority" && c.is("record") {
				c = r.holder(c) // "issued a statement condemning …"
			}
			if accepts == "victim" && r.t.form(h) == "it" && c.is("threat-actor") {
				c = r.speakerOver(h, c) // "the bank said it was the victim"
			}
			meant := []candidate{c}
			if (accepts == "authority" || accepts == "defender") && r.t.form(h) == "they" {
				meant = r.speakersOver(i, c) // "A and B said that they blocked the accounts"
			} else if s.name == "agent" || s.name == "light" || s.name == "poss" {
				meant = r.doersMeant(r.identified(c))
			} else if c.head >= 0 && r.t.rel(c.head, "appos") {
				meant[0] = r.identified(c) // "X, a bank that was breached"
			}
			for _, c := range meant {
				switch {
				case !r.accepts(accepts, c):
					refused = append(refused, c)
				case !slices.ContainsFunc(out, func(o *candidate) bool { return o.head == c.head && o.Name == c.Name }):
					out = append(out, &c)
				}
			}
		}
		if len(out) > 0 {
			return out, s.name, nil
		}
	}
	return nil, "", refused
}

// slotHeads are the heads of the nominals in a slot of the cue at i.
func (r *reader) slotHeads(s slot, i int) []int {
	heads := slices.DeleteFunc(r.slotNominals(s, i), func(h int) bool { return h < 0 || r.headlineSpeaker(h, i) })
	if len(heads) == 1 {
		if meant := r.groupMeant(heads[0]); len(meant) > 0 {
			return meant
		}
	}
	return heads
}

// headlineSpeaker reports whether h is the speaker before a headline's colon and
// the cue at i stands after it.
func (r *reader) headlineSpeaker(h, i int) bool {
	for _, s := range r.scopes {
		if s.rule == "headline" && s.covers(i) && h < s.verb && r.t.sentence[h] == r.t.sentence[i] {
			return true
		}
	}
	return false
}

func (r *reader) slotNominals(s slot, i int) []int {
	t := r.t
	switch s.name {
	case "agent":
		return t.agents(i)
	case "patient":
		return t.patients(i)
	case "in":
		if out := t.introduced(i, s.prepositions); len(out) > 0 {
			return out
		}
		if out := r.introducedPastTime(i, s.prepositions); len(out) > 0 {
			return out
		}
		return r.introducedByDeed(i, s.prepositions)
	case "told":
		return t.spread(r.toldAs(i))
	case "org":
		return slices.DeleteFunc(r.modifiers(i), func(k int) bool {
			m := r.mentions.byToken[k]
			return m < 0 || r.mentions.mentions[m].Type != ascribe.Organisation && r.mentions.mentions[m].Type != ascribe.ThreatActor
		})
	case "as":
		return r.presentedAs(i)
	case "shows":
		return r.shownBy(i)
	case "sufferer":
		return r.sufferers(i)
	case "threat":
		return r.threatened(i)
	case "orderer":
		return r.orderer(i)
	case "ordered":
		return r.ordered(i)
	case "given":
		return r.given(i)
	case "sought":
		return r.sought(i)
	case "helped":
		return r.helped(i)
	case "colon":
		return r.itemised(i, "malware", "tool", "technique", "name")
	case "via":
		var out []int
		for _, k := range t.introduced(i, []string{s.noun}) {
			out = append(out, t.introduced(k, s.prepositions)...)
		}
		if len(out) == 0 {
			out = t.introducedAfter(i, s.prepositions)
		}
		return t.spread(out)
	case "between":
		return r.between(i, s.noun)
	case "event":
		return r.eventDoers(i, s.prepositions)
	case "poss":
		if owners := t.children(i, "nmod:poss"); len(owners) > 0 {
			return t.spread(t.resolveRelatives(owners))
		}
		return t.whose(i)
	case "mod":
		return slices.DeleteFunc(r.modifiers(i), func(k int) bool { return !r.doerName(k) })
	case "named":
		return slices.DeleteFunc(r.modifiers(i), func(k int) bool { return r.mentions.byToken[k] < 0 || r.doerName(k) })
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

// toldAs are the parties that a sentence says the targets or victims at i are:
// "its targets include A", "the main targets are A", "one of the victims was A",
// "A were among the victims", "A was a victim".
func (r *reader) toldAs(i int) []int {
	h, k := r.t.head(i), i
	for h >= 0 && r.t.rel(k, "nmod") && (r.t.upos(h, "NUM") || r.lex.is(r.t.lemma(h), "measure") || r.t.form(h) == "one") {
		k, h = h, r.t.head(h)
	}
	if _, cop := r.t.child(k, "cop"); cop {
		return r.t.copularSubject(k)
	}
	if h >= 0 && r.t.preposition(k) == "among" { // "among its targets are A and B"
		if _, cop := r.t.child(h, "cop"); cop && k < h && r.t.isNominal(h) {
			return r.t.spread([]int{h})
		}
	}
	if h < 0 || !r.t.rel(k, "nsubj") {
		return nil
	}
	if r.t.isVerb(h) {
		if slices.Contains([]string{"include", "comprise", "range", "be", "name"}, r.t.lemma(h)) {
			return r.t.children(h, "obj", "obl")
		}
		return nil
	}
	if _, cop := r.t.child(h, "cop"); cop && (r.t.isNominal(h) || r.mentions.byToken[h] >= 0) {
		return []int{h}
	}
	return nil
}

// sufferers are those who are said to have suffered the event at i.
func (r *reader) sufferers(i int) []int {
	if g := r.governor(i); g >= 0 && r.t.isVerb(g) && slices.Contains([]string{"suffer", "endure", "experience", "undergo", "sustain", "face"}, r.t.lemma(g)) &&
		slices.Contains(r.t.patients(g), i) {
		return r.t.agents(g)
	}
	return nil
}

// presentedAs are the parties of whom "as" says what they are: "A serves as its
// leader", "identified A as its leader".
func (r *reader) presentedAs(i int) []int {
	h := r.t.head(i)
	if h < 0 || r.t.preposition(i) != "as" || !r.t.isVerb(h) {
		return nil
	}
	if p := r.t.patients(h); len(p) > 0 {
		return p
	}
	return r.t.agents(h)
}

// between splits "between A and B (and C)" into the first and the rest.
func (r *reader) between(i int, part string) []int {
	all := r.t.introduced(i, []string{"between"})
	if len(all) == 0 {
		all = r.t.pairLater(i)
	}
	if len(all) < 2 {
		return nil
	}
	if part == "first" {
		return all[:1]
	}
	return all[1:]
}

// speakersOver are the sources of the innermost scope over token i where the
// pronoun was taken for a group that attacks, else the party given.
func (r *reader) speakersOver(i int, c candidate) []candidate {
	if scopes := r.scopesAt(i); len(scopes) > 0 && c.is("threat-actor") {
		return scopes[len(scopes)-1].sources
	}
	return []candidate{c}
}

// speakerOver is the first of speakersOver.
func (r *reader) speakerOver(i int, c candidate) candidate {
	if scopes := r.scopesAt(i); len(scopes) > 0 {
		return scopes[len(scopes)-1].sources[0]
	}
	return c
}
