package link

import (
	"slices"
	"strings"

	"ascribe"
)

// isRoleWord are the words for somebody who speaks for a body.
func isRoleWord(w string) bool { return vocabulary().Has("role", strings.ToLower(w)) }

// roles finds whom the text says a person speaks for: "National Security
// Council spokeswoman Jane Doe", "Jane Doe, an analyst at Mandiant".
func (l *linker) roles() {
	for i := range l.mentions {
		p := &l.mentions[i]
		if p.Type != ascribe.Person || p.Entity == "" || p.Role == ascribe.OfficeRole || len(l.speaks[p.Entity]) > 0 {
			continue
		}
		if body, at := l.employer(*p); body != "" && body != p.Entity {
			chain := l.base.SpeaksFor(p.Entity, l.document.Published)
			if len(chain) == 0 || !l.generic[at] && chain[0].ID != body && !slices.ContainsFunc(chain, func(e ascribe.Entity) bool { return e.ID == body }) {
				l.speaks[p.Entity] = []string{body}
			}
		}
	}
}

// employer is the body that the words around a person's name put them in.
// It gives the start of the mention too.
func (l *linker) employer(p ascribe.Mention) (body string, at int) {
	first, last := l.sentenceAt(p.Start)
	if m, ok := l.bodyBefore(p, first); ok {
		return m.Entity, m.Start
	}
	m, _ := l.bodyAfter(p, last)
	return m.Entity, m.Start
}

// bodyBefore reads "BODY role NAME" and "role of BODY, NAME".
func (l *linker) bodyBefore(p ascribe.Mention, first int) (ascribe.Mention, bool) {
	for i := len(l.mentions) - 1; i >= 0; i-- {
		m := l.mentions[i]
		if m.Start < first || m.End > p.Start || !speaks(m) {
			continue
		}
		between := l.prose[m.End:p.Start]
		words := strings.Fields(strings.NewReplacer("'s", "", "’s", "", ",", " , ").Replace(between))
		if len(words) <= 7 && slices.ContainsFunc(words, isRoleWord) && !strings.ContainsAny(between, ".;:\"“”()") && strings.Count(between, ",") <= 1 && !hasVerb(words) {
			return m, true
		}
		if before := l.wordsBefore(m.Start, 3); len(words) <= 1 && slices.ContainsFunc(before, isRoleWord) {
			return m, true
		}
	}
	return ascribe.Mention{}, false
}

// bodyAfter reads "NAME, a role at BODY," and "NAME of BODY".
func (l *linker) bodyAfter(p ascribe.Mention, last int) (ascribe.Mention, bool) {
	for _, m := range l.mentions {
		if m.Start < p.End || m.End > last || !speaks(m) {
			continue
		}
		between := l.prose[p.End:m.Start]
		words := strings.Fields(strings.ReplaceAll(between, ",", " , "))
		switch {
		case len(words) == 0 || len(words) > 14 || strings.ContainsAny(between, ".;:\"“”()"):
			return ascribe.Mention{}, false
		case len(words) == 1 && (words[0] == "of" || words[0] == "from"):
			return m, true
		case words[0] == "," && slices.ContainsFunc(words, isRoleWord) && strings.Count(between, ",") <= 2 && !hasVerb(words):
			return m, true
		case words[0] == ",":
			after := l.wordsAfter(m.End, 3)
			if len(words) <= 2 && slices.ContainsFunc(after, isRoleWord) {
				return m, true
			}
		}
	}
	return ascribe.Mention{}, false
}

// speaks reports whether a mention is somebody whom a person may speak for.
func speaks(m ascribe.Mention) bool {
	return m.Entity != "" && (m.Type == ascribe.Organisation || m.Type == ascribe.Publication || m.Type == ascribe.State && m.Role != ascribe.MetonymRole)
}

func hasVerb(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return vocabulary().Has("bridge", w) })
}
