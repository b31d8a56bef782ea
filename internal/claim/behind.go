package claim

import "ascribe"

// behindDrafts reads "X is behind the campaign", "the group behind the malware"
// where no victim is named: a state or body backs what it is behind, a group is
// what stands behind it.
func (r *reader) behindDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		if !r.t.isNominal(i) || r.t.preposition(i) != "behind" || len(r.drafts(i)) > 0 {
			continue
		}
		for _, h := range r.doers(i, 0) {
			who, ok := r.party(h)
			who = r.identified(who)
			if !ok || !who.named && who.ID == "" && who.Country == "" || !who.is("threat-actor", "actor", "state", "organisation") || r.reports(who) {
				continue
			}
			for _, k := range r.t.conjuncts(i) {
				what, ok := r.party(k)
				if !ok || !what.is("event", "campaign", "malware", "name") || sameParty(&what, &who) {
					continue
				}
				out = append(out, r.standsBehind(who, what, i))
			}
		}
	}
	return out
}

func (r *reader) standsBehind(who, what candidate, i int) draft {
	d := draft{row: cue{word: "behind", predicate: ascribe.AffiliatedWith, value: "linked"}, at: i, subject: &what, object: &who, path: []string{"what it is behind"}}
	if who.is("state", "organisation") {
		d.row.predicate, d.row.value = ascribe.Sponsors, ""
		d.subject, d.object = &who, &what
	}
	if what.is("malware") && !who.is("state", "organisation") {
		d.row.predicate, d.row.value = ascribe.Used, ""
		d.subject, d.object = &who, &what
	}
	return d
}

// actsOnIt reports whether the verb at i says that somebody did "it": "carried it out".
func (r *reader) actsOnIt(i int) bool {
	if !r.t.isVerb(i) {
		return false
	}
	for _, d := range r.lex.doers[r.t.lemma(i)] {
		if d.act && (d.particle == "" || r.t.hasParticle(i, d.particle) || r.t.wordsFollow(i+2, d.particle)) {
			p := r.t.patients(i)
			return len(p) == 1 && (r.t.form(p[0]) == "it" || r.t.form(p[0]) == "this")
		}
	}
	return false
}
