package examples_test

import (
	"bufio"
	"cmp"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/pipeline"
)

const (
	partners   = 3  // states that change places with a text's own, for each text
	leastPairs = 40 // ordered pairs of states to try

	leastTextsAlike = 0.85 // what remains: see docs/measurements.md
	leastClaimsKept = 0.97
)

// people is a nation with its people, as a text speaks of them.
type people struct {
	nation
	People string
	Other  []string // what else a text calls the state
}

// TestSwappedStates lets the state that a text mostly speaks of change places
// with another, all through the text, and asks for the same claims with the two
// states in each other's place.
func TestSwappedStates(t *testing.T) {
	nations := nationsOf(t)
	collections(t, func(t *testing.T, articles []article) {
		articles = namedPlainly(articles, nations)
		plainly := readEach(t, articles, article.raw)
		pairs, cases, alike, claims, kept := map[[2]string]bool{}, 0, 0, 0, 0
		for n := range partners {
			var swaps []swap
			var chosen []article
			var before []*pipeline.Work
			for i, a := range articles {
				s, ok := swapFor(a, nations, i*partners+n)
				if !ok {
					continue
				}
				swaps, chosen, before = append(swaps, s), append(chosen, s.article(a)), append(before, plainly[i])
				pairs[[2]string{s.a.Code, s.b.Code}] = true
			}
			for i, work := range readEach(t, chosen, article.raw) {
				s := swaps[i]
				want, got := s.statements(before[i], "A", "B"), s.statements(work, "B", "A")
				cases, claims, kept = cases+1, claims+len(want), kept+common(want, got)
				if slices.Equal(want, got) {
					alike++
				} else {
					t.Logf("%s: %s for %s\n%s", chosen[i].Name, s.b.Name, s.a.Name, difference(got, want))
				}
			}
		}
		t.Logf("%d ordered pairs of states, %d texts with two states swapped: %d with the same claims; %d of %d claims kept",
			len(pairs), cases, alike, kept, claims)
		if len(pairs) < leastPairs || float64(alike) < leastTextsAlike*float64(cases) || float64(kept) < leastClaimsKept*float64(claims) {
			t.Errorf("at least %d pairs, %.2f of the texts and %.2f of the claims should be alike", leastPairs, leastTextsAlike, leastClaimsKept)
		}
	})
}

func nationsOf(t *testing.T) []people {
	t.Helper()
	f, err := os.Open("testdata/nations.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []people
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if c := strings.Split(lines.Text(), "\t"); len(c) == 6 && !strings.HasPrefix(c[0], "#") {
			all = append(all, people{nation{c[0], c[1], c[3], c[4]}, c[2], others(c[5])})
		}
	}
	return all
}

func others(column string) []string {
	if column == "-" {
		return nil
	}
	return strings.Split(column, "|")
}

// namedPlainly puts a state's name where a text calls it what no other is called.
func namedPlainly(articles []article, nations []people) []article {
	var pairs []string
	for _, n := range nations {
		for _, other := range n.Other {
			pairs = append(pairs, other, n.Name)
		}
	}
	names := strings.NewReplacer(pairs...)
	var out []article
	for _, a := range articles {
		plain := article{Name: a.Name, Given: a.Given}
		for _, p := range a.Paragraphs {
			plain.Paragraphs = append(plain.Paragraphs, names.Replace(p))
		}
		out = append(out, plain)
	}
	return out
}

// forms are a nation's words, each with the place that it shares with the same
// word of another nation.
func (p people) forms() []string {
	forms := []string{p.Name, p.Adjective, p.People, p.Capital}
	for _, recase := range []func(string) string{strings.ToUpper, strings.ToLower} {
		for _, f := range forms[:4:4] {
			forms = append(forms, recase(f))
		}
	}
	return forms
}

// swap lets two nations change places.
type swap struct {
	a, b  people
	words *regexp.Regexp
}

func newSwap(a, b people) swap {
	var all []string
	for _, f := range append(a.forms(), b.forms()...) {
		all = append(all, regexp.QuoteMeta(f))
	}
	slices.SortFunc(all, func(x, y string) int { return len(y) - len(x) })
	return swap{a, b, regexp.MustCompile(`(\b[Aa]n? )?\b(` + strings.Join(all, "|") + `)\b`)}
}

// swapFor pairs the nation that a text names most with one that it doesn't
// name, chosen by turn.
func swapFor(a article, nations []people, turn int) (swap, bool) {
	text := strings.Join(a.Paragraphs, "\n")
	count := func(p people) int { return strings.Count(text, p.Name) + strings.Count(text, p.Adjective) }
	own := slices.MaxFunc(nations, func(x, y people) int { return count(x) - count(y) })
	var others []people
	for _, p := range nations {
		if count(p) == 0 {
			others = append(others, p)
		}
	}
	if count(own) == 0 || len(others) == 0 {
		return swap{}, false
	}
	return newSwap(own, others[turn%len(others)]), true
}

// replace puts for each word of the two nations what with makes of its article,
// its nation (true: the first) and its place among the nation's words.
func (s swap) replace(text string, with func(article string, first bool, place int) string) string {
	return s.words.ReplaceAllStringFunc(text, func(found string) string {
		parts := s.words.FindStringSubmatch(found)
		if i := slices.Index(s.a.forms(), parts[2]); i >= 0 {
			return with(parts[1], true, i)
		}
		return with(parts[1], false, slices.Index(s.b.forms(), parts[2]))
	})
}

func (s swap) article(a article) article {
	out := article{Name: a.Name, Given: a.Given}
	for _, p := range a.Paragraphs {
		out.Paragraphs = append(out.Paragraphs, s.replace(p, func(article string, first bool, place int) string {
			other := s.a
			if first {
				other = s.b
			}
			return fitting(article, other.forms()[place])
		}))
	}
	return out
}

// fitting is a word after its article, "a" or "an" as its sound asks.
func fitting(article, word string) string {
	if article == "" {
		return word
	}
	if strings.ContainsAny(word[:1], "AEIO") {
		return article[:1] + "n " + word
	}
	return article[:1] + " " + word
}

// statements are a document's claims with the nations' words as marks: a for
// the first, b for the second.
func (s swap) statements(work *pipeline.Work, a, b string) []string {
	mark := func(text string) string {
		return s.replace(text, func(article string, first bool, place int) string {
			if article != "" {
				article = article[:1] + " "
			}
			if place %= 4; place == 2 {
				place = 1 // some peoples are called by the adjective
			}
			if first {
				return article + a + string(rune('0'+place))
			}
			return article + b + string(rune('0'+place))
		})
	}
	lines := statements(work, func(p *ascribe.Party) string {
		if p != nil && cmp.Or(p.Text, p.Name) == work.Document.Publisher {
			return "the publisher"
		}
		if p == nil || s.words.MatchString(inWords(p)) && (p.ID == "" || strings.HasPrefix(p.ID, "state:")) {
			return strings.NewReplacer("/"+s.a.Code, "/"+a, "/"+s.b.Code, "/"+b).Replace(inWords(p))
		}
		return words(cmp.Or(p.Text, p.Name)) // a name that is of one state whatever the text says
	})
	for i := range lines {
		lines[i] = mark(lines[i])
	}
	slices.Sort(lines)
	return lines
}
