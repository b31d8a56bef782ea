package examples_test

import (
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"ascribe"
	"ascribe/internal/pipeline"
)

const lineWidth = 72

// form is a way to write an article that changes nothing of what it says.
type form struct {
	Name  string
	Least float64 // the share of the claims in plain text that it must yield, too
	Write func(article) ascribe.Raw
}

func forms() []form {
	return []form{
		{"html", 0.94, asHTML},
		{"pdf", 0.94, asPDF},
		{"straight quotes", 0.98, rewritten(straight.Replace)},
		{"curly quotes", 0.98, rewritten(curly)},
		{"wrapped lines", 0.94, rewritten(wrapped)},
		{"single line ends", 0.98, func(a article) ascribe.Raw {
			raw := a.raw()
			raw.Bytes = []byte(strings.Join(a.Paragraphs, "\n") + "\n")
			return raw
		}},
		{"shuffled paragraphs", 0.80, shuffled},
	}
}

// TestFormsSayTheSame reads articles as plain text and in other forms, and
// counts the claims that are the same: source, stance, predicate, parties, value,
// likelihood, time and the words quoted.
func TestFormsSayTheSame(t *testing.T) {
	collections(t, func(t *testing.T, articles []article) {
		plainly := readEach(t, articles, article.raw)
		for _, f := range forms() {
			claims, kept, added, read := 0, 0, 0, 0
			for i, work := range readEach(t, articles, f.Write) {
				want, got := statements(plainly[i], byName), statements(work, byName)
				same := common(want, got)
				claims, kept, added = claims+len(want), kept+same, added+len(got)-same
				read += common(readings(plainly[i]), readings(work))
				if same < len(want) || same < len(got) {
					t.Logf("%s of %s:\n%s", f.Name, articles[i].Name, difference(got, want))
				}
			}
			t.Logf("%s: %d of %d claims kept, %d with parties, value and time left aside; %d others", f.Name, kept, claims, read, added)
			if float64(kept) < f.Least*float64(claims) || float64(added) > (1-f.Least)*float64(claims) {
				t.Errorf("%s: %d of %d claims kept, %d others; at least %.2f should be the same", f.Name, kept, claims, added, f.Least)
			}
		}
	})
}

// readings are the claims of a document as lines without what other sentences
// may give them: who "the attackers" are, what "the attack" was on and when.
func readings(work *pipeline.Work) []string {
	var lines []string
	for _, c := range work.Claims {
		lines = append(lines, fmt.Sprintf("%s %s | %s", c.Stance, c.Predicate, words(c.Quote.Text)))
	}
	slices.Sort(lines)
	return lines
}

func byName(p *ascribe.Party) string {
	if p == nil {
		return "nobody"
	}
	return words(p.Name)
}

// rewritten is the article as plain text with every paragraph written anew.
func rewritten(paragraph func(string) string) func(article) ascribe.Raw {
	return func(a article) ascribe.Raw {
		b := article{Given: a.Given}
		for _, p := range a.Paragraphs {
			b.Paragraphs = append(b.Paragraphs, paragraph(p))
		}
		return b.raw()
	}
}

var opening = regexp.MustCompile(`(^|[\s(\[—–-])(["'])`)

// curly writes typographic quotation marks for straight ones.
func curly(text string) string {
	text = opening.ReplaceAllStringFunc(text, func(s string) string {
		return strings.NewReplacer(`"`, "“", "'", "‘").Replace(s)
	})
	return strings.NewReplacer(`"`, "”", "'", "’").Replace(text)
}

// wrapped breaks a paragraph into lines.
func wrapped(text string) string {
	var b strings.Builder
	width := 0
	for _, word := range strings.Fields(text) {
		switch {
		case width == 0:
		case width+1+len(word) > lineWidth:
			b.WriteByte('\n')
			width = 0
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += len(word)
	}
	return b.String()
}

// shuffled leaves the headline and brings the paragraphs into another order.
func shuffled(a article) ascribe.Raw {
	b := article{Given: a.Given, Paragraphs: append([]string{}, a.Paragraphs...)}
	rest := b.Paragraphs[min(1, len(b.Paragraphs)):]
	rand.New(rand.NewPCG(uint64(len(rest)), 1)).Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	return b.raw()
}

// headed parts an article's headline from the rest; a text that begins with a
// whole sentence has none.
func headed(a article) (headline string, rest []string) {
	if first := a.Paragraphs[0]; len(a.Paragraphs) > 1 && !strings.HasSuffix(first, ".") {
		return first, a.Paragraphs[1:]
	}
	return "", a.Paragraphs
}

func asHTML(a article) ascribe.Raw {
	headline, rest := headed(a)
	var b strings.Builder
	b.WriteString("<!doctype html><html lang=en><head><meta charset=utf-8><title>" + html.EscapeString(headline) + "</title></head><body>" +
		"<nav><a href=/>Home</a> <a href=/world>World</a></nav><article>\n")
	if headline != "" {
		b.WriteString("<h1>" + html.EscapeString(headline) + "</h1>\n")
	}
	for _, p := range rest {
		b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
	}
	b.WriteString("</article><footer><a href=/contact>Contact</a></footer></body></html>\n")
	return ascribe.Raw{Origin: "article.html", Bytes: []byte(b.String()), Given: a.Given}
}

// asPDF lays the article out on pages. The standard fonts have the letters of
// western Europe alone: others give way to a dot.
func asPDF(a article) ascribe.Raw {
	doc := fpdf.New("P", "mm", "A4", "")
	letters := doc.UnicodeTranslatorFromDescriptor("cp1252")
	doc.SetMargins(25, 25, 25)
	doc.AddPage()
	headline, rest := headed(a)
	if headline != "" {
		doc.SetFont("Helvetica", "B", 18)
		doc.MultiCell(0, 9, letters(headline), "", "L", false)
		doc.Ln(3)
	}
	doc.SetFont("Times", "", 11)
	for _, p := range rest {
		doc.MultiCell(0, 5.5, letters(p), "", "L", false)
		doc.Ln(3)
	}
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return ascribe.Raw{Origin: "article.pdf"} // refused as damaged, which the test reports
	}
	return ascribe.Raw{Origin: "article.pdf", Bytes: out.Bytes(), Given: a.Given}
}
