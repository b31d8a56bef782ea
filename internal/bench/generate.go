// Package bench measures the product: Documents generates inputs, a Report
// measures the flow over any inputs.
package bench

import (
	_ "embed"
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"ascribe"
)

//go:embed templates.txtar
var templates []byte

// The make-up of a generated document of some 500 words.
const (
	paragraphs     = 14
	sentences      = 4 // a paragraph
	claimSentences = 2 // of them, in every second paragraph
)

// Documents yields n plain texts of random sentences with their metadata. The same
// seed gives the same documents, however often they are read; no two are copies.
func Documents(seed uint64, n int) iter.Seq2[ascribe.Raw, error] {
	lists := wordLists()
	return func(yield func(ascribe.Raw, error) bool) {
		g := generator{lists, rand.New(rand.NewPCG(seed, 0))}
		for i := range n {
			raw := ascribe.Raw{Origin: fmt.Sprintf("generated-%06d.txt", i), Bytes: []byte(g.text())}
			raw.Given = ascribe.Metadata{Publisher: g.from("publisher"),
				Published: fmt.Sprintf("%d-%02d-%02d", 2015+g.random.IntN(10), 1+g.random.IntN(12), 1+g.random.IntN(28))}
			if !yield(raw, nil) {
				return
			}
		}
	}
}

type generator struct {
	lists  map[string][]string
	random *rand.Rand
}

func wordLists() map[string][]string {
	lists := map[string][]string{}
	for _, file := range txtar.Parse(templates).Files {
		lists[file.Name] = strings.Split(strings.TrimSpace(string(file.Data)), "\n")
	}
	for month := time.January; month <= time.December; month++ {
		lists["month"] = append(lists["month"], month.String())
	}
	return lists
}

func (g *generator) text() string {
	var b strings.Builder
	b.WriteString(g.fill(g.from("title")) + "\n\n")
	for p := range paragraphs {
		order := g.random.Perm(sentences)
		for i := range sentences {
			kind := "plain"
			if p%2 == 0 && order[i] < claimSentences {
				kind = "claim"
			}
			b.WriteString(upperFirst(g.fill(g.from(kind))) + " ")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func (g *generator) from(list string) string {
	return g.lists[list][g.random.IntN(len(g.lists[list]))]
}

// fill replaces the slots of a sentence.
func (g *generator) fill(template string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, "}")
		b.WriteString(g.fill(g.slot(slot)))
		template = after
	}
}

func (g *generator) slot(name string) string {
	switch name {
	case "number":
		return strconv.Itoa(100 + g.random.IntN(90000))
	case "small":
		return strconv.Itoa(2 + g.random.IntN(30))
	case "year":
		return strconv.Itoa(2007 + g.random.IntN(18))
	case "day":
		return strconv.Itoa(1 + g.random.IntN(28))
	default:
		return g.from(name)
	}
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
