package claim

import (
	"slices"

	"ascribe"
)

// quotation is a stretch between quotation marks, within one block.
type quotation struct {
	first, last int // tokens between the marks, half-open
}

// minQuotation is the fewest words that make a quotation speech and not a
// phrase held at arm's length.
const minQuotation = 5

// quotations pairs the quotation marks of the text, block by block. A quotation
// that is not closed runs to the end of its block, as it does when the next
// paragraph goes on with it.
func (r *reader) quotations() []quotation {
	var out []quotation
	open := -1
	for n, s := range r.t.Sentences {
		for i := s.First; i < s.Last; i++ {
			if r.t.form(i) != "\"" && r.t.form(i) != "``" && r.t.form(i) != "''" {
				continue
			}
			if open >= 0 {
				out = append(out, quotation{open, i})
				open = -1
			} else {
				open = i + 1
			}
		}
		if open >= 0 && r.endsBlock(n) {
			out = append(out, quotation{open, s.Last})
			open = -1
		}
	}
	return out
}

// endsBlock reports whether a newline follows sentence n.
func (r *reader) endsBlock(n int) bool {
	if n+1 >= len(r.t.Sentences) {
		return true
	}
	for _, b := range []byte(r.t.Text[r.t.Sentences[n].End:r.t.Sentences[n+1].Start]) {
		if b == '\n' {
			return true
		}
	}
	return false
}

// quotationScopes gives every quotation to its speaker: who is said to say it in
// the sentences that it touches, else who spoke the quotation just before.
func (r *reader) quotationScopes() {
	var last []candidate
	lastEnd := -1
	var found []scope
	for _, q := range r.quotations() {
		if q.last-q.first < minQuotation {
			continue
		}
		speakers := r.quotedBy(q)
		if speakers == nil && lastEnd >= 0 && r.startsSentence(q.first) && r.t.sentence[q.first]-r.t.sentence[lastEnd] <= 2 {
			speakers = last
		}
		if speakers == nil {
			continue
		}
		found = append(found, scope{ranges: [][2]int{{q.first, q.last}}, verb: -1, sources: speakers, stance: ascribe.Asserts, rule: "quotation"})
		last, lastEnd = speakers, q.last-1
	}
	r.scopes = append(r.scopes, found...)
}

// quotedBy finds the word of speech beside a quotation.
func (r *reader) quotedBy(q quotation) []candidate {
	first, last := r.t.sentence[q.first], r.t.sentence[max(q.first, q.last-1)]
	for _, s := range r.scopes {
		if s.verb < 0 || s.stance != ascribe.Asserts {
			continue
		}
		n := r.t.sentence[s.verb]
		outside := s.verb < q.first || s.verb >= q.last
		if outside && n >= first && n <= last && (s.covers(q.first) || s.covers(q.last-1) || s.verb >= q.last && s.verb <= q.last+12) {
			return s.sources
		}
	}
	if next := last + 1; next < len(r.t.Sentences) && !r.endsBlock(last) && q.last >= r.t.Sentences[last].Last-2 {
		for _, s := range r.scopes {
			if s.verb >= r.t.Sentences[next].First && s.verb < r.t.Sentences[next].First+8 {
				return s.sources
			}
		}
	}
	return nil
}

func (r *reader) startsSentence(i int) bool {
	return i <= r.t.Sentences[r.t.sentence[i]].First+1
}

// quoted reports whether the text has a party say something anywhere.
func (r *reader) quoted(c candidate) bool {
	return slices.ContainsFunc(r.scopes, func(s scope) bool {
		return slices.ContainsFunc(s.sources, func(by candidate) bool { return by.ID == c.ID && by.Name == c.Name })
	})
}
