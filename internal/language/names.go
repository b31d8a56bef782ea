package language

import (
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/name"
)

// types gives the reported type of what the recogniser finds. Types that serve
// only to keep others clean are left out.
var types = map[string]string{"organisation": "organisation", "person": "person", "place": "place", "nationality": "nationality",
	"threat-actor": "threat-actor", "malware": "malware", "tool": "tool", "date": "date", "product": "asset"}

// find returns the name spans of one tagged sentence.
func (p *Parser) find(forms []string, words []lexis.Word) []name.Span {
	text := name.Text{Words: words}
	if p.options.Gazetteer != nil {
		text.Known = name.Classes(forms, p.options.Gazetteer.Longest)
	}
	return p.recogniser.Find(&text)
}

// names turns the spans of one sentence whose first token is number base into
// names. A place that the gazetteer knows as a state is one. Types that are
// not reported are left out.
func (p *Parser) names(tokens []Token, base int, s *name.Sentence) []Name {
	var out []Name
	for _, span := range s.Spans {
		kind := types[span.Type]
		if kind == "place" && p.isState(s.Forms, span) {
			kind = "state"
		}
		if kind == "" {
			continue
		}
		out = append(out, Name{Start: tokens[span.First].Start, End: tokens[span.Last-1].End, First: base + span.First,
			Last: base + span.Last, Type: kind, Confidence: span.Confidence})
	}
	return out
}

func (p *Parser) isState(forms []string, span name.Span) bool {
	if p.options.Gazetteer == nil {
		return false
	}
	class, size := p.options.Gazetteer.Longest(forms, span.First)
	return class == "state" && size == span.Last-span.First
}

// Spans finds the names in a document's sentences that are already cut into
// tokens, with the recogniser's own types, which are finer than Name's.
func (p *Parser) Spans(sentences [][]string) [][]name.Span {
	document := make([]name.Sentence, len(sentences))
	for i, forms := range sentences {
		words := make([]lexis.Word, len(forms))
		for k, form := range forms {
			words[k] = p.lexicon.Word(form)
		}
		p.tagger.Tag(words)
		document[i] = name.Sentence{Forms: forms, Spans: p.find(forms, words)}
	}
	name.Agree(document)
	out := make([][]name.Span, len(document))
	for i := range document {
		out[i] = document[i].Spans
	}
	return out
}
