package main

import (
	"log"
	"slices"
	"strings"

	"ascribe/internal/language/conllu"
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/name"
	"ascribe/internal/language/segment"
	"ascribe/internal/language/tag"
)

// learnNames trains the recogniser on all entity corpora at once.
func learnNames(all []annotated, g *gazetteer, lexicon *lexis.Lexicon, tagger *tag.Tagger, seed uint64) saver {
	examples := make([]name.Example, 0, len(all))
	for _, a := range all {
		examples = append(examples, nameExample(a, g, lexicon, tagger))
	}
	r := name.Learn(examples, name.Training{Types: types, Epochs: 6, Keep: 110000, Blind: 35, Least: 2, Rate: 0.15, Seed: seed})
	log.Printf("names: %d sentences, %d features", len(examples), r.Model.Size())
	return r
}

// readNames reads the entity corpora and takes the names out of the treebank.
func readNames(corpora string, treebank []conllu.Sentence) ([]annotated, []source, error) {
	cy, err := readCyNER(corpora)
	if err != nil {
		return nil, nil, err
	}
	reports, err := readAnnoCTR(corpora)
	if err != nil {
		return nil, nil, err
	}
	used := []source{entitySource("AnnoCTR", reports), entitySource("CyNER", cy)}
	all := slices.Concat(cy, reports)
	for _, s := range treebank {
		if a, ok := gumNames(s); ok {
			all = append(all, a)
		}
	}
	return all, used, nil
}

func nameExample(a annotated, g *gazetteer, lexicon *lexis.Lexicon, tagger *tag.Tagger) name.Example {
	e := name.Example{Allow: make([]uint64, len(a.words))}
	forms := make([]string, len(a.words))
	for i, w := range a.words {
		forms[i] = segment.Fold(w)
		e.Words = append(e.Words, lexicon.Word(forms[i]))
	}
	tagger.Tag(e.Words)
	e.Known = name.Classes(forms, g.Longest)
	for i := range e.Allow {
		e.Allow[i] = 1
		for _, kind := range a.silent {
			if plausible(kind, e.Words[i].Kind) {
				e.Allow[i] |= 3 << (2*slices.Index(types, kind) + 1)
			}
		}
	}
	for _, s := range a.spans {
		kind := s.Type
		if kind == "place" && s.Last-s.First == 1 && isNationality(tagger, &e.Words[s.First]) {
			kind = "nationality"
		}
		begin := 2*slices.Index(types, kind) + 1
		for i := s.First; i < s.Last; i++ {
			e.Allow[i] = 1 << (begin + 1)
		}
		e.Allow[s.First] = 1 << begin
	}
	return e
}

// plausible says whether a word that its corpus passes over may be of this type
// after all; indicators and vulnerabilities show by their characters.
func plausible(kind string, k lexis.Kind) bool {
	switch kind {
	case "vulnerability":
		return k == lexis.Weakness
	case "indicator":
		return k == lexis.Dotted || k == lexis.Location || k == lexis.Mail || k == lexis.Digest
	}
	return true
}

// isNationality: what a corpus calls a place is tagged as an adjective, or as a
// plural that ends as demonyms do.
func isNationality(tagger *tag.Tagger, w *lexis.Word) bool {
	upos, xpos := tagger.Names(w.Tag)
	return upos == "ADJ" && w.Case == lexis.Title || xpos == "NNPS" && (strings.HasSuffix(w.Text, "ans") || strings.HasSuffix(w.Text, "is"))
}
