package link

import (
	"regexp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// bracketed is an acronym in brackets after the name it stands for.
var bracketed = regexp.MustCompile(`^\s{0,2}\(\s?["“]?(?:the |or |aka |also known as )?["“]?([A-Z][A-Za-z0-9&.-]{1,11})["”]?\s?[),;]`)

// glossing is an acronym after a comma: "the Port Authority, or PA,".
var glossing = regexp.MustCompile(`^,\s{1,2}(?:or|aka|known as|abbreviated as|abbreviated)\s(?:the\s)?["“]?([A-Z][A-Z0-9&-]{1,9})["”]?[,.;]`)

// defines gives the acronym that stands right after a name, "" if none does.
func (l *linker) defines(end int) string {
	for _, pattern := range []*regexp.Regexp{bracketed, glossing} {
		if found := pattern.FindStringSubmatch(l.prose[end:]); found != nil {
			return found[1]
		}
	}
	return ""
}

// acronyms reads definitions, "Long Name (LN)": the acronym means that name
// throughout the text, whatever else it may mean elsewhere.
func (l *linker) acronyms() {
	defined := map[string]ascribe.Mention{}
	for _, m := range l.mentions {
		if m.Role != ascribe.NameRole && m.Role != "" {
			continue
		}
		short := l.defines(m.End)
		if short == "" {
			continue
		}
		if knowledge.IsAcronym(short, m.Text) || l.foreignAcronym(short, m) {
			defined[short] = m
		}
	}
	for short, long := range defined {
		l.applyAcronym(short, long)
	}
}

// foreignAcronym reports whether a short form that the initials don't give may
// be a known body's in its own language: capitals only, and no other's name.
func (l *linker) foreignAcronym(short string, m ascribe.Mention) bool {
	if m.Type != ascribe.Organisation || len(m.Candidates) == 0 || short != strings.ToUpper(short) || len(short) > 6 {
		return false
	}
	return len(l.base.Lookup(knowledge.Key(short))) == 0
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
