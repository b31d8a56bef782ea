// Package wording puts names, days and numbers into English sentences. It
// depends on nothing else of ascribe but the nouns.
package wording

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed articled.txt
var articledList string

//go:embed institutions.txt
var institutionList string

//go:embed determiners.txt
var determinerList string

// WithArticle puts "the" before a name that takes it in a sentence: one that is
// listed ("United States"), and one that begins with a proper adjective and ends
// in a common noun in the singular ("Albanian government"), or is built on an
// institution's noun ("Ministry of Health", "National Security Council").
func WithArticle(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 && !listed(articledList, name) || listed(determinerList, strings.ToLower(first(words))) || possessive(name) || strings.Contains(name, " and the ") {
		return name
	}
	if listed(articledList, name) {
		return "the " + name
	}
	if listed(institutionList, head(words)) {
		return "the " + name
	}
	for _, ending := range []string{" Islands", " Republic", " Emirates", " Union", " Kingdom"} {
		if strings.HasSuffix(name, ending) {
			return "the " + name
		}
	}
	initial, _ := utf8.DecodeRuneInString(name)
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	if unicode.IsUpper(initial) && unicode.IsLower(last) && !strings.HasSuffix(name, "s") {
		return "the " + name
	}
	return name
}

// possessive reports whether a name begins with its owner: "Albania's border system".
func possessive(name string) bool {
	return strings.Contains(name, "’s ") || strings.Contains(name, "'s ") || strings.Contains(name, "s’ ") || strings.Contains(name, "s' ")
}

// head is the noun that a name is built on: the last word before "of" or "for",
// or in brackets, else the last word.
func head(words []string) string {
	for i, w := range words {
		if i > 0 && (w == "of" || w == "for" || w == "on" || strings.HasPrefix(w, "(")) {
			return words[i-1]
		}
	}
	return words[len(words)-1]
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// listed reports whether a line of the list equals the word.
func listed(list, word string) bool {
	return word != "" && strings.Contains("\n"+list, "\n"+word+"\n")
}

// Sentence begins with a capital and ends with a full stop.
func Sentence(s string) string {
	s = strings.TrimSpace(s)
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	s = string(unicode.ToUpper(r)) + s[size:]
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") && !strings.HasSuffix(s, ".”") {
		s += "."
	}
	return s
}

// Quote puts a passage between quotation marks, its own outer ones and line breaks off.
func Quote(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for _, marks := range []string{"“”", "\"\"", "‘’"} {
		r := []rune(marks)
		if inner, ok := strings.CutPrefix(s, string(r[0])); ok && strings.HasSuffix(inner, string(r[1])) && !strings.ContainsRune(strings.TrimSuffix(inner, string(r[1])), r[0]) {
			s = strings.TrimSuffix(inner, string(r[1]))
		}
	}
	return "“" + s + "”"
}

// And joins names as prose does: "A", "A and B", "A, B and C".
func And(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Cell keeps a spreadsheet from taking a text for a formula: an apostrophe goes
// before one that begins like a formula (OWASP, CSV injection).
func Cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
