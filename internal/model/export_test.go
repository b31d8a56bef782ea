package model

import "ascribe"

// Checks takes answers on a whole document through the checks, one after the other.
func Checks(in Input) func(content string) ([]ascribe.Claim, []ascribe.Rejection) {
	fresh := newChecker(in, "test", sentencesOf(in))
	return func(content string) ([]ascribe.Claim, []ascribe.Rejection) {
		k := *fresh
		claims, _, _ := decode(content)
		for _, c := range claims {
			k.check(c, k.sentences)
		}
		return k.finish(), k.rejected
	}
}

// CheckAnswer takes one answer on a whole document through the checks.
func CheckAnswer(in Input, content string) ([]ascribe.Claim, []ascribe.Rejection) {
	return Checks(in)(content)
}

// Decoded counts what decode gives.
func Decoded(content string) (claims, misshapen int, err error) {
	c, m, err := decode(content)
	return len(c), len(m), err
}

// Windows are the texts of a document's windows.
func Windows(in Input, size int) (shown []string, spans []ascribe.Span) {
	for _, w := range windows(sentencesOf(in), size) {
		shown, spans = append(shown, w.text(in.Text.Prose())), append(spans, w.span())
	}
	return shown, spans
}

// FindIn is folded.find over a whole text.
func FindIn(text, words string, exact bool) (ascribe.Span, bool) {
	return fold(text).find(words, ascribe.Span{End: len(text)}, exact)
}

// Orders are the sentences among some that give orders.
func Orders(sentences ...string) ([]string, error) {
	patterns, err := newOrders()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, s := range sentences {
		if len(patterns.in(s, []ascribe.Span{{End: len(s)}})) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// Halved are the sizes of a window's halves.
func Halved(in Input) (sizes []int) {
	for _, h := range window(sentencesOf(in)).halves() {
		sizes = append(sizes, len(h))
	}
	return sizes
}
