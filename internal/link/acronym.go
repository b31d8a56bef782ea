package link

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ascribe"
	"ascribe/internal/knowledge"
)

// bracketed is an acronym in brackets after the name it stands for.
var bracketed = regexp.MustCompile(`^\s{0,2}\(\s?["“]?(?:the |or |aka |also known as )?["“]?([A-Z][A-Za-z0-9&.-]{1,11})["”]?\s?[),;]`)

// acronyms reads definitions, "Long Name (LN)": the acronym means that name
// throughout the text, whatever else it may mean elsewhere.
func (l *linker) acronyms() {
	defined := map[string]ascribe.Mention{}
	for _, m := range l.mentions {
		if m.Role != ascribe.NameRole && m.Role != "" {
			continue
		}
		at := bracketed.FindStringSubmatchIndex(l.prose[m.End:])
		if at == nil {
			continue
		}
		short := l.prose[m.End+at[2] : m.End+at[3]]
		if isAcronymOf(short, m.Text) {
			defined[short] = m
		}
	}
	for short, long := range defined {
		l.applyAcronym(short, long)
	}
}

// applyAcronym makes every occurrence of an acronym a mention like the long
// name's; an occurrence that known names cover keeps only the candidates they share.
func (l *linker) applyAcronym(short string, long ascribe.Mention) {
	word := regexp.MustCompile(`\b` + regexp.QuoteMeta(short) + `\b`)
	for _, at := range word.FindAllStringIndex(l.prose, -1) {
		span := ascribe.Span{Start: at[0], End: at[1]}
		i := slices.IndexFunc(l.mentions, func(m ascribe.Mention) bool { return m.Overlaps(span) })
		if i < 0 {
			l.add(ascribe.Mention{Span: span, Type: long.Type, Role: ascribe.AcronymRole, Country: long.Country, Candidates: slices.Clone(long.Candidates)})
			continue
		}
		m := &l.mentions[i]
		if m.Span != span {
			continue
		}
		m.Role = ascribe.AcronymRole
		if len(long.Candidates) > 0 {
			m.Type, m.Country, m.Candidates = long.Type, long.Country, slices.Clone(long.Candidates)
		}
	}
	if len(long.Candidates) == 0 {
		l.declare(localID(long), long.Text, long.Type, long.Country, short)
		l.aliases[aliasKey(long.Type, short)] = localID(long)
	}
}

// localID is the id of a name that only this document gives.
func localID(m ascribe.Mention) string {
	return string(m.Type) + ":" + knowledge.Slug(m.Text)
}

// aliasKey keys a document's own name for an entity.
func aliasKey(t ascribe.EntityType, name string) string { return string(t) + "/" + knowledge.Key(name) }

// isAcronymOf reports whether the capitals of the short form are initials of the
// long one, in order; small words may be skipped.
func isAcronymOf(short, long string) bool {
	want := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return r
		}
		return -1
	}, short))
	if len(want) < 2 || !strings.Contains(long, " ") {
		return false
	}
	at := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(long), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if at < len(want) && w[0] == want[at] {
			at++
		}
	}
	return at == len(want)
}
