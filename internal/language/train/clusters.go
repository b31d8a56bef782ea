package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"

	"ascribe/internal/language/cluster"
	"ascribe/internal/language/conllu"
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/segment"
)

// vectorSettings say how words are compared; groups are 16 of 8 of 6.
func vectorSettings(seed uint64) cluster.Settings {
	return cluster.Settings{Least: 3, Contexts: 4000, Dimensions: 60, Branches: [3]int{16, 8, 6}, Seed: seed}
}

// learnVectors compares the words of the treebanks and of the reports' texts by
// the words around them.
func learnVectors(corpora string, treebank []conllu.Sentence, seed uint64) (cluster.Vectors, error) {
	plain := lexis.NewLexicon(nil)
	var sentences [][]string
	for _, s := range treebank {
		var words []string
		for _, w := range s.Words {
			words = append(words, plain.Word(segment.Fold(w.Form)).Text)
		}
		sentences = append(sentences, words)
	}
	files, err := filepath.Glob(filepath.Join(corpora, "annoctr/all/text/*.txt"))
	if err != nil {
		return cluster.Vectors{}, err
	}
	s := segment.New(nil)
	for _, file := range files {
		if heldOut(strings.TrimSuffix(file, ".txt")) {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return cluster.Vectors{}, err
		}
		sentences = append(sentences, lowered(plain, s, string(text))...)
	}
	v := cluster.Embed(sentences, vectorSettings(seed))
	log.Printf("vectors: %d words", len(v.Words))
	return v, nil
}

func lowered(l *lexis.Lexicon, s *segment.Segmenter, text string) [][]string {
	var out [][]string
	tokens := s.Tokens(text)
	first := 0
	for _, end := range s.Ends(tokens) {
		words := make([]string, 0, end-first)
		for _, t := range tokens[first:end] {
			words = append(words, l.Word(t.Form).Text)
		}
		out, first = append(out, words), end
	}
	return out
}
