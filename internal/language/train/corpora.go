package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ascribe/internal/language/conllu"
)

// genres of GUM whose texts may be used for shipped weights: those under CC BY
// or CC BY-SA and those in the public domain.
var genres = []string{"academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"}

// trees are the treebanks' sentences by use.
type trees struct {
	train, dev []conllu.Sentence
	tests      map[string][]conllu.Sentence
}

// readTrees reads EWT and GUM below the folder of corpora. Test parts are
// never trained on.
func readTrees(root string) (*trees, error) {
	t := &trees{tests: map[string][]conllu.Sentence{}}
	var err error
	read := func(pattern string) []conllu.Sentence {
		if err != nil {
			return nil
		}
		var s []conllu.Sentence
		s, err = treebank(filepath.Join(root, pattern))
		return s
	}
	t.train = read("ud_ewt/*train*.conllu")
	t.dev = read("ud_ewt/*dev.conllu")
	t.tests["EWT"] = read("ud_ewt/*test.conllu")
	gum := read("gum/dep/GUM_*.conllu")
	if err != nil {
		return nil, err
	}
	split, err := gumSplit(filepath.Join(root, "gum/splits.md"))
	if err != nil {
		return nil, err
	}
	for _, s := range gum {
		part, known := split[s.Document]
		switch {
		case !known:
			return nil, fmt.Errorf("gum: %s is in no split", s.Document)
		case !slices.Contains(genres, strings.Split(s.Document, "_")[1]):
		case part == "train":
			t.train = append(t.train, s)
		case part == "dev":
			t.dev = append(t.dev, s)
		case part == "test":
			t.tests["GUM"] = append(t.tests["GUM"], s)
		}
	}
	return t, nil
}
