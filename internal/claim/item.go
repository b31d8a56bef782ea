package claim

import (
	"ascribe"
)

// maxItem is the most words of a list item that names a party and tells nothing.
const maxItem = 16

// itemsNamed are the acceptable objects among the items of a list that the
// sentence of the cue at i introduces with a colon: "they breached, among others:".
// The cue must be the last of its sentence to take such an object.
func (r *reader) itemsNamed(row cue, i int) []*candidate {
	s := r.t.Sentences[r.t.sentence[i]]
	if row.tag != "verb" || r.t.form(s.Last-1) != ":" || s.Last-i > maxItem {
		return nil
	}
	if row.predicate != ascribe.Attacked && row.predicate != ascribe.Used && row.predicate != ascribe.Sanctioned && row.predicate != ascribe.Affected {
		return nil
	}
	var out []*candidate
	for _, h := range r.items(r.t.sentence[i]) {
		if c, ok := r.party(h); ok && r.accepts(row.accepts[1], c) {
			c.item = r.t.sentence[h]
			out = append(out, &c)
		}
	}
	return out
}

// items are the heads of the list items, noun phrases each, that follow sentence n.
func (r *reader) items(n int) []int {
	var out []int
	end := 0 // byte at which the block ends whose head is found
	for m := n + 1; m < len(r.t.Sentences); m++ {
		s := r.t.Sentences[m]
		b, ok := r.Text.BlockAt(s.Start)
		if !ok || b.Kind != ascribe.ListItemBlock {
			break
		}
		if b.End == end || s.Last-s.First > maxItem {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			if r.t.head(i) < 0 && r.t.upos(i, "NOUN", "PROPN") {
				out, end = append(out, i), b.End
				break
			}
		}
	}
	return out
}
