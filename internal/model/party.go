package model

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// names knows which entities of a document a name may mean.
type names struct {
	entities map[string]ascribe.Entity
	of       map[string]map[string]bool // folded name → entity ids
}

func newNames(in Input) names {
	n := names{entities: map[string]ascribe.Entity{}, of: map[string]map[string]bool{}}
	for _, e := range in.Entities {
		n.entities[e.ID] = e
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			n.add(name, e.ID)
		}
	}
	return n
}

func (n names) add(name, id string) {
	key := ascribe.Fold(plain(name))
	if n.of[key] == nil {
		n.of[key] = map[string]bool{}
	}
	n.of[key][id] = true
}

// party settles whom a model means: somebody that the passage names, or that the
// stretch around it names where the passage points there, or whom the knowledge
// calls by that name too. A speaker may be named anywhere in the stretch. How says how it
// was reached. All words of the party are the knowledge's or the text's.
func (s *scrutiny) party(raw rawParty, stretch ascribe.Span, speaker bool) (p ascribe.Party, how string, ok bool) {
	name, text := plain(raw.Name), plain(raw.Text)
	if len(name) > longestQuote || len(text) > longestQuote || ascribe.Fold(name) == "" {
		return p, "", false
	}
	at, stands := s.text.find(text, s.passage, false)
	switch {
	case stands && s.agree(name, at):
		return s.named(name, at), "in the passage, " + quoted(s.asWritten(at)), true
	case stands && s.pointsBack(at):
		if p, how, ok := s.antecedent(raw, at, stretch); ok {
			return p, how, true
		}
	}
	if m, found := s.mentionOf(name, s.passage); found {
		if stands && m.Role == ascribe.DemonymRole && at.Contains(m.Span) && s.agreesInPart(at, m) {
			return s.standing(at), "described in the passage, " + quoted(s.asWritten(at)), true
		}
		return s.linked(m), quoted(m.Text) + " in the passage is another name of it", true
	}
	if at, ok := s.text.find(name, s.passage, false); ok {
		return s.standing(at), "in the passage, " + quoted(s.asWritten(at)), true
	}
	if speaker {
		return s.antecedent(raw, ascribe.Span{}, stretch)
	}
	return p, "", false
}

// agreesInPart reports whether a demonym is less than the words around it:
// "Iranian" of "hackers linked to the Iranian state" are not the hackers.
func (s *scrutiny) agreesInPart(at ascribe.Span, m ascribe.Mention) bool {
	return ascribe.Fold(at.Of(s.prose)) != ascribe.Fold(m.Of(s.prose))
}

// agree reports whether a name and the words that are said to stand for it are
// one: the same words, one among the other's, or names of one entity.
func (s *scrutiny) agree(name string, at ascribe.Span) bool {
	a, b := ascribe.Fold(name), ascribe.Fold(s.asWritten(at))
	if a == b || b == "" {
		return b != ""
	}
	if m, ok := s.mentionAt(at); ok && m.Entity != "" && s.names.of[a][m.Entity] {
		return true
	}
	return within(a, b)
}

// within reports whether every word of a is one of b's.
func within(a, b string) bool {
	words := strings.Fields(b)
	for _, w := range strings.Fields(a) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// named is the party at a place that a name is part of: what is linked to the
// name there, else what stands there.
func (s *scrutiny) named(name string, at ascribe.Span) ascribe.Party {
	for _, m := range s.in.Mentions {
		if at.Contains(m.Span) && ascribe.Fold(m.Of(s.prose)) == ascribe.Fold(name) {
			return s.linked(m)
		}
	}
	return s.standing(at)
}

// standing is the party that stands at a place: what is linked there if it fills
// the place, else the words themselves.
func (s *scrutiny) standing(at ascribe.Span) ascribe.Party {
	if m, ok := s.mentionAt(at); ok {
		return s.linked(m)
	}
	words := s.asWritten(at)
	p := ascribe.Party{Name: withoutArticle(words), Text: words}
	p.Country = s.country(at)
	return p
}

// linked is the party of a mention: its entity, else its words.
func (s *scrutiny) linked(m ascribe.Mention) ascribe.Party {
	if e, ok := s.names.entities[m.Entity]; ok && m.Entity != "" {
		return ascribe.Party{ID: e.ID, Name: e.Name, Text: m.Text, Type: string(e.Type), Country: e.Country}
	}
	return ascribe.Party{Name: m.Text, Text: m.Text, Type: string(m.Type), Country: m.Country}
}

// mentionAt is the mention that fills a place, articles and a possessive aside.
func (s *scrutiny) mentionAt(at ascribe.Span) (ascribe.Mention, bool) {
	for _, m := range s.in.Mentions {
		if m.Overlaps(at) && ascribe.Fold(m.Of(s.prose)) == ascribe.Fold(at.Of(s.prose)) {
			return m, true
		}
	}
	return ascribe.Mention{}, false
}

// mentionOf is the first mention within a stretch whose entity has a name: by
// the document, or by the knowledge.
func (s *scrutiny) mentionOf(name string, within ascribe.Span) (ascribe.Mention, bool) {
	ids := s.names.of[ascribe.Fold(name)]
	if ids == nil && s.in.Base != nil {
		ids = map[string]bool{}
		for _, reading := range s.in.Base.Lookup(knowledge.Key(name)) {
			ids[reading.ID()] = true
		}
	}
	for _, m := range s.in.Mentions {
		if m.Entity != "" && within.Contains(m.Span) && !s.forbidden(m.Span) && ids[m.Entity] && m.Role != ascribe.PronounRole && m.Role != ascribe.DescriptionRole {
			return m, true
		}
	}
	return ascribe.Mention{}, false
}

// antecedent is somebody named in the stretch around a passage, or in the text's
// first sentence, whom the words at a place point back to. Its text is those
// words, which stand in the passage.
func (s *scrutiny) antecedent(raw rawParty, at, stretch ascribe.Span) (p ascribe.Party, how string, ok bool) {
	name := plain(raw.Name)
	if at.Len() > 0 && s.isPublisher(raw) && slices.Contains([]string{"we", "us", "our", "i"}, strings.ToLower(s.asWritten(at))) {
		p, ok = s.in.Publisher, true
	}
	for _, where := range []ascribe.Span{stretch, s.sentences[0]} {
		if ok {
			break
		}
		if m, found := s.mentionOf(name, where); found {
			p, ok = s.linked(m), true
		} else if there, found := s.text.find(name, where, false); found && !s.forbidden(there) {
			p, ok = s.standing(there), true
		}
	}
	if ok && at.Len() > 0 {
		p.Text = s.asWritten(at)
	}
	return p, "points back to " + quoted(p.Name), ok
}

// forbidden reports whether a place lies in an order to the reader.
func (s *scrutiny) forbidden(at ascribe.Span) bool { return slices.ContainsFunc(s.orders, at.Overlaps) }

// backward are words that stand for somebody named before.
var backward = []string{"it", "its", "itself", "they", "them", "their", "he", "him", "his", "she", "her", "we", "us", "our", "i", "who", "which", "that", "both", "one"}

// pointsBack reports whether the words at a place can stand for somebody named
// elsewhere: a pronoun, or a definite description.
func (s *scrutiny) pointsBack(at ascribe.Span) bool {
	words := strings.Fields(strings.ToLower(s.asWritten(at)))
	if len(words) == 0 {
		return false
	}
	if len(words) == 1 && slices.Contains(backward, words[0]) {
		return true
	}
	if m, ok := s.mentionAt(at); ok && (m.Role == ascribe.PronounRole || m.Role == ascribe.DescriptionRole) {
		return true
	}
	return len(words) <= 6 && slices.Contains([]string{"the", "this", "these", "that", "those", "its", "their", "his", "her", "our"}, words[0]) && !s.namesSomebody(at)
}

// namesSomebody reports whether a name stands within a place.
func (s *scrutiny) namesSomebody(at ascribe.Span) bool {
	return slices.ContainsFunc(s.in.Mentions, func(m ascribe.Mention) bool {
		return at.Overlaps(m.Span) && (m.Role == ascribe.NameRole || m.Role == ascribe.AcronymRole || m.Role == ascribe.MetonymRole)
	})
}

func (s *scrutiny) asWritten(at ascribe.Span) string {
	return strings.Join(strings.Fields(at.Of(s.prose)), " ")
}

func withoutArticle(words string) string {
	for _, article := range []string{"the ", "a ", "an "} {
		if len(words) > len(article) && strings.EqualFold(words[:len(article)], article) {
			return words[len(article):]
		}
	}
	return words
}

// country is the one country that mentions within a place give, "" for none or several.
func (s *scrutiny) country(at ascribe.Span) string {
	country := ""
	for _, m := range s.in.Mentions {
		if !at.Contains(m.Span) {
			continue
		}
		found := m.Country
		if e, ok := s.names.entities[m.Entity]; ok && found == "" {
			found = e.Country
		}
		if found != "" && country != "" && found != country {
			return ""
		}
		if found != "" {
			country = found
		}
	}
	return country
}
