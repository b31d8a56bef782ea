package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe/internal/language/conllu"
)

// One sentence in titleEvery is learnt as a headline too, one in capitalsEvery
// in capitals: the treebanks have few of either, news has many.
const (
	titleEvery    = 12
	capitalsEvery = 30
)

// headlines makes headlines of some short sentences.
func headlines(sentences []conllu.Sentence) []conllu.Sentence {
	var out []conllu.Sentence
	n := 0
	for _, s := range sentences {
		if len(s.Words) < 5 || len(s.Words) > 24 {
			continue
		}
		n++
		switch {
		case n%titleEvery == 0:
			out = append(out, rewrite(without(s, dispensable), titled))
		case n%capitalsEvery == 1:
			out = append(out, rewrite(without(s, final), strings.ToUpper))
		}
	}
	return out
}

func rewrite(s conllu.Sentence, form func(string) string) conllu.Sentence {
	words := make([]conllu.Word, len(s.Words))
	for i, w := range s.Words {
		w.Form = form(w.Form)
		words[i] = w
	}
	s.Words = words
	return s
}

// titled capitalises all but short function words.
func titled(form string) string {
	if strings.Contains(" a an the of in on to for and or by at as ", " "+form+" ") {
		return form
	}
	r, n := utf8.DecodeRuneInString(form)
	return string(unicode.ToUpper(r)) + form[n:]
}

func final(s conllu.Sentence, i int) bool { return i == len(s.Words)-1 && s.Words[i].UPOS == "PUNCT" }

// dispensable is what headlines leave out: articles, forms of "be" and the
// final period.
func dispensable(s conllu.Sentence, i int) bool {
	w := s.Words[i]
	return final(s, i) || w.Rel == "det" && w.XPOS == "DT" && w.Lemma != "this" && w.Lemma != "that" && w.Lemma != "no" ||
		w.Lemma == "be" && (w.Rel == "aux" || w.Rel == "aux:pass" || w.Rel == "cop")
}

// without drops leaves.
func without(s conllu.Sentence, drop func(conllu.Sentence, int) bool) conllu.Sentence {
	leaf := make([]bool, len(s.Words))
	for i := range leaf {
		leaf[i] = true
	}
	for _, w := range s.Words {
		if w.Head > 0 {
			leaf[w.Head-1] = false
		}
	}
	place := make([]int, len(s.Words)+1) // new id by old id
	var words []conllu.Word
	for i, w := range s.Words {
		if leaf[i] && w.Head > 0 && drop(s, i) {
			continue
		}
		words = append(words, w)
		place[i+1] = len(words)
	}
	for i := range words {
		words[i].Head = place[words[i].Head]
	}
	s.Words = words
	return s
}
