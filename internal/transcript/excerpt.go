package transcript

import (
	"slices"

	"ascribe"
)

// The largest text that an excerpt may span: an input can't make us store much
// more than it holds by putting a quote far out.
const (
	excerptFloor  = 1 << 20
	excerptFactor = 64
)

// Excerpt adds claims of a document that is not at hand, whole as they are. Their
// quotes are put where they stood in it, blanks between them, so that offsets
// hold; a quote that doesn't fit there goes behind the others. It begins the
// text: call it before Write and Tell.
func (w *Writer) Excerpt(claims []ascribe.Claim) {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, ascribe.CompareClaims)
	limit := excerptFloor + excerptFactor*len(w.raw.Bytes)
	var later []int
	var taken []bool
	for i, c := range claims {
		if !fits(w.content, taken, c.Quote, limit) {
			later = append(later, i)
			continue
		}
		for len(w.content) < c.Quote.End {
			w.content, taken = append(w.content, ' '), append(taken, false)
		}
		copy(w.content[c.Quote.Start:], c.Quote.Text)
		for at := c.Quote.Start; at < c.Quote.End; at++ {
			taken[at] = true
		}
	}
	w.blocks = append(w.blocks, passages(taken)...)
	for _, i := range later {
		claims[i].Quote.Span = w.block(ascribe.ParagraphBlock, claims[i].Quote.Text)
	}
	w.claims = append(w.claims, claims...)
}

// fits reports whether a quote can stand at its place: nothing else is there.
func fits(content []byte, taken []bool, q ascribe.Quote, limit int) bool {
	if q.Start < 0 || q.End > limit || q.Len() != len(q.Text) {
		return false
	}
	for at := q.Start; at < min(q.End, len(taken)); at++ {
		if taken[at] && content[at] != q.Text[at-q.Start] {
			return false
		}
	}
	return true
}

// passages are the runs of bytes that quotes take.
func passages(taken []bool) []ascribe.Block {
	var out []ascribe.Block
	for at := range taken {
		if !taken[at] {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].End == at {
			out[last].End++
		} else {
			out = append(out, ascribe.Block{Span: ascribe.Span{Start: at, End: at + 1}, Kind: ascribe.ParagraphBlock})
		}
	}
	return out
}
