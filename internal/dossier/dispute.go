package dossier

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

func (b *builder) disputes() []Line {
	var out []Line
	for _, d := range b.Assessment.Disputes {
		both := b.onePerSource(append(slices.Clone(d.For), d.Against...))
		switch d.About {
		case assess.AboutWho:
			a := b.accused(d.Accused)
			out = append(out, b.line("whether "+wording.WithArticle(b.column(a))+" stands behind it: "+b.sides(d), both...))
		case assess.AboutDay:
			out = append(out, b.line("when it happened: "+b.dated(d.For)+", "+b.dated(d.Against), both...))
		default:
			out = append(out, b.line(wording.Phrase(b.claims[d.For[0]].Statement)+": "+b.sides(d), both...))
		}
	}
	return out
}

// onePerSource keeps the first claim of each source and stance.
func (b *builder) onePerSource(claims []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(claims, func(c string) bool {
		k := b.source[c] + "|" + string(b.claims[c].Stance)
		again := seen[k]
		seen[k] = true
		return again
	})
}

func (b *builder) dated(claims []string) string {
	return wording.Interval(b.claims[claims[0]].When) + " (" + b.sayers(claims, ascribe.Asserts) + ")"
}

// sides says who asserts a statement and who does not let it stand, by stance.
func (b *builder) sides(d assess.Dispute) string {
	parts := []string{"asserted by " + wording.And(b.sourcesOf(d.For))}
	for _, s := range []struct {
		stance ascribe.Stance
		words  string
	}{{ascribe.Denies, "denied by "}, {ascribe.Doubts, "doubted by "}, {ascribe.Withholds, "left open by "}} {
		var of []string
		for _, c := range d.Against {
			if b.claims[c].Stance == s.stance {
				of = append(of, c)
			}
		}
		if len(of) > 0 {
			parts = append(parts, s.words+wording.And(b.sourcesOf(of)))
		}
	}
	return strings.Join(parts, "; ")
}

func (b *builder) others() []Line {
	var out []Line
	for _, id := range b.Assessment.Others {
		c := b.claims[id]
		name, _ := b.Assessment.Source(b.source[id])
		text := b.said(c) + " (says " + name.Party.Name + ")"
		if c.Stance != ascribe.Asserts {
			text = name.Party.Name + " " + b.said(c)
		}
		out = append(out, b.line(text, id))
	}
	return out
}

func (b *builder) unknown() []string {
	var out []string
	for _, u := range b.Assessment.Unknown {
		out = append(out, string(u))
	}
	return out
}
