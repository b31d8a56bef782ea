package main

import (
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"ascribe/internal/language/bio"
	"ascribe/internal/language/conllu"
)

// gumTypes maps GUM's entity types.
var gumTypes = map[string]string{"person": "person", "organization": "organisation", "place": "place", "time": "date"}

// quiet are the types that a name in GUM may hide under "O".
var quiet = []string{"product"}

// gumNames takes from GUM's entities (which include common nouns) those that
// are names: the run of proper nouns around the head of a mention. EWT, which
// has no entities, gives nationalities only.
func gumNames(s conllu.Sentence) (annotated, bool) {
	a := annotated{silent: quiet}
	if !inGUM(s) {
		return a, false
	}
	taken := make([]bool, len(s.Words))
	for _, w := range s.Words {
		a.words = append(a.words, w.Form)
	}
	for _, m := range mentions(s) {
		first, last, ok := properRun(s, m)
		if ok && m.Type == "person" {
			first = behindTitles(s, first, last)
		}
		if !ok || taken[first] || taken[last-1] {
			continue
		}
		for i := first; i < last; i++ {
			taken[i] = true
		}
		a.spans = append(a.spans, bio.Span{First: first, Last: last, Type: m.Type})
	}
	for i, w := range s.Words {
		if !taken[i] && isDemonym(w) {
			a.spans = append(a.spans, bio.Span{First: i, Last: i + 1, Type: "nationality"})
		}
	}
	return a, true
}

func inGUM(s conllu.Sentence) bool { return strings.HasPrefix(s.Document, "GUM_") }

var openMention = regexp.MustCompile(`\(([0-9]+)-([a-z]+)`)
var mark = regexp.MustCompile(`\([0-9]+-[^()]*\)?|[0-9]+\)`)

// mentions reads the bracketed Entity attribute, inner mentions first.
func mentions(s conllu.Sentence) []bio.Span {
	type open struct {
		id    string
		first int
		kind  string
	}
	var stack []open
	var out []bio.Span
	end := func(id string, last int) {
		for k := len(stack) - 1; k >= 0; k-- {
			if stack[k].id == id {
				if kind := gumTypes[stack[k].kind]; kind != "" {
					out = append(out, bio.Span{First: stack[k].first, Last: last, Type: kind})
				}
				stack = append(stack[:k], stack[k+1:]...)
				return
			}
		}
	}
	for i, w := range s.Words {
		_, entity, ok := strings.Cut(w.Misc, "Entity=")
		if !ok {
			continue
		}
		entity, _, _ = strings.Cut(entity, "|")
		for _, m := range mark.FindAllString(entity, -1) {
			if part := openMention.FindStringSubmatch(m); part != nil {
				stack = append(stack, open{part[1], i, part[2]})
				if strings.HasSuffix(m, ")") {
					end(part[1], i+1)
				}
			} else if _, err := strconv.Atoi(strings.TrimSuffix(m, ")")); err == nil {
				end(strings.TrimSuffix(m, ")"), i+1)
			}
		}
	}
	return out
}

// properRun finds the head of the mention and the proper nouns around it; for
// dates, the whole mention if it holds a year or a proper noun, which leaves
// out durations.
func properRun(s conllu.Sentence, m bio.Span) (first, last int, ok bool) {
	head := -1
	for i := m.First; i < m.Last; i++ {
		if h := s.Words[i].Head - 1; h < m.First || h >= m.Last {
			head = i
			break
		}
	}
	if m.Type == "date" {
		return dateRun(s, m)
	}
	if head < 0 || s.Words[head].UPOS != "PROPN" {
		return 0, 0, false
	}
	first, last = head, head+1
	for first > m.First && inName(s.Words[first-1]) {
		first--
	}
	for last < m.Last && inName(s.Words[last]) {
		last++
	}
	// "University of the Andes": go on over "of" and "the" to another run.
	for last+1 < m.Last && strings.Contains(" of for and & the ", " "+s.Words[last].Form+" ") && m.Type != "person" {
		next := last + 1
		if s.Words[next].Form == "the" && next+1 < m.Last {
			next++
		}
		if s.Words[next].UPOS != "PROPN" || s.Words[last].Form == "and" && m.Type == "place" {
			break
		}
		for last = next; last < m.Last && inName(s.Words[last]); {
			last++
		}
	}
	return first, last, true
}

//go:embed data/titles.txt
var titleList string

// behindTitles is where the name begins behind the titles, or first if there
// is nothing else.
func behindTitles(s conllu.Sentence, first, last int) int {
	for i := first; i < last; i++ {
		if !isTitle(s.Words[i].Form) {
			return i
		}
	}
	return first
}

func isTitle(form string) bool {
	return slices.Contains(strings.Fields(titleList), strings.ToLower(strings.TrimSuffix(form, ".")))
}

func inName(w conllu.Word) bool {
	return strings.HasPrefix(w.XPOS, "NNP") || w.XPOS == "HYPH" || w.UPOS == "NUM" && w.Form[0] >= '0' && w.Form[0] <= '9'
}

func dateRun(s conllu.Sentence, m bio.Span) (first, last int, ok bool) {
	for i := m.First; i < m.Last; i++ {
		w := s.Words[i]
		year := w.UPOS == "NUM" && len(w.Form) >= 4 && (w.Form[0] == '1' || w.Form[0] == '2')
		ok = ok || year || w.UPOS == "PROPN"
		if w.UPOS == "VERB" || w.UPOS == "SCONJ" {
			return 0, 0, false
		}
	}
	first, last = m.First, m.Last
	for first < last && (s.Words[first].UPOS == "DET" || s.Words[first].UPOS == "ADP") {
		first++
	}
	return first, last, ok && last > first && last-first < 7
}

// isDemonym: a capitalised adjective within a sentence names a nationality or a
// creed nearly always.
func isDemonym(w conllu.Word) bool {
	r := []rune(w.Form)
	return w.UPOS == "ADJ" && len(r) > 3 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1]) && strings.HasPrefix(w.XPOS, "JJ") && w.Lemma == w.Form
}
