package link

import (
	"regexp"
	"slices"
	"strings"

	"ascribe"
)

// capitalised is a word that may be somebody's last name.
var capitalised = regexp.MustCompile(`\p{Lu}[\p{L}\p{M}'’-]+`)

// shortForms finds last names of persons that the text has named in full.
func (l *linker) shortForms() {
	last := map[string]string{} // last name → person, "" when two share it
	for _, m := range l.mentions {
		words := strings.Fields(m.Text)
		if m.Type != ascribe.Person || m.Role != ascribe.NameRole || m.Entity == "" || len(words) < 2 {
			continue
		}
		name := words[len(words)-1]
		if isLegalForm(name) {
			name = words[len(words)-2]
		}
		if id, taken := last[name]; taken && id != m.Entity {
			last[name] = ""
			continue
		}
		last[name] = m.Entity
	}
	for _, at := range capitalised.FindAllStringIndex(l.prose, -1) {
		text := l.prose[at[0]:at[1]]
		for _, s := range []string{"'s", "’s"} {
			text = strings.TrimSuffix(text, s)
		}
		if id := last[text]; id != "" {
			l.retype(at[0], at[0]+len(text), id)
			l.add(ascribe.Mention{Span: ascribe.Span{Start: at[0], End: at[0] + len(text)}, Type: ascribe.Person, Role: ascribe.NameRole,
				Entity: id, Score: 0.8, Reasons: []string{"last name of " + l.name(id)}})
		} else if len(l.base.ByLastName(text)) > 0 && !l.base.Everyday(text) && l.actsAsPerson(at[0], at[0]+len(text)) {
			l.official(at[0], text)
		}
	}
	slices.SortStableFunc(l.mentions, func(x, y ascribe.Mention) int { return x.Start - y.Start })
}

// retype gives a last name to its person where the recogniser took it for a
// place or something else.
func (l *linker) retype(start, end int, id string) {
	for i := range l.mentions {
		m := &l.mentions[i]
		if m.Start == start && m.End == end && m.Entity == "" && m.Role == ascribe.NameRole {
			m.Type, m.Candidates = ascribe.Person, nil
			give(m, id, 0.75, "last name of "+l.name(id))
		}
	}
}

// official links a last name, met alone, to the one official of a country the
// text is about.
func (l *linker) official(at int, name string) {
	if id := l.officialNamed(name); id != "" {
		l.add(ascribe.Mention{Span: ascribe.Span{Start: at, End: at + len(name)}, Type: ascribe.Person, Role: ascribe.NameRole,
			Entity: id, Score: 0.75, Reasons: []string{"last name of an official of a country that the text is about"}})
	}
}

// actsAsPerson reports whether a lone name is followed by a verb of speech or
// deed, or has a verb of speech before it.
func (l *linker) actsAsPerson(start, end int) bool {
	after := l.wordsAfter(end, 1)
	before := last(l.wordsBefore(start, 1))
	return len(after) > 0 && (isAct(after[0]) || after[0] == "added" || after[0] == "told") || before == "said" || before == "mr" || before == "ms"
}
