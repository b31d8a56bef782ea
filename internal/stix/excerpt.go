package stix

import (
	"slices"

	"ascribe"
)

// The largest text that an excerpt may span: a bundle can't make us store much
// more than it holds by putting a quote far out.
const (
	excerptFloor  = 1 << 20
	excerptFactor = 64
)

// excerpt takes the claims of our own objects. Their quotes are put where they
// stood in the original, blanks between them, so that offsets hold; a quote
// that doesn't fit there goes behind the others.
func (r *reader) excerpt() {
	var claims []ascribe.Claim
	for _, id := range r.order {
		e, ok := r.objects[id].ours()
		if !ok || e.Claim == nil || r.objects[id].Revoked || r.made.ID != "" && !r.ofThis(*e.Claim) {
			continue
		}
		claims = append(claims, *e.Claim)
	}
	slices.SortStableFunc(claims, ascribe.CompareClaims)
	limit := excerptFloor + excerptFactor*len(r.raw.Bytes)
	var later []int
	var taken []bool
	for i, c := range claims {
		if !fits(r.content, taken, c.Quote, limit) {
			later = append(later, i)
			continue
		}
		for len(r.content) < c.Quote.End {
			r.content, taken = append(r.content, ' '), append(taken, false)
		}
		copy(r.content[c.Quote.Start:], c.Quote.Text)
		for at := c.Quote.Start; at < c.Quote.End; at++ {
			taken[at] = true
		}
	}
	r.blocks = append(r.blocks, passages(taken)...)
	for _, i := range later {
		claims[i].Quote.Span = r.write(ascribe.ParagraphBlock, claims[i].Quote.Text)
	}
	r.claims = append(r.claims, claims...)
}

// ofThis reports whether a claim is of the document that the Report stands for:
// an Opinion brings Relationships of others along.
func (r *reader) ofThis(c ascribe.Claim) bool {
	e, ok := r.main.ours()
	return !ok || e.Document == nil || c.Document == e.Document.ID
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
	for at := 0; at < len(taken); at++ {
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
