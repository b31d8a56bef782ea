package eval

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ascribe"
)

var (
	markdownLink = regexp.MustCompile(`!?\[([^\]]*)\]\([^)\s]*\)?`)
	possessive   = regexp.MustCompile(`'s([^\p{L}\p{N}_]|$)`)
	notWord      = regexp.MustCompile(`[^\p{L}\p{N}_]+`)
	determiner   = regexp.MustCompile(`^(?:the|a|an|its|their|his|her) `)
	plainQuotes  = strings.NewReplacer("’", "'", "‘", "'")
)

// plain reduces a name or passage to its words: lower case, no accents, no
// punctuation, no possessive, no leading article or possessive pronoun, Markdown
// links as their text.
func plain(s string) string {
	s = markdownLink.ReplaceAllString(s, "$1")
	s = strings.ToLower(plainQuotes.Replace(norm.NFKD.String(s)))
	s = strings.Map(func(r rune) rune {
		if norm.NFD.PropertiesString(string(r)).CCC() != 0 && unicode.IsMark(r) {
			return -1
		}
		return r
	}, s)
	for possessive.MatchString(s) { // "'s's" takes two rounds
		s = possessive.ReplaceAllString(s, "$1")
	}
	s = notWord.ReplaceAllString(s, " ")
	return strings.TrimSpace(determiner.ReplaceAllString(strings.TrimSpace(s), ""))
}

// party is an extracted party by its plain names; nil is no party.
type party map[string]bool

// partyOf collects a party's names: its name, its words in the passage, and its
// entity's name and aliases.
func partyOf(p *ascribe.Party, entities map[string]ascribe.Entity) party {
	if p == nil {
		return nil
	}
	names := party{}
	for _, name := range append([]string{p.Name, p.Text, entities[p.ID].Name}, entities[p.ID].Aliases...) {
		if name = plain(name); name != "" {
			names[name] = true
		}
	}
	return names
}

// accepted is what a label accepts for one party.
type accepted struct {
	none  bool // no party is right
	names []wanted
}

type wanted struct {
	plain string
	words []string // of a name of three words or more, else nil
}

func acceptedBy(names Names) accepted {
	a := accepted{none: names == nil}
	for _, name := range names {
		if name == nil {
			a.none = true
			continue
		}
		w := wanted{plain: plain(*name)}
		if words := strings.Fields(w.plain); len(words) >= 3 {
			w.words = words
		}
		a.names = append(a.names, w)
	}
	return a
}

// fits reports whether an extracted party is one of the accepted ones: by an
// equal name, or by a name that holds every word of a label of three words or more.
func (a accepted) fits(p party) bool {
	if p == nil {
		return a.none
	}
	for _, name := range a.names {
		if p[name.plain] || name.words != nil && p.holds(name.words) {
			return true
		}
	}
	return false
}

func (p party) holds(words []string) bool {
	for name := range p {
		if containsAll(wordSet(name), words) {
			return true
		}
	}
	return false
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(s) {
		set[word] = true
	}
	return set
}

func containsAll(set map[string]bool, words []string) bool {
	for _, word := range words {
		if !set[word] {
			return false
		}
	}
	return true
}

// overlap reports whether two plain passages share their place: one holds the
// other, or they share 60% of the shorter one's words.
func overlap(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	inA, inB := wordSet(a), wordSet(b)
	shared := 0
	for word := range inA {
		if inB[word] {
			shared++
		}
	}
	return float64(shared) >= 0.6*float64(min(len(inA), len(inB)))
}
