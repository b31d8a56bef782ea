package evaluate

import (
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
func Names(p *language.Parser, sentences []bio.Sentence, named map[string]string) map[string]*Entities {
	out := map[string]*Entities{"": {}}
	for _, kind := range named {
		out[kind] = &Entities{}
	}
	for _, s := range sentences {
		gold := map[bio.Span]bool{}
		for _, span := range s.Spans() {
			if out[span.Type] != nil {
				gold[span] = true
				out[span.Type].Gold++
				out[""].Gold++
			}
		}
		forms := make([]string, len(s.Words))
		for i, w := range s.Words {
			forms[i] = segment.Fold(w)
		}
		for _, n := range p.Names(forms) {
			kind, ok := named[n.Type]
			if !ok {
				continue
			}
			right := one(gold[bio.Span{First: n.First, Last: n.Last, Type: kind}])
			for _, e := range []*Entities{out[kind], out[""]} {
				e.Got++
				e.Right += right
			}
		}
	}
	return out
}
