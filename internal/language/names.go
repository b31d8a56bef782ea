package language

import (
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/name"
)

// types gives the reported type of what the recogniser finds. Types that serve
// only to keep others clean are left out.
var types = map[string]string{"organisation": "organisation", "person": "person", "place": "place", "nationality": "nationality",
	"threat-actor": "threat-actor", "malware": "malware", "tool": "tool", "date": "date", "product": "asset"}

// names finds the names of one tagged sentence whose first token is number
// base of the text. A place that the gazetteer knows as a state is one.
func (p *Parser) names(tokens []Token, base int, words []lexis.Word) []Name {
	text := name.Text{Words: words}
	var forms []string
	if p.options.Gazetteer != nil {
		forms = make([]string, len(tokens))
		for i := range tokens {
			forms[i] = tokens[i].Form
		}
		text.Known = name.Classes(forms, p.options.Gazetteer.Longest)
	}
	var out []Name
	for _, s := range p.recogniser.Find(&text) {
		n := Name{Start: tokens[s.First].Start, End: tokens[s.Last-1].End, First: base + s.First, Last: base + s.Last,
			Type: s.Type, Confidence: s.Confidence}
		if s.Type == "place" && forms != nil {
			if class, size := p.options.Gazetteer.Longest(forms, s.First); class == "state" && size == s.Last-s.First {
				n.Type = "state"
			}
		}
		out = append(out, n)
	}
	return out
}

func reported(names []Name) []Name {
	kept := names[:0]
	for _, n := range names {
		if n.Type != "state" {
			n.Type = types[n.Type]
		}
		if n.Type != "" {
			kept = append(kept, n)
		}
	}
	return kept
}
