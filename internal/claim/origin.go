package claim

import "ascribe"

// originDrafts reads a nationality that a sentence says of a named actor: "X is
// an Iranian group", "the Iranian group X", "North Korean hackers known as X".
func (r *reader) originDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		m := r.mentions.byToken[i]
		h := r.t.head(i)
		if m < 0 || h < 0 || r.mentions.mentions[m].Role != ascribe.DemonymRole || !r.t.rel(i, "amod", "compound", "nmod:poss") {
			continue
		}
		state, known := r.mentions.entities[r.mentions.mentions[m].Entity]
		if !known || !r.lex.is(r.t.lemma(h), "actor") && !r.isActorName(h) {
			continue
		}
		c, ok := r.party(h)
		c = r.identified(c)
		if !ok || c.ID == "" || !c.named || !c.is("threat-actor") {
			continue
		}
		holder := candidate{Party: ascribe.Party{ID: state.ID, Name: state.Name, Text: r.mentions.mentions[m].Text, Type: string(state.Type), Country: state.Country},
			head: i, classes: []string{"state"}, named: true, why: "demonym"}
		out = append(out, draft{row: cue{word: "nationality", predicate: ascribe.AffiliatedWith}, at: i, subject: &c, object: &holder, path: []string{"nationality of a named actor"}})
	}
	return out
}

func (r *reader) isActorName(i int) bool {
	m := r.mentions.byToken[i]
	return m >= 0 && r.mentions.mentions[m].Type == ascribe.ThreatActor
}
