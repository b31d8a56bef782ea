package dossier

import (
	_ "embed"
	"strings"
	"unicode"

	"ascribe"
	"ascribe/internal/wording"
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

// phrase puts a statement in words; a form for its value, else the one for its
// predicate with the value behind it.
func phrase(s ascribe.Statement) string {
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
	out := strings.NewReplacer("{s}", named(s.Subject), "{o}", named(s.Object)).Replace(form)
	if value != "" {
		out += " (" + value + ")"
	}
	return out
}

// named is a party as it stands in a sentence. The words of the passage are kept
// for one that is only described.
func named(p *ascribe.Party) string {
	if p == nil {
		return ""
	}
	return wording.WithArticle(strings.Join(strings.Fields(p.Name), " "))
}

// degree puts a mark's or a claim's grade in words: "high confidence", "likely (55–80%)".
func degree(c *ascribe.Confidence, l *ascribe.Likelihood) string {
	var parts []string
	if c != nil {
		parts = append(parts, c.Level+" confidence")
	}
	if l != nil {
		words := l.Words
		if words == "" {
			words = "likelihood"
		}
		parts = append(parts, words+" ("+percent(l)+")")
	}
	return strings.Join(parts, ", ")
}

func percent(l *ascribe.Likelihood) string {
	return itoa(l.Low) + "–" + itoa(l.High) + "%"
}

// verb is the stance as a verb in the third person.
func verb(s ascribe.Stance) string {
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

// short cuts a quote at a word so that it fits into a line of notes.
func short(quote string, limit int) string {
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
