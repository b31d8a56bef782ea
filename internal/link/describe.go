package link

import (
	_ "embed" // the table of descriptions
	"regexp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

//go:embed tables/descriptions.tsv
var descriptionTable string

// description is what a noun after "the" may point back to.
type description struct {
	types []string
	kind  string // a class of bodies: see isOfKind
}

func descriptions() map[string]description {
	out := map[string]description{}
	for i, line := range strings.Split(strings.TrimSpace(descriptionTable), "\n") {
		if c := strings.Split(line, "\t"); i > 0 && len(c) > 2 {
			out[c[0]] = description{strings.Split(c[1], "|"), c[2]}
		}
	}
	return out
}

// definite opens a phrase that may point back.
var definite = regexp.MustCompile(`\b(?:[Tt]he|[Tt]his|[Tt]hat)\s`)

// following is the next plain word.
var following = regexp.MustCompile(`^\s*([a-z][a-z-]*)`)

// mostModifiers is how many plain words may stand between "the" and the noun.
const mostModifiers = 2

// recent bounds how far back, in bytes, an antecedent may stand: some six sentences.
const recent = 900

// descriptions links "the ministry", "the hacking group" to the last fitting
// entity before it, the subject of its sentence first.
func (l *linker) descriptions() {
	known := descriptions()
	for _, at := range definite.FindAllStringIndex(l.prose, -1) {
		d, end := l.described(known, at[1])
		span := ascribe.Span{Start: at[0], End: end}
		if end == 0 || !l.free(span) || l.goesOn(end) {
			continue
		}
		fits := func(m ascribe.Mention) bool { return l.isDescribed(m, d) }
		if slices.Contains(d.types, string(ascribe.State)) && !l.alone(at[0], fits) {
			continue
		}
		if id, why := l.antecedent(at[0], fits); id != "" {
			e, _ := l.entity(id)
			l.insert(ascribe.Mention{Span: span, Type: e.Type, Role: ascribe.DescriptionRole, Entity: id, Score: 0.65, Reasons: []string{why}})
		}
	}
}

// described reads the noun after "the" at a byte, plain modifiers before it, and
// gives where it ends; 0 if it is none of the table.
func (l *linker) described(known map[string]description, at int) (description, int) {
	security := false
	for range mostModifiers + 1 {
		word := following.FindStringSubmatchIndex(l.prose[at:])
		if word == nil {
			break
		}
		text := l.prose[at+word[2] : at+word[3]]
		at += word[1]
		next := following.FindStringSubmatch(l.prose[at:])
		if d, ok := known[text]; ok && (next == nil || known[next[1]].types == nil) {
			if security && d.kind == "private" {
				d.kind = "vendor"
			}
			return d, at
		}
		security = security || strings.Contains(text, "security")
		if !plainModifiers(text) {
			break
		}
	}
	return description{}, 0
}

// alone reports whether the sentence of a byte and the one before name only one
// entity that fits: "the country" in a text on two states is left open.
func (l *linker) alone(at int, fits func(ascribe.Mention) bool) bool {
	found := ""
	for _, m := range l.mentions {
		if m.Entity == "" || m.Start >= at || !fits(m) || !l.near(m, at) {
			continue
		}
		if found != "" && found != m.Entity {
			return false
		}
		found = m.Entity
	}
	return found != ""
}

// plainModifiers lets "hacking", "threat", "cybersecurity" stand before the
// noun, but nothing that tells the thing from the one named before.
func plainModifiers(words string) bool {
	for w := range strings.FieldsSeq(words) {
		if !vocabulary().Has("modifier", w) {
			return false
		}
	}
	return true
}

// goesOn reports whether the noun is only the front of a longer phrase: "the
// group's", "the company that", "the country of" are fine; "the group policy" is not.
func (l *linker) goesOn(at int) bool {
	rest := l.prose[at:]
	if !strings.HasPrefix(rest, " ") {
		return strings.HasPrefix(rest, "-")
	}
	next := l.wordsAfter(at, 1)
	return len(next) > 0 && vocabulary().Has("onward", next[0])
}

func (l *linker) isDescribed(m ascribe.Mention, d description) bool {
	if m.Role == ascribe.DemonymRole || !slices.Contains(d.types, string(m.Type)) {
		return false
	}
	return d.kind == "" || l.isOfKind(m.Entity, d.kind)
}

// isOfKind reports whether a body belongs to a class of the table.
func (l *linker) isOfKind(id, class string) bool {
	kind, name := l.base.Kind(id), strings.ToLower(l.name(id))
	public := knowledge.PublicKind(kind) || strings.HasSuffix(id, "-ministry")
	switch class {
	case "ministry":
		return strings.Contains(name, "ministry") || strings.Contains(name, "ministerio")
	case "department":
		return strings.Contains(name, "department")
	case "public":
		return public && !strings.Contains(name, "ministry")
	case "private":
		return kind == "vendor" || kind == "company" || kind == "" && !public
	default:
		return kind == class
	}
}

// antecedent is the last entity before a byte that fits: in the nearest sentence
// that has one, its subject before others.
func (l *linker) antecedent(at int, fits func(ascribe.Mention) bool) (id, why string) {
	l.sort()
	best, bestSentence := "", -1
	for i := len(l.mentions) - 1; i >= 0; i-- {
		m := l.mentions[i]
		if m.Start >= at || m.Entity == "" || !fits(m) {
			continue
		}
		if at-m.Start > recent {
			break
		}
		s, _ := l.sentence(m.Start)
		if best != "" && s != bestSentence {
			break
		}
		if best == "" || l.isSubjectAt(m.Start) {
			best, bestSentence = m.Entity, s
		}
	}
	if best == "" {
		return "", ""
	}
	return best, "points back to " + l.name(best)
}

func (l *linker) isSubjectAt(at int) bool {
	t, ok := l.tokenAt(at)
	return ok && isSubject(t.Rel)
}

func (l *linker) sort() {
	if !slices.IsSortedFunc(l.mentions, byStart) {
		slices.SortStableFunc(l.mentions, byStart)
	}
}

func byStart(x, y ascribe.Mention) int { return x.Start - y.Start }

// insert adds a mention and keeps the order.
func (l *linker) insert(m ascribe.Mention) {
	if l.add(m) {
		l.sort()
	}
}
