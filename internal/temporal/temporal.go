// Package temporal finds expressions of time in English text and turns them
// into intervals of days, anchored on the day of publication.
//
// The grammar gives an interval only where the words do: a month is its days, a
// bare year its year, "mid-July" its middle third, and "since May" nothing,
// for an open beginning fixes no interval. Thirds of a year and of a month
// follow the project's codebook (docs/terms.md).
package temporal

import (
	"ascribe"
)

// Expression is a stretch of text that gives a time.
type Expression struct {
	ascribe.Span
	From, To ascribe.Day // both inclusive
}

// Interval is the expression as a claim holds it, with its words.
func (e Expression) Interval(text string) *ascribe.Interval {
	return &ascribe.Interval{From: e.From, To: e.To, Text: e.Of(text)}
}

// Find returns the expressions of time in a text, in order and not overlapping.
// published anchors what the words leave open ("Friday", "in July", "last
// year"); when it is "" only expressions with a year of their own are found.
func Find(text string, published ascribe.Day) []Expression {
	words := split(text)
	g := grammar{words: words, anchor: published.Time()}
	var out []Expression
	for i := 0; i < len(words); {
		m, ok := g.longest(i)
		if !ok {
			i++
			continue
		}
		if !m.open {
			out = append(out, Expression{
				Span: ascribe.Span{Start: words[i].start, End: words[i+m.n-1].end},
				From: day(m.from), To: day(m.to),
			})
		}
		i += m.n
	}
	return out
}
