package claim

import (
	"maps"
	"slices"

	"ascribe"
)

// findPrincipal is the threat actor that the text is mainly about: named at
// least twice, and twice as often as any other; a title counts double. It is
// what "the group" and "the attackers" mean where nothing nearer resolves them.
func (r *reader) findPrincipal() string {
	count := map[string]int{}
	for _, m := range r.Mentions {
		if m.Type != ascribe.ThreatActor || m.Entity == "" || m.Role == ascribe.PronounRole || m.Role == ascribe.DescriptionRole {
			continue
		}
		count[m.Entity]++
		if b, ok := r.Text.BlockAt(m.Start); ok && b.Kind == ascribe.TitleBlock {
			count[m.Entity] += 2
		}
	}
	best, second := "", ""
	for _, id := range slices.Sorted(maps.Keys(count)) {
		switch {
		case count[id] > count[best]:
			best, second = id, best
		case count[id] > count[second]:
			second = id
		}
	}
	if count[best] < 2 || count[best] < 2*count[second] {
		return ""
	}
	return best
}

// principalFor is the principal actor, or in a text without one the actor last
// named, where the nominal at i points back to those who attack without naming
// them: "the group", "these hackers", "they".
func (r *reader) principalFor(i int) (candidate, bool) {
	pronoun := r.t.upos(i, "PRON") && slices.Contains([]string{"they", "it"}, r.t.form(i))
	if !pronoun && !(r.lex.is(r.t.lemma(i), "actor") && r.pointsBack(i)) {
		return candidate{}, false
	}
	if pronoun && !r.followsActor(i) {
		return candidate{}, false
	}
	if r.principal == "" {
		last, ok := r.actorLast(i)
		last.head = i
		return last, ok
	}
	e, ok := r.entity(r.principal)
	if !ok {
		return candidate{}, false
	}
	first, last := r.t.core(i)
	return candidate{Party: ascribe.Party{ID: e.ID, Name: e.Name, Text: r.t.phraseText(first, last), Type: string(e.Type), Country: e.Country},
		head: i, classes: []string{string(e.Type)}, why: "the actor that the text is mainly about"}, true
}

// pointsBack reports whether an actor noun is definite and says nothing new of
// whom it means.
func (r *reader) pointsBack(i int) bool {
	if !r.definite(i) && !r.t.rel(i, "nmod:poss") {
		return false
	}
	for _, k := range r.t.kids[i] {
		if r.t.rel(k, "acl", "nmod", "nummod") {
			return false
		}
		if m := r.mentions.byToken[k]; m >= 0 && r.mentions.mentions[m].Role == ascribe.NameRole {
			return false
		}
	}
	return true
}

// followsActor reports whether the sentence of token i, or the one before it,
// speaks of actors, so that a pronoun may mean them.
func (r *reader) followsActor(i int) bool {
	from := r.t.Sentences[max(0, r.t.sentence[i]-1)].First
	for k := from; k < i; k++ {
		if r.t.upos(k, "NOUN", "PROPN") && (r.lex.is(r.t.lemma(k), "actor") || r.isActorName(k)) {
			return true
		}
	}
	return false
}
