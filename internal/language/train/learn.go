package main

import (
	"strings"

	"ascribe/internal/language/conllu"
	"ascribe/internal/language/evaluate"
	"ascribe/internal/language/lemma"
	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
	"ascribe/internal/language/segment"
	"ascribe/internal/language/tag"
	"ascribe/internal/language/tree"
)

// inventory numbers names; those it lacks get the number of the nearest.
type inventory struct {
	names  []string
	number map[string]uint16
}

func newInventory(all []string, least int) inventory {
	inv := inventory{names: tag.Inventory(all, least), number: map[string]uint16{}}
	for i, name := range inv.names {
		inv.number[name] = uint16(i)
	}
	return inv
}

// of gives the number of name, else that of the most frequent one with the
// same part before the separator.
func (inv inventory) of(name, separator string) uint16 {
	if n, ok := inv.number[name]; ok {
		return n
	}
	stem, _, _ := strings.Cut(name, separator)
	for i, other := range inv.names {
		if s, _, _ := strings.Cut(other, separator); s == stem {
			return uint16(i)
		}
	}
	return 0
}

func wordsOf(lexicon *lexis.Lexicon, s conllu.Sentence) []lexis.Word {
	words := make([]lexis.Word, len(s.Words))
	for i, w := range s.Words {
		words[i] = lexicon.Word(segment.Fold(w.Form))
	}
	return words
}

func tagExamples(lexicon *lexis.Lexicon, sentences []conllu.Sentence) ([]tag.Example, inventory) {
	var all []string
	for _, s := range sentences {
		for _, w := range s.Words {
			all = append(all, w.UPOS+"|"+w.XPOS)
		}
	}
	inv := newInventory(all, 10)
	examples := make([]tag.Example, len(sentences))
	for i, s := range sentences {
		examples[i].Words = wordsOf(lexicon, s)
		for _, w := range s.Words {
			examples[i].Tags = append(examples[i].Tags, inv.of(w.UPOS+"|"+w.XPOS, "|"))
		}
	}
	return examples, inv
}

// treeExamples pairs trees with the tags that the parser will see.
func treeExamples(t *tag.Tagger, tagged []tag.Example, tags [][]uint16, sentences []conllu.Sentence) ([]tree.Example, inventory) {
	var all []string
	for _, s := range sentences {
		for _, w := range s.Words {
			all = append(all, w.Rel)
		}
	}
	inv := newInventory(all, 20)
	examples := make([]tree.Example, len(sentences))
	for i, s := range sentences {
		e := &examples[i]
		e.Words = append(e.Words, tagged[i].Words...)
		for j, w := range s.Words {
			t.Set(&e.Words[j], tags[i][j])
			head := w.Head - 1
			if w.Head == 0 {
				head = len(s.Words)
			}
			e.Heads = append(e.Heads, head)
			e.Rels = append(e.Rels, inv.of(w.Rel, ":"))
		}
	}
	return examples, inv
}

func learnLemmas(sentences []conllu.Sentence) *lemma.Lemmatizer {
	var examples []lemma.Example
	for _, s := range sentences {
		for _, w := range s.Words {
			if w.Lemma != "_" {
				examples = append(examples, lemma.Example{Form: segment.Fold(w.Form), XPOS: w.XPOS, Lemma: w.Lemma})
			}
		}
	}
	return lemma.Learn(examples, 2)
}

// learnBoundaries learns from running text, with paragraphs as lines and
// without.
func learnBoundaries(sentences []conllu.Sentence, seed uint64) *linear.Model {
	s := segment.New(nil)
	var examples []segment.Example
	for _, lines := range []bool{true, false} {
		for _, g := range evaluate.Running(sentences, lines) {
			e := segment.Example{Tokens: s.Tokens(g.Text)}
			next := 0
			for i, t := range e.Tokens {
				for next < len(g.Sents) && g.Sents[next].End < t.End {
					next++
				}
				if next < len(g.Sents) && g.Sents[next].End == t.End {
					e.Ends = append(e.Ends, i+1)
				}
			}
			examples = append(examples, e)
		}
	}
	return s.Learn(examples, 12, 120000, seed)
}
