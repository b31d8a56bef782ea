package examples_test

import (
	"cmp"
	"fmt"
	"iter"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"ascribe"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// labelledFolder holds labelled documents that are not shipped.
const labelledFolder = "../../shared/gold/texts"

// article is a document reduced to its words: what is changed and read again.
type article struct {
	Name       string
	Paragraphs []string
	Given      ascribe.Metadata
}

// fast reads quickly: what is asked here is whether two readings are alike.
var fast = sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.Standard(language.Fast) })

// collections calls do for the examples and, where they are, for the labelled
// documents that are not shipped.
func collections(t *testing.T, do func(t *testing.T, articles []article)) {
	if testing.Short() {
		t.Skip("reads every example several times: left out by -short")
	}
	for name, folder := range map[string]string{"examples": "documents", "labelled": labelledFolder} {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(folder); err != nil {
				t.Skipf("SKIPPED: %s is not on this machine", folder)
			}
			do(t, articlesOf(t, folder))
		})
	}
}

func articlesOf(t *testing.T, folder string) []article {
	t.Helper()
	var all []article
	for _, work := range read(t, fast, source.Open(t.Context(), []string{folder}, source.Options{})) {
		d := work.Document
		a := article{Name: d.File, Given: ascribe.Metadata{Publisher: d.Publisher, Published: string(d.Published)}}
		for _, b := range work.Text.Blocks {
			if text := strings.Join(strings.Fields(b.Of(work.Text.Content)), " "); text != "" && b.Kind != ascribe.BoilerplateBlock {
				a.Paragraphs = append(a.Paragraphs, text)
			}
		}
		all = append(all, a)
	}
	return all
}

// raw is the article as plain text.
func (a article) raw() ascribe.Raw {
	return ascribe.Raw{Origin: "article.txt", Bytes: []byte(strings.Join(a.Paragraphs, "\n\n") + "\n"), Given: a.Given}
}

// read takes documents through the stages and keeps their order.
func read(t *testing.T, stages func() (*pipeline.Pipeline, error), in iter.Seq2[ascribe.Raw, error]) []*pipeline.Work {
	t.Helper()
	flow, err := stages()
	if err != nil {
		t.Fatal(err)
	}
	var out []*pipeline.Work
	for work, err := range flow.Each(t.Context(), in, runtime.GOMAXPROCS(0)) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, work)
	}
	return out
}

// readEach reads a form of every article.
func readEach(t *testing.T, articles []article, form func(article) ascribe.Raw) []*pipeline.Work {
	t.Helper()
	return read(t, fast, func(yield func(ascribe.Raw, error) bool) {
		for _, a := range articles {
			if !yield(form(a), nil) {
				return
			}
		}
	})
}

var (
	gaps     = regexp.MustCompile(`\s+`)
	straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")
)

// words folds white space and the shape of quotation marks.
func words(text string) string { return straight.Replace(gaps.ReplaceAllString(text, " ")) }

// statements are the claims of a document as lines, sorted; offsets and ids left out.
func statements(work *pipeline.Work, party func(*ascribe.Party) string) []string {
	var lines []string
	for _, c := range work.Claims {
		line := fmt.Sprintf("%s %s %s(%s, %s) %s", party(&c.Source), c.Stance, c.Predicate, party(c.Subject), party(c.Object), c.Value)
		if c.Likelihood != nil {
			line += fmt.Sprintf(" %d-%d", c.Likelihood.Low, c.Likelihood.High)
		}
		if c.When != nil {
			line += fmt.Sprintf(" %s/%s", c.When.From, c.When.To)
		}
		lines = append(lines, line+" | "+words(c.Quote.Text))
	}
	slices.Sort(lines)
	return lines
}

// inWords shows a party by its words, not its canonical name: ministries are
// called differently from state to state.
func inWords(p *ascribe.Party) string {
	if p == nil {
		return "nobody"
	}
	return words(cmp.Or(p.Text, p.Name)) + "/" + p.Country
}

// common counts the lines that two sorted lists share.
func common(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch strings.Compare(a[i], b[j]) {
		case 0:
			n, i, j = n+1, i+1, j+1
		case -1:
			i++
		default:
			j++
		}
	}
	return n
}
