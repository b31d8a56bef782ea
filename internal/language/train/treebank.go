package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ascribe/internal/language/conllu"
)

// treebank reads the CoNLL-U files that match the patterns, in order.
func treebank(patterns ...string) ([]conllu.Sentence, error) {
	var all []conllu.Sentence
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("no file matches %s", pattern)
		}
		for _, file := range files {
			sentences, err := readTreebank(file)
			if err != nil {
				return nil, err
			}
			all = append(all, sentences...)
		}
	}
	return all, nil
}

func readTreebank(path string) ([]conllu.Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sentences, err := conllu.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return sentences, nil
}

// gumSplit reads "## name" headings and "* document" lines of GUM's splits.md.
func gumSplit(path string) (map[string]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	split, name := map[string]string{}, ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "## "); ok {
			name = title
		} else if document, ok := strings.CutPrefix(line, "* "); ok {
			split[document] = name
		}
	}
	return split, nil
}
