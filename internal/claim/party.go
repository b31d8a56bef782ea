package claim

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// candidate is a party found in the tree, with what is needed to judge whether
// it can fill a role.
type candidate struct {
	ascribe.Party
	head    int      // token
	classes []string // entity type, or classes of the head noun
	why     string   // how the party was resolved
	named   bool     // a name, as opposed to a description or pronoun
	item    int      // the sentence of a list after the cue's that it is an item of, 0 for none
	coined  bool     // named by the sentence alone: "a system dubbed X"
}

func (c candidate) is(classes ...string) bool {
	for _, k := range c.classes {
		if slices.Contains(classes, k) {
			return true
		}
	}
	return false
}

// mentionIndex finds the mention that covers a token.
type mentionIndex struct {
	mentions []ascribe.Mention
	entities map[string]ascribe.Entity
	byToken  []int // token → index into mentions, -1 for none; the longest wins
}

func indexMentions(t *tree, in Input) mentionIndex {
	x := mentionIndex{mentions: in.Mentions, entities: map[string]ascribe.Entity{}, byToken: make([]int, len(t.Tokens))}
	for _, e := range in.Entities {
		x.entities[e.ID] = e
	}
	for i := range x.byToken {
		x.byToken[i] = -1
	}
	for m, mention := range in.Mentions {
		for i := t.tokenAt(mention.Start); i < len(t.Tokens) && t.Tokens[i].Start < mention.End; i++ {
			if old := x.byToken[i]; old < 0 || x.mentions[old].Len() < mention.Len() {
				x.byToken[i] = m
			}
		}
	}
	return x
}

// tokenAt is the first token that ends after a byte offset.
func (t *tree) tokenAt(offset int) int {
	i, _ := slices.BinarySearchFunc(t.Tokens, offset, func(k tokenT, o int) int {
		if k.End <= o {
			return -1
		}
		return 1
	})
	return i
}

// party resolves the nominal headed by token i. It reports false when the words
// name nobody: an unresolved pronoun, an expletive, a number alone.
func (r *reader) party(i int) (candidate, bool) {
	i = r.nounMeant(r.t.relative(i))
	if r.inTime(i) || r.lex.is(r.t.lemma(i), "time") && !r.t.zeroDay(i) {
		return candidate{}, false
	}
	if c, ok := r.firstPerson(i); ok {
		return c, true
	}
	for _, k := range r.nameCarriers(i) {
		if m := r.mentions.byToken[k]; m >= 0 {
			if c, ok := r.mentioned(i, r.mentions.mentions[m]); ok {
				return c, true
			}
		}
	}
	if c, ok := r.ownGovernment(i); ok {
		return c, true
	}
	if c, ok := r.christened(i); ok {
		return c, true
	}
	if c, ok := r.principalFor(i); ok {
		return c, true
	}
	if r.t.upos(i, "PRON", "DET") || !r.t.isNominal(i) && !r.nominalised(i) {
		return candidate{}, false
	}
	return r.described(i), true
}

// zeroDay reports whether the "day" at i is of a flaw that nobody knew of.
func (t *tree) zeroDay(i int) bool {
	return i >= 2 && t.lemma(i) == "day" && t.form(i-1) == "-" && (t.form(i-2) == "zero" || t.form(i-2) == "0")
}

func (r *reader) nominalised(i int) bool {
	return r.t.upos(i, "VERB") && r.t.Tokens[i].XPOS == "VBG" || r.t.upos(i, "ADJ", "ADV")
}

// mentioned turns a linked mention into a party; the text is the whole phrase.
func (r *reader) mentioned(i int, m ascribe.Mention) (candidate, bool) {
	if m.Role == ascribe.DemonymRole {
		return r.nationals(i, m)
	}
	e, known := r.mentions.entities[m.Entity]
	if !known {
		if m.Role == ascribe.PronounRole || m.Role == ascribe.DescriptionRole {
			return candidate{}, false
		}
		return candidate{Party: ascribe.Party{Name: m.Text, Text: m.Text, Type: string(m.Type), Country: m.Country},
			head: i, classes: []string{string(m.Type)}, named: true, why: "named in the text"}, true
	}
	if m.Role == ascribe.DescriptionRole && e.Type == ascribe.Person && r.lex.is(r.t.lemma(i), "voice") {
		return candidate{}, false
	}
	if m.Role == ascribe.DescriptionRole && e.Type == ascribe.ThreatActor && !r.lex.is(r.t.lemma(i), "actor") {
		return candidate{}, false
	}
	first, last := r.t.full(i)
	c := candidate{Party: ascribe.Party{ID: e.ID, Name: e.Name, Text: r.t.phraseText(first, last), Type: string(e.Type), Country: e.Country},
		head: i, classes: []string{string(e.Type)}, why: strings.Join(m.Reasons, "; ")}
	c.named = m.Role == ascribe.NameRole || m.Role == ascribe.AcronymRole || m.Role == ascribe.MetonymRole
	return c, true
}

// nationals are people named by their nationality alone ("two Estonians"): people
// of a country, never the country.
func (r *reader) nationals(i int, m ascribe.Mention) (candidate, bool) {
	if !r.t.upos(i, "NOUN", "PROPN") || !strings.HasPrefix(r.t.Tokens[i].XPOS, "NN") {
		return candidate{}, false
	}
	c := r.described(i)
	c.classes, c.named, c.Type = []string{"people"}, false, string(ascribe.Person)
	if c.Country == "" {
		c.Country = m.Country
	}
	return c, true
}

// nameCarriers are the tokens of a nominal that may carry its name, best first:
// the head, then an apposed or flat name ("security firm CrowdStrike"), then, if
// the head is a class noun, a name before it ("the Nobelium threat group"), then
// a name given to it ("a group known as SideCopy").
func (r *reader) nameCarriers(i int) []int {
	out := []int{i}
	out = append(out, r.t.children(i, "flat")...)
	if !r.t.upos(i, "NOUN", "PROPN") {
		return out
	}
	out = append(out, r.namedBy(i)...)
	if !r.classNoun(i) {
		return out
	}
	if r.lex.is(r.t.lemma(i), "territory") {
		out = append(out, r.t.introduced(i, []string{"of"})...) // "the province of Alba"
	}
	beside := r.t.children(i, "appos", "compound", "nmod:desc", "amod", "nmod:unmarked")
	if i+1 < len(r.t.Tokens) && r.t.Tokens[i].Space && r.t.upos(i+1, "PROPN") {
		beside = append(beside, i+1) // "minister Jane Doe", whatever the tree makes of it
	}
	for _, k := range beside {
		if r.t.rel(k, "appos") && strings.HasSuffix(r.t.Tokens[i].XPOS, "S") {
			continue // "the companies, Acme and others": one of several
		}
		if m := r.mentions.byToken[k]; m >= 0 && r.compatible(i, r.mentions.mentions[m]) {
			out = append(out, k)
		}
	}
	return out
}

// namedBy are the names that a participle gives the noun i: "a group known as X".
func (r *reader) namedBy(i int) []int {
	var out []int
	if k, ok := r.givenName(i); ok {
		out = append(out, k)
	}
	for _, v := range r.t.children(i, "acl") {
		if christening[r.t.lemma(v)] && !r.colonBetween(i, v) {
			out = append(out, r.t.children(v, "obl", "xcomp", "obj")...)
		}
	}
	return out
}

// colonBetween reports whether a list starts between tokens i and k, so that what
// stands at k is of an item and not of what is listed.
func (r *reader) colonBetween(i, k int) bool {
	for ; i < k; i++ {
		if r.t.form(i) == ":" {
			return true
		}
	}
	return false
}

// nounMeant passes from a noun that only counts or measures to the one it
// measures ("a series of attacks", "14 of the firms"), and from the first part
// of a word with a hyphen to its head ("nation-state actors").
func (r *reader) nounMeant(i int) int {
	for steps := 0; steps < 3; steps++ {
		next := -1
		if r.lex.is(r.t.lemma(i), "measure") || r.t.upos(i, "NUM") || r.t.upos(i, "DET", "PRON") && quantifiers[r.t.form(i)] {
			for _, k := range r.t.children(i, "nmod") {
				if r.t.preposition(k) == "of" {
					next = k
				}
			}
		}
		if next < 0 {
			break
		}
		i = next
	}
	if i+2 < len(r.t.Tokens) && r.t.upos(i, "NOUN", "PROPN") && r.t.form(i+1) == "-" && !r.t.Tokens[i].Space && !r.t.Tokens[i+1].Space {
		k := i + 2
		for k+1 < len(r.t.Tokens) && r.t.upos(k+1, "NOUN") && r.t.Tokens[k].Space && r.t.sentence[k+1] == r.t.sentence[i] {
			k++
		}
		if r.t.upos(k, "NOUN", "PROPN") {
			return k
		}
	}
	return i
}

// quantifiers are the words that only say how many of what comes after "of".
var quantifiers = map[string]bool{"all": true, "each": true, "both": true, "some": true, "most": true, "many": true, "several": true, "none": true}

// identified is the named party that a description is said to be: "X is a
// state-backed group", "X, a state-backed group". It is the description itself
// where nothing names it.
func (r *reader) identified(c candidate) candidate {
	if c.named || c.head < 0 {
		return c
	}
	var heads []int
	if _, cop := r.t.child(c.head, "cop"); cop {
		heads = r.t.copularSubject(c.head)
	} else if r.t.rel(c.head, "appos") {
		heads = []int{r.t.head(c.head)}
	}
	for _, h := range heads {
		if named, ok := r.party(h); ok && named.is("threat-actor", "malware", "organisation", "person", "name") {
			return named
		}
	}
	return c
}

// classNoun reports whether the head says only what kind of thing a name in its
// phrase is: "group", "firm", "malware", "researchers", "government".
func (r *reader) classNoun(i int) bool {
	return r.t.upos(i, "NOUN", "PROPN") && len(r.lex.classes[r.t.lemma(i)]) > 0
}

// compatible reports whether a name of the mention's type may stand for the
// class noun i: "Nobelium group", "PlugX trojan", "Microsoft researchers", but
// not "Iranian group" or "Exchange servers".
func (r *reader) compatible(i int, m ascribe.Mention) bool {
	lemma := r.t.lemma(i)
	switch m.Type {
	case ascribe.ThreatActor:
		return r.lex.is(lemma, "actor")
	case ascribe.Malware, ascribe.Tool:
		return r.lex.is(lemma, "malware") || lemma == "tool" || lemma == "framework" || lemma == "utility" || lemma == "gang" || lemma == "operation"
	case ascribe.Campaign:
		return r.lex.is(lemma, "event")
	case ascribe.State:
		return slices.Contains([]string{"government", "administration", "state", "authority", "regime", "ally", "country", "nation", "member", "neighbor", "neighbour", "republic"}, lemma)
	case ascribe.Organisation, ascribe.Publication:
		return slices.Contains([]string{"researcher", "analyst", "expert", "team", "company", "firm", "agency", "official", "report", "spokesperson",
			"spokesman", "spokeswoman", "vendor", "organization", "organisation", "body", "authority", "watchdog", "regulator", "centre", "center", "institute", "bank", "university", "hospital", "airline", "operator", "newspaper", "broadcaster", "ally", "provider", "giant", "maker", "service", "department", "ministry", "bureau", "lab", "unit"}, lemma)
	case ascribe.Person:
		return r.lex.is(lemma, "people") || r.lex.is(lemma, "actor") || lemma == "minister" || lemma == "president" || lemma == "secretary"
	}
	return false
}

// described is a party that nothing names: its name is its core phrase.
func (r *reader) described(i int) candidate {
	cf, cl := r.t.core(i)
	ff, fl := r.t.full(i)
	c := candidate{head: i, classes: r.lex.classes[r.t.lemma(i)], why: "described"}
	c.Name, c.Text = r.t.phraseText(cf, cl), r.t.phraseText(ff, fl)
	c.Country = r.countryIn(cf, cl)
	switch {
	case r.t.upos(i, "PROPN"):
		c.classes = append([]string{"name"}, c.classes...)
		c.named = true
		if first, last := r.properName(i); last-first > 1 && len(r.lex.classes[r.t.lemma(i)]) == 0 {
			c.head, c.Name = first, r.t.phraseText(min(first, cf), max(last, cl))
			c.Text = r.t.phraseText(min(first, ff), max(last, fl))
		}
	case len(c.classes) == 0:
		c.classes = []string{"thing"}
	}
	if r.t.zeroDay(i) {
		c.classes = []string{"means", "weaponry"}
	}
	if r.lex.technique(c.Name) != "" {
		c.classes = append(slices.Clone(c.classes), "technique")
	}
	c.Type = describedType(c)
	return c
}

// properName is the run of proper nouns around token i that no linked name
// covers, whatever the tree makes of its parts.
func (r *reader) properName(i int) (first, last int) {
	s := r.t.Sentences[r.t.sentence[i]]
	part := func(k int) bool { return r.t.upos(k, "PROPN") && r.mentions.byToken[k] < 0 }
	for first = i; first > s.First && part(first-1); first-- {
	}
	for last = i + 1; last < s.Last && part(last); last++ {
	}
	return first, last
}

// describedType is the entity type that a description implies, or "".
func describedType(c candidate) string {
	for _, pair := range [][2]string{{"actor", "threat-actor"}, {"malware", "malware"}, {"people", "person"}, {"body", "organisation"}, {"firm", "organisation"}, {"asset", "asset"}, {"data", "asset"}, {"service", "asset"}} {
		if c.is(pair[0]) {
			return pair[1]
		}
	}
	return ""
}

// countryIn is the country that a demonym in the phrase gives, when only one does.
func (r *reader) countryIn(first, last int) string {
	country := ""
	for i := first; i < last; i++ {
		m := r.mentions.byToken[i]
		if m < 0 {
			continue
		}
		found := r.mentions.mentions[m].Country
		if e, ok := r.mentions.entities[r.mentions.mentions[m].Entity]; ok && found == "" && e.Type == ascribe.State {
			found = e.Country
		}
		if found != "" && country != "" && found != country {
			return ""
		}
		if found != "" {
			country = found
		}
	}
	return country
}

// firstPerson resolves "we", "our" and "us" to whoever speaks at that place.
func (r *reader) firstPerson(i int) (candidate, bool) {
	if !slices.Contains([]string{"we", "us", "our", "i", "my"}, r.t.form(i)) || !r.t.upos(i, "PRON", "DET") {
		return candidate{}, false
	}
	s := r.speakerAt(i)
	return candidate{Party: s, head: i, classes: []string{s.Type, "speaker"}, named: true, why: "first person of the speaker"}, s.Name != ""
}

// ownGovernment is who publishes a public body's statement, where it speaks of
// "the government" without saying whose.
func (r *reader) ownGovernment(i int) (candidate, bool) {
	if r.t.form(i) != "government" || !r.definite(i) || len(r.t.kids[i]) > 2 || r.publisher.ID == "" || !knowledge.PublicKind(r.Base.Kind(r.publisher.ID)) && r.publisher.Type != string(ascribe.State) {
		return candidate{}, false
	}
	p := r.publisher
	p.Text = r.t.form(i)
	return candidate{Party: p, head: i, classes: []string{p.Type}, named: true, why: "the government of whoever publishes"}, true
}
