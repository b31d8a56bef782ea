package link

import (
	"regexp"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// pronoun are those resolved: singular persons, "it" and "its"; "we" and "our"
// of a publisher who speaks for itself. Plural "they" is left alone.
var pronoun = regexp.MustCompile(`\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Ii]t|[Ii]ts|[Ww]e|[Oo]ur)\b`)

// pronouns links pronouns to the subject of the sentence before or the clause
// before, of fitting type; where none is a subject they stay unlinked.
func (l *linker) pronouns() {
	for _, at := range pronoun.FindAllStringIndex(l.prose, -1) {
		span := ascribe.Span{Start: at[0], End: at[1]}
		if !l.free(span) {
			continue
		}
		var id, why string
		switch l.prose[at[0]:at[1]] {
		case "we", "We", "our", "Our":
			id, why = l.ownVoice(at[0])
		case "it", "It", "its", "Its":
			id, why = l.thing(at[0])
		default:
			id, why = l.antecedent(at[0], func(m ascribe.Mention) bool { return m.Type == ascribe.Person && l.near(m, at[0]) })
		}
		if id != "" {
			e, _ := l.entity(id)
			l.insert(ascribe.Mention{Span: span, Type: e.Type, Role: ascribe.PronounRole, Entity: id, Score: 0.6, Reasons: []string{why}})
		}
	}
}

// thing is what "it" or "its" at a byte may mean: the last actor named before it
// when the two are joined ("the ministry and its minister") or when that actor is
// its clause's subject; the subject of the sentence before, when it opens one.
func (l *linker) thing(at int) (id, why string) {
	l.sort()
	for i := len(l.mentions) - 1; i >= 0; i-- {
		m := l.mentions[i]
		if m.End > at || m.Entity == "" || !l.isActor(m) {
			continue
		}
		if !l.near(m, at) {
			return "", ""
		}
		joined := strings.Trim(l.prose[m.End:at], " ()[]") == "and"
		if joined || l.isSubjectAt(m.Start) {
			return m.Entity, "points back to " + l.name(m.Entity)
		}
		if s, _ := l.sentence(m.Start); l.opens(at) && s != l.sentenceOf(at) {
			continue
		}
		return "", ""
	}
	return "", ""
}

// opens reports whether a byte is the start of its sentence, a word or two aside.
func (l *linker) opens(at int) bool {
	first, _ := l.sentenceAt(at)
	return len(strings.Fields(l.prose[first:at])) <= 1
}

func (l *linker) sentenceOf(at int) int {
	s, _ := l.sentence(at)
	return s
}

// isActor reports whether "it" may be this mention.
func (l *linker) isActor(m ascribe.Mention) bool {
	switch m.Type {
	case ascribe.Organisation, ascribe.ThreatActor, ascribe.State, ascribe.Publication:
		return m.Role != ascribe.DemonymRole
	default:
		return false
	}
}

// near reports whether a mention stands in the same sentence as a byte or in
// the one before.
func (l *linker) near(m ascribe.Mention, at int) bool {
	s, ok1 := l.sentence(m.Start)
	t, ok2 := l.sentence(at)
	return ok1 && ok2 && s <= t && t-s <= 1
}

// ownVoice is the publisher, where it is a vendor or a public body and the "we"
// stands outside quotation marks.
func (l *linker) ownVoice(at int) (id, why string) {
	p, ok := l.base.Publisher(l.document.Publisher)
	if !ok || p.Kind != "vendor" && !knowledge.PublicKind(p.Kind) || l.quoted(at) {
		return "", ""
	}
	if p.Entity.Type == ascribe.Publication {
		return "", ""
	}
	return p.Entity.ID, "the publisher's own voice"
}

// quoted reports whether a byte stands inside quotation marks on its line.
func (l *linker) quoted(at int) bool {
	depth := 0
	for i := at - 1; i >= 0 && l.prose[i] != '\n'; i-- {
		switch {
		case l.prose[i] == '"':
			depth ^= 1
		case i >= 2 && l.prose[i-2:i+1] == "“":
			return true
		case i >= 2 && l.prose[i-2:i+1] == "”":
			return depth == 1
		}
	}
	return depth == 1
}
