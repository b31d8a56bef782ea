package wording

import (
	_ "embed"
	"strconv"
	"strings"
	"unicode"

	"ascribe"
)

//go:embed phrases.tsv
var phraseTable string

//go:embed methods.tsv
var methodTable string

// row finds the columns after the first keys of a table's line, nil when there is none.
func row(table string, keys ...string) []string {
	prefix := strings.Join(keys, "\t") + "\t"
	for line := range strings.Lines(table) {
		if rest, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), prefix); ok && !strings.HasPrefix(line, "#") {
			return strings.Split(rest, "\t")
		}
	}
	return nil
}

// Phrase puts a statement in words: "A attacked B (wiper)". A party that is
// missing is left out. There is a form for each predicate and most values
// (phrases.tsv); another value stands behind its predicate's form.
func Phrase(s ascribe.Statement) string {
	forms := row(phraseTable, string(s.Predicate), s.Value)
	value := ""
	if forms == nil {
		forms, value = row(phraseTable, string(s.Predicate), ""), s.Value
	}
	if len(forms) != 3 {
		return string(s.Predicate)
	}
	form := forms[0]
	switch {
	case s.Subject == nil:
		form = forms[1]
	case s.Object == nil:
		form = forms[2]
	}
	out := strings.NewReplacer("{s}", Named(s.Subject), "{o}", Named(s.Object)).Replace(form)
	if value != "" {
		out += " (" + value + ")"
	}
	return out
}

// Hit is how an attack of a method begins a sentence that ends in its victim:
// "A ransomware attack hit"; "" for a method that is not known. The method "" is known.
func Hit(method string) string {
	forms := row(methodTable, method)
	if forms == nil {
		return ""
	}
	return forms[0]
}

// Named is a party as it stands in a sentence, "" for none. The words of the passage are kept
// for one that is only described.
func Named(p *ascribe.Party) string {
	if p == nil {
		return ""
	}
	return WithArticle(strings.Join(strings.Fields(p.Name), " "))
}

// Degree puts a claim's grades in words: "high confidence", "likely (55–80%)",
// "" without any.
func Degree(c *ascribe.Confidence, l *ascribe.Likelihood) string {
	var parts []string
	if c != nil {
		parts = append(parts, c.Level+" confidence")
	}
	if l != nil {
		words := l.Words
		if words == "" {
			words = "likelihood"
		}
		parts = append(parts, words+" ("+strconv.Itoa(l.Low)+"–"+strconv.Itoa(l.High)+"%)")
	}
	return strings.Join(parts, ", ")
}

// Verb is a stance as a verb in the third person: "says", "denies", …
func Verb(s ascribe.Stance) string {
	switch s {
	case ascribe.Denies:
		return "denies"
	case ascribe.Doubts:
		return "doubts"
	case ascribe.Withholds:
		return "does not say"
	}
	return "says"
}

// Symbol is a stance in one character; the words should always stand beside it.
func Symbol(s ascribe.Stance) string {
	switch s {
	case ascribe.Denies:
		return "✕"
	case ascribe.Doubts:
		return "?"
	case ascribe.Withholds:
		return "–"
	}
	return "●"
}

// Short cuts a quote at a word so that it has at most limit characters and a sign that it was cut.
func Short(quote string, limit int) string {
	quote = strings.Join(strings.Fields(quote), " ")
	if len([]rune(quote)) <= limit {
		return quote
	}
	cut := string([]rune(quote)[:limit])
	if i := strings.LastIndexFunc(cut, unicode.IsSpace); i > limit/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + " …"
}
