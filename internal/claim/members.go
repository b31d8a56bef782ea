package claim

import (
	"slices"

	"ascribe"
)

// members replaces a plural party of a sanction or a charge ("these six
// individuals") by those whom the sentence beside it lists ("These individuals
// include A, B and C"), and says which sentence that is.
func (r *reader) members(row cue, objects []*candidate) ([]*candidate, int) {
	if len(objects) != 1 || objects[0] == nil || objects[0].head < 0 || objects[0].ID != "" || row.predicate != ascribe.Sanctioned && row.predicate != ascribe.Charged {
		return objects, 0
	}
	h := objects[0].head
	if x := r.t.Tokens[h].XPOS; x != "NNS" && x != "NNPS" {
		return objects, 0
	}
	n := r.t.sentence[h]
	for _, beside := range []int{n + 1, n - 1} {
		if listed := r.listIn(beside, h, beside < n); len(listed) > 0 {
			return listed, beside
		}
	}
	return objects, 0
}

// listIn are the names that sentence n lists as members of the noun at h. The
// noun must point back to a list before it; a list after it must name the noun
// again or say "they".
func (r *reader) listIn(n, h int, before bool) []*candidate {
	if n < 0 || n >= len(r.t.Sentences) || before && !r.definite(h) {
		return nil
	}
	s := r.t.Sentences[n]
	for v := s.First; v < min(s.First+12, s.Last); v++ {
		if !slices.Contains([]string{"include", "comprise"}, r.t.lemma(v)) {
			continue
		}
		if !before && !slices.ContainsFunc(r.t.agents(v), func(k int) bool {
			return r.t.lemma(k) == r.t.lemma(h) || slices.Contains([]string{"they", "these"}, r.t.form(k))
		}) {
			continue
		}
		return r.namesAmong(r.t.patients(v))
	}
	return nil
}

// namesAmong are the named persons, organisations and actors among nominals.
func (r *reader) namesAmong(heads []int) []*candidate {
	var out []*candidate
	for _, h := range heads {
		if c, ok := r.party(h); ok && c.named && c.is("person", "organisation", "threat-actor", "name") {
			out = append(out, &c)
		}
	}
	return out
}
