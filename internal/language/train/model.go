package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"ascribe/internal/language/lexis"
	"ascribe/internal/language/tag"
	"ascribe/internal/language/tree"
	"ascribe/internal/language/weights"
)

// model trains everything and writes the weights.
func model(args []string) error {
	flags := flag.NewFlagSet("model", flag.ContinueOnError)
	corpora := flags.String("corpora", "../shared/corpora", "folder of corpora: ud_ewt, gum, annoctr, cyner, ctinexus")
	kb := flags.String("kb", "../shared/kb", "folder of name lists: misp-galaxy, territories")
	out := flags.String("out", "internal/language/data", "folder for the weights")
	seed := flags.Uint64("seed", 1, "seed of every shuffle")
	if err := flags.Parse(args); err != nil {
		return err
	}
	trees, err := readTrees(*corpora)
	if err != nil {
		return err
	}
	f := &weights.File{}
	lexicon := lexis.NewLexicon(nil)
	tagger, err := learnGrammar(f, trees, lexicon, *seed)
	if err != nil {
		return err
	}
	lists, err := readGazetteer(*kb)
	if err != nil {
		return err
	}
	if err := learnNames(f, *corpora, lists, trees.train, lexicon, tagger, *seed); err != nil {
		return err
	}
	data, err := f.Encode()
	if err != nil {
		return err
	}
	log.Printf("weights: %d bytes", len(data))
	return os.WriteFile(*out+"/english.bin", data, 0o644)
}

func learnGrammar(f *weights.File, t *trees, lexicon *lexis.Lexicon, seed uint64) (*tag.Tagger, error) {
	log.Printf("trees: %d sentences", len(t.train))
	f.Put("lemma", learnLemmas(t.train).Encode())
	if err := f.PutEncoded("segment/boundary", learnBoundaries(t.train, seed).Encode); err != nil {
		return nil, err
	}
	examples, tags := tagExamples(lexicon, t.train)
	how := tag.Training{Tags: tags.names, Epochs: 8, Keep: 400000, Passes: 1, Folds: 5, Seed: seed}
	tagger := tag.Learn(examples, how)
	log.Printf("tagger: %d tags, %d features", len(tags.names), tagger.First.Size())
	if err := tagger.Save(f); err != nil {
		return nil, err
	}
	treesOf, rels := treeExamples(tagger, examples, tag.Jackknife(examples, how, how.Folds), t.train)
	parser := tree.Learn(treesOf, tree.Training{Rels: rels.names, Epochs: 12, Explore: 1, KeepMoves: 500000, KeepLabels: 300000, Seed: seed})
	log.Printf("parser: %d + %d features", parser.Moves.Size(), parser.Labels.Size())
	if err := parser.Save(f); err != nil {
		return nil, err
	}
	return tagger, nil
}

func main() {
	commands := map[string]func([]string) error{"model": model, "eval": eval, "show": show, "ner-eval": nerEval}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: train model|eval|ner-eval|show [flags]")
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}
