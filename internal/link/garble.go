package link

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hbollon/go-edlib"

	"ascribe"
	"ascribe/internal/knowledge"
)

// Garbled is the flag of a document whose names look changed on the way: spun,
// machine-translated or badly copied. The flag quotes the words and suggests a
// reading; links and claims keep the words as they stand.
const Garbled = "garbled"

// garbling looks for names that can't be meant: an office given to somebody who
// resembles its holder, an agency whose name doesn't fit its acronym, a place
// that resembles the country the text is about.
func (l *linker) garbling() {
	l.wrongHolders()
	l.wrongAgencies()
	l.wrongPlaces()
}

func (l *linker) flag(s ascribe.Span, why string, args ...any) {
	quote := ascribe.Quote{Span: s, Text: s.Of(l.text.Content)}
	l.flags = append(l.flags, ascribe.Flag{Flag: Garbled, Why: fmt.Sprintf(why, args...), Quote: &quote})
}

// titleWords is how many telling words of an office and its body a sentence must
// share for the office to be meant.
const titleWords = 2

// wrongHolders flags a person whose sentence gives an office that somebody with
// a name like theirs held on the day of publication.
func (l *linker) wrongHolders() {
	flagged := map[string]bool{}
	for _, m := range l.mentions {
		if m.Type != ascribe.Person || m.Role != ascribe.NameRole || !strings.Contains(m.Text, " ") || l.document.Published == "" || flagged[m.Text] {
			continue
		}
		if _, known := l.base.Entity(m.Entity); known {
			continue
		}
		first, last := l.sentenceAt(m.Start)
		words := tellingWords(l.prose[first:last])
		for _, post := range l.base.HoldersLike(m.Text, l.document.Published) {
			if resembles(m.Text, post.Person.Name) && shared(tellingWords(post.Title+" "+l.name(post.Body)), words) >= titleWords {
				flagged[m.Text] = true
				l.flag(m.Span, "“%s” is given the office of %s, which %s held on %s", m.Text, post.Title, post.Person.Name, l.document.Published)
				break
			}
		}
	}
}

// resembles reports whether two names share a last name but not the first, or
// differ in their last names by one or two letters.
func resembles(a, b string) bool {
	x, y := strings.Fields(ascribe.Fold(a)), strings.Fields(ascribe.Fold(b))
	if len(x) < 2 || len(y) < 2 {
		return false
	}
	lastX, lastY := x[len(x)-1], y[len(y)-1]
	if lastX == lastY {
		return x[0] != y[0] && x[0][0] != y[0][0]
	}
	return x[0] == y[0] && len(lastY) > 4 && edlib.LevenshteinDistance(lastX, lastY) <= 2
}

// tellingWords are a text's words of four letters or more, folded.
func tellingWords(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(ascribe.Fold(s)) {
		if len(w) > 3 {
			out[strings.TrimPrefix(w, "under")] = true
		}
	}
	return out
}

func shared(a, b map[string]bool) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}

// glossed is a capitalised phrase with an acronym in brackets behind it.
var glossed = regexp.MustCompile(`((?:\p{Lu}[\p{L}’'-]+\s+)(?:(?:of|the|for|and|on|to)\s+|\p{Lu}[\p{L}’'-]+\s+)*)\(\s?([\p{Lu}][\p{Lu}\p{N}-]{2,9})\s?\)`)

// wrongAgencies flags a full name whose acronym belongs to a known body with
// another name, when the two names share words but the acronym isn't made of it.
func (l *linker) wrongAgencies() {
	for _, at := range glossed.FindAllStringSubmatchIndex(l.prose, -1) {
		long, short := strings.TrimSpace(l.prose[at[2]:at[3]]), l.prose[at[4]:at[5]]
		if knowledge.IsAcronym(short, long) || nearlyAcronymOf(short, long) {
			continue
		}
		known := l.base.Resolve(short, knowledge.Query{Types: []ascribe.EntityType{ascribe.Organisation}, Day: l.document.Published})
		if len(known) != 1 || known[0].Score < acceptScore || l.isNamed(known[0].Entity, long) {
			continue
		}
		if names := l.closestName(known[0].Entity, long); names != "" {
			l.flag(ascribe.Span{Start: at[2], End: at[1]}, "“%s” is not the name of %s: %s", long, short, names)
		}
	}
}

// nearlyAcronymOf reports whether the phrase's initials give the acronym but for
// one letter: a slip ("Cybersecurity and Infrastructure Agency (CISA)"), no garbling.
func nearlyAcronymOf(short, long string) bool {
	for i := range short {
		if knowledge.IsAcronym(short[:i]+short[i+1:], long) {
			return true
		}
	}
	return false
}

// isNamed reports whether an entity is known by a name, alone or as the end of a
// longer phrase ("the US Office of …").
func (l *linker) isNamed(id, name string) bool {
	key := knowledge.Key(name)
	for _, n := range l.base.Names(id) {
		if k := knowledge.Key(n.Name); len(k) > 6 && (strings.HasSuffix(key, k) || strings.HasSuffix(k, key)) {
			return true
		}
	}
	return false
}

// closestName is the entity's name that shares most words with a phrase, "" if
// none shares two, or all its words.
func (l *linker) closestName(id, phrase string) string {
	best, most := "", 1
	words := tellingWords(phrase)
	for _, n := range l.base.Names(id) {
		if c := shared(tellingWords(n.Name), words); c > most {
			best, most = n.Name, c
		}
	}
	return best
}

// A place is flagged when it is within placeEdits of a state's name that the
// text uses placeUses times or more.
const (
	placeEdits  = 2
	placeUses   = 3
	placeLength = 5
)

// located is a capitalised word after a preposition or verb of place.
var located = regexp.MustCompile(`\b(?:in|leave|leaving|left|from|to|into|at|of|enter|entering)\s+(\p{Lu}\p{Ll}{4,})\b`)

// wrongPlaces flags a word in the place of a place that resembles, but isn't, a
// state that the text is about.
func (l *linker) wrongPlaces() {
	uses := map[string]int{}
	for _, m := range l.mentions {
		if m.Type == ascribe.State && m.Role == ascribe.NameRole {
			uses[m.Entity]++
		}
	}
	for _, at := range located.FindAllStringSubmatchIndex(l.prose, -1) {
		span := ascribe.Span{Start: at[2], End: at[3]}
		word := l.prose[at[2]:at[3]]
		if l.linked(span) || l.base.Everyday(word) || len(l.base.Lookup(knowledge.Key(word))) > 0 {
			continue
		}
		for id, n := range uses {
			name := l.name(id)
			if n >= placeUses && len(name) > placeLength && word != name && strings.EqualFold(word[:3], name[:3]) && edlib.LevenshteinDistance(word, name) <= placeEdits {
				l.flag(span, "“%s” stands where %s may be meant, which the text names %d times", word, name, n)
				break
			}
		}
	}
}

// linked reports whether a mention with an entity of the knowledge covers a span.
func (l *linker) linked(s ascribe.Span) bool {
	for _, m := range l.mentions {
		if m.Overlaps(s) && m.Entity != "" {
			if _, known := l.base.Entity(m.Entity); known {
				return true
			}
		}
	}
	return false
}
