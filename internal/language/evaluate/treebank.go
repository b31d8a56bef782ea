package evaluate

import (
	"strings"

	"ascribe/internal/language"
	"ascribe/internal/language/conllu"
)

// Trees are counts of right answers against a treebank. Relations are compared
// without subtypes; punctuation counts.
type Trees struct {
	Gold, Got                               int // words
	Tokens, UPOS, XPOS, Lemmas, Heads, Arcs int // right ones
	GoldSents, GotSents, Sents              int
}

// Score is the F1 of a count, in per cent; with gold tokens it is accuracy.
func (t *Trees) Score(n int) float64 { return F1(n, t.Got, t.Gold) }

// SentenceF1 in per cent.
func (t *Trees) SentenceF1() float64 { return F1(t.Sents, t.GotSents, t.GoldSents) }

// GoldTokens parses the treebank's sentences as they are cut.
func GoldTokens(p *language.Parser, sentences []conllu.Sentence) Trees {
	var t Trees
	for _, s := range sentences {
		forms := make([]string, len(s.Words))
		for i, w := range s.Words {
			forms[i] = w.Form
		}
		for i, got := range p.Tree(forms) {
			t.word(&s.Words[i], &got, got.Head == s.Words[i].Head-1)
		}
		t.Gold += len(forms)
		t.Got += len(forms)
	}
	return t
}

func (t *Trees) word(want *conllu.Word, got *language.Token, head bool) {
	t.Tokens++
	t.UPOS += one(got.UPOS == want.UPOS)
	t.XPOS += one(got.XPOS == want.XPOS)
	t.Lemmas += one(got.Lemma == want.Lemma || want.Lemma == "_")
	t.Heads += one(head)
	t.Arcs += one(head && universal(got.Rel) == universal(want.Rel))
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func universal(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// RawText parses running text and aligns by characters (as the CoNLL 2018
// shared task did). With lines, paragraphs are parted by line ends.
func RawText(p *language.Parser, sentences []conllu.Sentence, lines bool) Trees {
	var t Trees
	for _, g := range Running(sentences, lines) {
		t.raw(p.Parse(g.Text), &g)
	}
	return t
}

func (t *Trees) raw(a *language.Analysis, g *Gold) {
	at := map[Span]int{} // token by span
	for i, tok := range a.Tokens {
		at[Span{tok.Start, tok.End}] = i
	}
	t.Got += len(a.Tokens)
	t.Gold += len(g.Words)
	base := 0
	for _, s := range g.Trees {
		for i := range s.Words {
			n, ok := at[g.Words[base+i]]
			if !ok {
				continue
			}
			got := &a.Tokens[n]
			head := s.Words[i].Head == 0 && got.Head < 0
			if s.Words[i].Head > 0 && got.Head >= 0 {
				h := a.Tokens[got.Head]
				head = Span{h.Start, h.End} == g.Words[base+s.Words[i].Head-1]
			}
			t.word(&s.Words[i], got, head)
		}
		base += len(s.Words)
	}
	t.sentences(a, g)
}

func (t *Trees) sentences(a *language.Analysis, g *Gold) {
	ends := map[Span]bool{}
	for _, s := range a.Sentences {
		ends[Span{s.Start, s.End}] = true
	}
	for _, s := range g.Sents {
		t.Sents += one(ends[s])
	}
	t.GotSents += len(a.Sentences)
	t.GoldSents += len(g.Sents)
}
