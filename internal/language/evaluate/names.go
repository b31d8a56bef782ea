package evaluate

import (
	"strings"

	"ascribe/internal/language"
	"ascribe/internal/language/bio"
	"ascribe/internal/language/segment"
)

// Entities are counts of whole entities, right ones having both borders and the
// type right.
type Entities struct{ Gold, Got, Right int }

// F1 in per cent.
func (e Entities) F1() float64 { return F1(e.Right, e.Got, e.Gold) }

// Names finds the names in sentences that are cut as the corpus cuts them.
// named maps the recogniser's types to the corpus's; what it lacks is ignored,
// and so are the corpus's labels that no type maps to. The result is by the
// corpus's type; "" is all together.
//
// wrong, if not nil, is told every entity that was missed (found false) or
// found without being one.
func Names(p *language.Parser, sentences []bio.Sentence, named map[string]string, wrong func(kind, text string, found bool)) map[string]*Entities {
	out := map[string]*Entities{"": {}}
	for _, kind := range named {
		out[kind] = &Entities{}
	}
	forms := make([][]string, len(sentences))
	for i, s := range sentences {
		for _, w := range s.Words {
			forms[i] = append(forms[i], segment.Fold(w))
		}
	}
	found := p.Spans(forms)
	for i, s := range sentences {
		gold := map[bio.Span]bool{}
		for _, span := range s.Spans() {
			if out[span.Type] != nil {
				gold[span] = true
				out[span.Type].Gold++
				out[""].Gold++
			}
		}
		for _, n := range found[i] {
			kind, ok := named[n.Type]
			if !ok {
				continue
			}
			span := bio.Span{First: n.First, Last: n.Last, Type: kind}
			right := one(gold[span])
			if delete(gold, span); right == 0 && wrong != nil {
				wrong(kind, strings.Join(s.Words[span.First:span.Last], " "), true)
			}
			for _, e := range []*Entities{out[kind], out[""]} {
				e.Got++
				e.Right += right
			}
		}
		for span := range gold {
			if wrong != nil {
				wrong(span.Type, strings.Join(s.Words[span.First:span.Last], " "), false)
			}
		}
	}
	return out
}

// Add adds counts to total.
func Add(total, counts map[string]*Entities) {
	for kind, e := range counts {
		if total[kind] == nil {
			total[kind] = &Entities{}
		}
		total[kind].Gold += e.Gold
		total[kind].Got += e.Got
		total[kind].Right += e.Right
	}
}
