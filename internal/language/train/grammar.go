package main

import (
	"log"

	"ascribe/internal/language/conllu"
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/tag"
	"ascribe/internal/language/tree"
	"ascribe/internal/language/weights"
)

// grammar is the treebank as the parsers learn it: with the tags that a tagger
// gives to sentences it was not trained on.
type grammar struct {
	sentences  []conllu.Sentence
	tagged     []tag.Example
	trees      []tree.Example
	tags, rels inventory
	tagger     *tag.Tagger
}

// prepare trains the tagger and tags the treebank in five parts.
func prepare(t *trees, lexicon *lexis.Lexicon, seed uint64) *grammar {
	g := &grammar{sentences: t.train}
	learnt := append(t.train[:len(t.train):len(t.train)], headlines(t.train)...)
	log.Printf("trees: %d sentences, %d with headlines", len(t.train), len(learnt))
	g.tagged, g.tags = tagExamples(lexicon, learnt)
	how := tag.Training{Tags: g.tags.names, Epochs: 8, Keep: 250000, Passes: 1, Folds: 5, Seed: seed}
	g.tagger = tag.Learn(g.tagged, how)
	log.Printf("tagger: %d tags, %d features", len(g.tags.names), g.tagger.First.Size())
	g.trees, g.rels = treeExamples(g.tagger, g.tagged, tag.Jackknife(g.tagged, how, how.Folds), learnt)
	return g
}

// learnGrammar trains all that the fast mode needs but for names.
func learnGrammar(f *weights.File, g *grammar, seed uint64) error {
	f.Put("lemma", learnLemmas(g.sentences).Encode())
	if err := f.PutEncoded("segment/boundary", learnBoundaries(g.sentences, seed).Encode); err != nil {
		return err
	}
	if err := g.tagger.Save(f); err != nil {
		return err
	}
	parser := tree.Learn(g.trees, tree.Training{Rels: g.rels.names, Epochs: 12, Explore: 1, KeepMoves: 400000, KeepLabels: 160000, Seed: seed})
	log.Printf("parser: %d + %d features", parser.Moves.Size(), parser.Labels.Size())
	return parser.Save(f)
}
