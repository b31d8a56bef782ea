// Package evaluate measures the language core against treebanks and entity
// corpora.
package evaluate

import (
	"strings"

	"ascribe/internal/language/conllu"
)

// Gold is a stretch of running text with its right analysis.
type Gold struct {
	Text  string
	Words []Span // per syntactic word
	Sents []Span
	Trees []conllu.Sentence
}

// Span is bytes of the text, half-open.
type Span struct{ Start, End int }

// Running joins sentences to texts, one per document. Paragraphs are parted by
// a line end if lines is set, else by a space like sentences.
func Running(sentences []conllu.Sentence, lines bool) []Gold {
	var out []Gold
	for i, s := range sentences {
		if i == 0 || s.Document != sentences[i-1].Document {
			out = append(out, Gold{})
		}
		g := &out[len(out)-1]
		if g.Text != "" {
			if lines && s.NewPar {
				g.Text += "\n"
			} else {
				g.Text += " "
			}
		}
		g.append(s)
	}
	return out
}

func (g *Gold) append(s conllu.Sentence) {
	var b strings.Builder
	base := len(g.Text)
	surface, used := Span{}, 0
	for _, w := range s.Words {
		if w.Surface != "" {
			surface = Span{base + b.Len(), base + b.Len() + len(w.Surface)}
			used = surface.Start
			b.WriteString(w.Surface)
		}
		end := min(used+len(w.Form), surface.End)
		g.Words = append(g.Words, Span{used, end})
		used = end
		if w.Space {
			b.WriteByte(' ')
		}
	}
	text := strings.TrimRight(b.String(), " ")
	g.Text += text
	g.Sents = append(g.Sents, Span{base, base + len(text)})
	g.Trees = append(g.Trees, s)
}

// F1 of two counts against a common one, in per cent.
func F1(both, got, want int) float64 {
	if got+want == 0 {
		return 0
	}
	return 200 * float64(both) / float64(got+want)
}
