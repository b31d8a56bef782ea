package claim

import (
	"slices"

	"ascribe"
	"ascribe/internal/knowledge"
)

// sentence reads the claims that sentence n makes.
func (r *reader) sentence(n int) []ascribe.Claim {
	var out []ascribe.Claim
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		if r.irreal(i) {
			r.unreal(i)
			continue
		}
		for _, d := range r.drafts(i) {
			d, ok := r.settle(d)
			if !ok {
				r.attempt(d.at, d.row, "it says what is usual or means something else, by the border lines of docs/claims.md")
				continue
			}
			r.attempt(d.at, d.row, "")
			out = append(out, r.state(d)...)
		}
	}
	for _, read := range []func(int) []draft{r.aliasDrafts, r.epithetDrafts, r.originDrafts, r.backingDrafts, r.purposeDrafts, r.motiveDrafts, r.behindDrafts, r.blameDrafts} {
		for _, d := range read(n) {
			if !r.irreal(d.at) || presupposing[d.row.predicate] && len(d.path) > 0 && d.path[0] == "adjective before a party" {
				out = append(out, r.state(d)...)
			}
		}
	}
	out = append(out, r.denials(n, out)...)
	out = distinct(out)
	r.stated = append(r.stated, out...)
	return out
}

// presupposing are the predicates that an epithet takes for granted, whatever
// its sentence supposes or asks: "if the Utopia-backed group returns".
var presupposing = map[ascribe.Predicate]bool{ascribe.Sponsors: true, ascribe.AffiliatedWith: true}

// settle applies the codebook's border lines to a draft: malware tied to an
// actor is used by it; a service said not to be hit is unaffected; that a service
// works says so only in the past.
func (r *reader) settle(d draft) (draft, bool) {
	switch {
	case d.row.word == "list" && !r.sanctionsNear(d.at):
		return d, false // bodies list all sorts of people
	case r.mechanical(d):
		return d, false // what a program does whenever it runs
	case (d.row.predicate == ascribe.Affected || d.row.accepts[0] == "carrier") && r.aimed(d.at):
		return d, false
	case d.row.predicate == ascribe.Affected && d.row.word == "take" && len(r.t.introduced(d.at, []string{"from"})) == 0:
		return d, false
	case d.row.predicate == ascribe.AffiliatedWith && d.row.tag == "verb" && r.linksLoosely(d):
		return d, false
	case (d.row.value == "leads" || d.row.value == "works-for") && d.row.tag == "noun" && d.subject != nil && r.quoted(*d.subject):
		return d, false // the title of somebody quoted is no news
	case d.row.word == "available" || d.row.word == "accessible" || d.row.word == "operational":
		return r.availability(d)
	case d.row.predicate == ascribe.Attacked && d.row.word == "access" && d.object.head >= 0 && r.lex.is(r.t.lemma(d.object.head), "account"):
		d.row.predicate, d.row.value = ascribe.Affected, ""
	case d.row.predicate == ascribe.AffiliatedWith && d.subject != nil && d.object != nil &&
		d.subject.is("malware", "tool") && d.object.is("threat-actor", "actor", "state"):
		d.row.predicate, d.row.value = ascribe.Used, ""
		d.subject, d.object = d.object, d.subject
	case (d.row.accepts[0] == "carrier" || d.row.accepts[0] == "conduit") && d.subject != nil && !d.subject.is("malware"):
		d.subject = nil // what carries the malware, or catches the data, stands for whoever sent it
	case d.row.predicate == ascribe.Used && d.subject != nil && d.subject.is("state", "person", "people") && d.object != nil &&
		!d.object.is("malware", "tool", "technique", "weaponry") && !d.object.coined && !r.tainted(d.object):
		return d, false // states and people use all sorts of things
	case d.row.predicate == ascribe.Used && d.subject != nil && d.object != nil && d.subject.is("malware") && !d.object.named:
		return d, false // what malware brings along is its own doing
	case d.subject != nil && d.subject.ID == "" && d.subject.Country == "" && !d.subject.named && r.habitual(d.at):
		return d, false // what attackers do in general
	case d.row.value == "unaffected" && d.row.tag == "verb" && r.t.Tokens[d.at].XPOS != "VBD":
		return d, false
	case (d.row.predicate == ascribe.Attacked || d.row.predicate == ascribe.Affected) && d.row.value != "unaffected" && d.subject == nil && d.object != nil &&
		d.object.is("service", "asset") && r.t.passive(d.at) && r.negatedAt(d.at):
		d.row.predicate, d.row.value, d.unaffected = ascribe.Affected, "unaffected", true
	}
	return d, true
}

// linksLoosely reports whether a link says nothing of an actor: it only tells
// which things or people are meant ("the hacks attributed to X", "accounts tied to
// Y"), or names neither whom nor what it links to.
func (r *reader) linksLoosely(d draft) bool {
	s, o := d.subject, d.object
	if s == nil || o == nil {
		return false
	}
	if r.t.rel(d.at, "acl") && !s.named && (s.is("asset", "people", "means") || s.is("event") && s.head >= 0 && r.t.Tokens[s.head].XPOS == "NNS") {
		return true
	}
	return !o.named && o.Country == "" && o.ID == "" && o.is("firm", "body", "people", "state-noun", "state")
}

// availability reads whether a service is said to be up or down: "is not
// available" disrupts it, "continues to be available" says that it was unaffected.
// That it is available says neither.
func (r *reader) availability(d draft) (draft, bool) {
	d.unaffected = true
	if r.negatedAt(d.at) {
		return d, true
	}
	h := r.t.head(d.at)
	still := slices.ContainsFunc(r.t.children(d.at, "advmod"), func(k int) bool { return r.t.form(k) == "still" })
	if still || h >= 0 && r.t.rel(d.at, "xcomp") && slices.Contains([]string{"continue", "remain", "stay", "keep"}, r.t.lemma(h)) {
		d.row.value = "unaffected"
		return d, true
	}
	return d, false
}

// distinct drops a claim that repeats another's source, stance and statement;
// of two it keeps the one with a value.
func distinct(claims []ascribe.Claim) []ascribe.Claim {
	at := map[string]int{}
	var out []ascribe.Claim
	for _, c := range claims {
		key := c.Source.Key() + "|" + string(c.Stance) + "|" + c.Statement.Key()
		if n, ok := at[key]; ok {
			if out[n].Value == "" {
				out[n].Value = c.Value
			}
			continue
		}
		at[key] = len(out)
		out = append(out, c)
	}
	return out
}

// state turns a draft into claims: one for each source that commits to it.
func (r *reader) state(d draft) []ascribe.Claim {
	base := ascribe.Claim{
		Stance: ascribe.Asserts,
		Statement: ascribe.Statement{Predicate: d.row.predicate, Subject: partyOf(d.subject), Object: partyOf(d.object),
			Value: r.value(d), When: r.whenAt(d.at)},
		Likelihood: r.likelihoodAt(d.at), Confidence: r.confidenceAt(d.at), Hedge: r.hedgeAt(d.at),
		Quote: r.quoteOf(d),
		Explanation: ascribe.Explanation{Rule: string(d.row.predicate) + ": " + d.row.word, Cue: r.t.Text[r.t.Tokens[d.at].Start:r.t.Tokens[d.at].End],
			Path: d.path},
	}
	if l := base.Likelihood; l != nil && l.High <= 45 {
		base.Stance = ascribe.Doubts
	}
	r.complete(&base, d)
	for _, c := range []*candidate{d.subject, d.object} {
		if c != nil && c.why != "" {
			base.Explanation.Links = append(base.Explanation.Links, c.Name+": "+c.why)
		}
	}
	return r.sourced(base, d)
}

// deeds are the predicates that an authority does, and announces itself.
var deeds = []ascribe.Predicate{ascribe.Sanctioned, ascribe.Charged, ascribe.Responded}

// complete fills what the codebook takes from outside the clause: the doer of a
// public body's own announcement ("is being designated"), and the state whose
// diplomats were sent away.
func (r *reader) complete(c *ascribe.Claim, d draft) {
	if c.Subject == nil && r.publisher.Type == string(ascribe.Organisation) && slices.Contains(deeds, c.Predicate) && knowledge.PublicKind(r.Base.Kind(r.publisher.ID)) && r.publisher.ID != "" {
		publisher := r.publisher
		c.Subject = &publisher
	}
	if c.Predicate == ascribe.Responded && slices.Contains([]string{"expelled-diplomats", "summoned-ambassador", "recalled-ambassador"}, c.Value) &&
		d.object != nil && (d.object.ID == "" || d.object.is("person")) && d.object.Country != "" {
		if id, ok := r.Base.State(d.object.Country); ok {
			e, _ := r.Base.Entity(id)
			c.Object = &ascribe.Party{ID: e.ID, Name: e.Name, Text: d.object.Text, Type: string(e.Type), Country: e.Country}
		}
	}
}

func partyOf(c *candidate) *ascribe.Party {
	if c == nil {
		return nil
	}
	p := c.Party
	return &p
}

func (r *reader) value(d draft) string {
	if d.row.predicate == ascribe.Used {
		return r.techniqueOf(d.object)
	}
	if d.row.predicate == ascribe.Resembles {
		return r.likenessAt(d.at)
	}
	if d.row.value != "method" && !(d.row.predicate == ascribe.Attacked) {
		return d.row.value
	}
	if v := r.methodAt(d.at); v != "" {
		return v
	}
	if d.row.value == "method" {
		return ""
	}
	return d.row.value
}

// quote is the sentence of token i without the space around it.
func (r *reader) quote(i int) ascribe.Quote {
	s := r.t.Sentences[r.t.sentence[i]]
	span := ascribe.Span{Start: r.t.Tokens[s.First].Start, End: r.t.Tokens[s.Last-1].End}
	return ascribe.Quote{Span: span, Text: span.Of(r.Text.Content)}
}

// quoteOf is the sentence of the draft's cue, with the one beside it that it needs.
func (r *reader) quoteOf(d draft) ascribe.Quote {
	q := r.quote(d.at)
	if d.also == 0 {
		return q
	}
	s := r.t.Sentences[d.also]
	q.Start = min(q.Start, r.t.Tokens[s.First].Start)
	q.End = max(q.End, r.t.Tokens[s.Last-1].End)
	q.Text = q.Of(r.Text.Content)
	return q
}

// sourced gives a statement to whoever commits to it at the cue: the innermost
// scope's sources, via those outside it, the publisher outermost.
func (r *reader) sourced(base ascribe.Claim, d draft) []ascribe.Claim {
	scopes := slices.DeleteFunc(r.scopesAt(d.at), func(s scope) bool { return s.stance != ascribe.Asserts && r.presupposed(d.at, s) })
	negated := (r.negatedAt(d.at) || d.object != nil && d.object.head >= 0 && r.t.negated(d.object.head)) && !d.unaffected
	if len(scopes) == 0 {
		if negated {
			base.Stance = ascribe.Denies
		}
		base.Source = r.publisher
		return []ascribe.Claim{base}
	}
	via := []ascribe.Party{r.publisher}
	for _, s := range scopes[:len(scopes)-1] {
		for _, c := range s.sources {
			via = appendParty(via, c.Party)
		}
	}
	inner := scopes[len(scopes)-1]
	base.Said = r.saidAt(inner.verb)
	base.Stance = combine(base.Stance, inner.stance, negated)
	base.Explanation.Path = append(base.Explanation.Path, "source: "+inner.rule)
	var out []ascribe.Claim
	for _, c := range r.ownWord(inner.sources, d.subject) {
		claim := base
		claim.Source = c.Party
		claim.SpeaksFor = r.speaksFor(c)
		claim.Via = without(via, claim.Source)
		out = append(out, claim)
	}
	return out
}

// ownWord are the sources of a statement: where they speak of themselves ("A and
// B claim to be members of C"), each only for itself.
func (r *reader) ownWord(sources []candidate, subject *candidate) []candidate {
	if subject != nil && len(sources) > 1 {
		for n, c := range sources {
			if c.ID == subject.ID && c.Name == subject.Name {
				return sources[n : n+1]
			}
		}
	}
	return sources
}

// presupposed reports whether the cue at i only describes something within what
// the scope's word denies or doubts ("denied any role in the hacks attributed to
// X"): the denial doesn't touch it.
func (r *reader) presupposed(i int, s scope) bool {
	for k := i; k >= 0 && k != s.verb; k = r.t.head(k) {
		if h := r.t.head(k); r.t.rel(k, "acl") && !r.lex.accusation[r.t.lemma(h)] && !r.t.marked(k, "that") {
			return true
		}
	}
	return false
}

// combine is the stance of a source on a statement: a denial of a negation asserts.
func combine(own, scope ascribe.Stance, negated bool) ascribe.Stance {
	switch {
	case scope == ascribe.Asserts && negated:
		return ascribe.Denies
	case scope == ascribe.Denies && negated:
		return ascribe.Asserts
	case scope == ascribe.Asserts:
		return own
	default:
		return scope
	}
}

func appendParty(list []ascribe.Party, p ascribe.Party) []ascribe.Party {
	for _, q := range list {
		if q.Key() == p.Key() {
			return list
		}
	}
	return append(list, p)
}

func without(list []ascribe.Party, p ascribe.Party) []ascribe.Party {
	var out []ascribe.Party
	for _, q := range list {
		if q.Key() != p.Key() {
			out = append(out, q)
		}
	}
	return out
}

// speaksFor is the chain of those a source speaks for, nearest first.
func (r *reader) speaksFor(c candidate) []ascribe.Party {
	var out []ascribe.Party
	for _, id := range r.SpeaksFor[c.ID] {
		if e, ok := r.entity(id); ok {
			out = append(out, ascribe.Party{ID: e.ID, Name: e.Name, Type: string(e.Type), Country: e.Country})
		}
	}
	if len(out) == 0 && c.ID != "" && r.Base != nil {
		for _, e := range r.Base.SpeaksFor(c.ID, r.Document.Published) {
			out = append(out, ascribe.Party{ID: e.ID, Name: e.Name, Type: string(e.Type), Country: e.Country})
		}
	}
	return out
}

func (r *reader) entity(id string) (ascribe.Entity, bool) {
	if e, ok := r.mentions.entities[id]; ok {
		return e, true
	}
	if r.Base == nil {
		return ascribe.Entity{}, false
	}
	return r.Base.Entity(id)
}
