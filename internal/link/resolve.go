package link

import (
	"fmt"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
)

// What a link needs: a score, and a lead over the next candidate.
const (
	acceptScore = 0.6
	acceptLead  = 0.015

	bonusSeen      = 0.3  // the entity, or one it is part of, is named outright elsewhere
	bonusSentence  = 0.25 // the same sentence names its country
	bonusNear      = 0.2  // of the candidates' countries it is the one named last before
	bonusMain      = 0.15 // the text names its country most
	bonusPublisher = 0.2  // the publisher is of its country, or is it
	bonusVote      = 0.03 // for every other name in the text that may mean the entity, up to maxVotes
	maxVotes       = 4
	titleReach     = 40  // bytes between a body and the person who speaks for it
	malusForeign   = 0.2 // a broad name of a country that the text doesn't name
)

// resolve links the mentions that carry candidates: first those sure on their
// own, then those that need what the first have shown.
func (l *linker) resolve() {
	seen := map[string]bool{}
	l.countVotes()
	for _, broad := range []bool{false, true} {
		for i := range l.mentions {
			m := &l.mentions[i]
			if m.Entity != "" || m.Role == ascribe.OfficeRole || len(m.Candidates) == 0 || l.isBroad(*m) != broad {
				continue
			}
			l.choose(m, seen)
			if m.Entity != "" {
				l.note(m.Entity, seen)
			}
		}
	}
}

// countVotes counts for every candidate how many different names of the text
// may mean it.
func (l *linker) countVotes() {
	l.votes = map[string]int{}
	counted := map[string]bool{}
	for _, m := range l.mentions {
		for _, c := range m.Candidates {
			if key := knowledge.Key(m.Text) + " " + c.Entity; !counted[key] {
				counted[key] = true
				l.votes[c.Entity]++
			}
		}
	}
}

// note remembers an entity and those it is part of.
func (l *linker) note(id string, seen map[string]bool) {
	seen[id] = true
	for _, e := range l.base.SpeaksFor(id, l.document.Published) {
		if e.Type != ascribe.State {
			seen[e.ID] = true
		}
	}
}

// isBroad reports whether a mention's best candidate is a weak or shared name.
func (l *linker) isBroad(m ascribe.Mention) bool {
	return m.Candidates[0].Score < acceptScore || len(m.Candidates) > 1 && m.Candidates[0].Score-m.Candidates[1].Score < acceptLead
}

func (l *linker) choose(m *ascribe.Mention, seen map[string]bool) {
	if strings.HasPrefix(m.Candidates[0].Entity, "kind:") {
		return // see generics
	}
	ranked := slices.Clone(m.Candidates)
	if l.isBroad(*m) {
		near := l.nearestCountry(*m)
		for i := range ranked {
			l.weigh(&ranked[i], *m, seen, near)
		}
	}
	slices.SortStableFunc(ranked, func(x, y ascribe.Candidate) int {
		switch {
		case x.Score > y.Score:
			return -1
		case x.Score < y.Score:
			return 1
		default:
			return strings.Compare(x.Entity, y.Entity)
		}
	})
	m.Candidates = nil
	if len(ranked) > 1 {
		m.Candidates = ranked
	}
	best := ranked[0]
	if best.Score < acceptScore || len(ranked) > 1 && best.Score-ranked[1].Score < acceptLead {
		m.Candidates = ranked
		return
	}
	give(m, best.Entity, min(best.Score, 1), best.Reasons...)
	l.adopt(m, best)
}

// adopt takes type and country from the entity; a body made by rule is declared.
func (l *linker) adopt(m *ascribe.Mention, c ascribe.Candidate) {
	e, known := l.base.Entity(c.Entity)
	if !known {
		l.declare(c.Entity, c.Name, m.Type, m.Country, m.Text)
		l.ruled[c.Entity] = m.Type == ascribe.Organisation
		return
	}
	m.Type = e.Type
	if m.Country == "" && e.Type != ascribe.Place && knowledge.PublicKind(l.base.Kind(e.ID)) {
		m.Country = e.Country
	}
}

// weigh adds what the document says for or against a candidate.
func (l *linker) weigh(c *ascribe.Candidate, m ascribe.Mention, seen map[string]bool, near string) {
	c.Reasons = slices.Clone(c.Reasons)
	add := func(by float64, why string) { c.Score, c.Reasons = c.Score+by, append(c.Reasons, why) }
	if seen[c.Entity] {
		add(bonusSeen, "named outright elsewhere in the text")
	}
	if n := min(l.votes[c.Entity]-1, maxVotes); n > 0 {
		add(bonusVote*float64(n), "other names in the text fit it too")
	}
	e, _ := l.base.Entity(c.Entity)
	if e.Country == "" {
		return
	}
	publisher, known := l.base.Publisher(l.document.Publisher)
	switch {
	case l.nearCountry(m, e.Country):
		add(bonusSentence, "the sentence names "+e.Country)
	case known && publisher.Country == e.Country && knowledge.PublicKind(publisher.Kind):
		add(bonusPublisher, "published there")
	case near == e.Country:
		add(bonusNear, "of the countries in question the text named "+near+" last")
	case l.mainCountry() == e.Country:
		add(bonusMain, "the text names "+e.Country+" most")
	case l.country[e.Country] == 0 && !seen[c.Entity]:
		add(-malusForeign, "the text doesn't name "+e.Country)
	}
}

// nearestCountry is the country that the text named last before a mention, of
// those that its candidates belong to.
func (l *linker) nearestCountry(m ascribe.Mention) string {
	best, at := "", -1
	for _, c := range m.Candidates {
		e, ok := l.base.Entity(c.Entity)
		if !ok || e.Country == "" {
			continue
		}
		for _, o := range l.mentions {
			if o.Country == e.Country && o.End <= m.Start && o.Start > at {
				best, at = e.Country, o.Start
			}
		}
	}
	return best
}

func (l *linker) nearCountry(m ascribe.Mention, country string) bool {
	first, last := l.sentenceAt(m.Start)
	return slices.ContainsFunc(l.mentions, func(o ascribe.Mention) bool {
		return o.Country == country && o.Start >= first && o.End <= last && o.Start != m.Start
	})
}

// mainCountry is the country that the text names most, "" on a tie.
func (l *linker) mainCountry() string {
	best, most, tie := "", 0, false
	for c, n := range l.country {
		if n > most {
			best, most, tie = c, n, false
		} else if n == most {
			tie = true
		}
	}
	if tie {
		return ""
	}
	return best
}

// generics links bodies that the text names by kind alone.
func (l *linker) generics() {
	for i := range l.mentions {
		m := &l.mentions[i]
		if len(m.Candidates) == 0 || m.Role == ascribe.OfficeRole {
			continue
		}
		if i := slices.IndexFunc(m.Candidates, isGeneric); i >= 0 && m.Entity == "" {
			l.chooseGeneric(m, m.Candidates[i])
		}
		m.Candidates = slices.DeleteFunc(m.Candidates, isGeneric)
	}
}

// isGeneric reports whether a candidate is a kind of body, not one body.
func isGeneric(c ascribe.Candidate) bool { return strings.HasPrefix(c.Entity, "kind:") }

// chooseGeneric links "the foreign ministry" to the body of that kind that a
// person named next to it is known to speak for, else to the one that the text
// named last, else to that of the only state that its sentence and the one
// before name.
func (l *linker) chooseGeneric(m *ascribe.Mention, generic ascribe.Candidate) {
	kind, template := strings.TrimPrefix(generic.Entity, "kind:"), generic.Name
	l.generic[m.Start] = true
	for _, p := range l.mentions {
		if p.Type != ascribe.Person || p.Entity == "" || p.Start < m.End || p.Start > m.End+titleReach || strings.ContainsAny(l.prose[m.End:p.Start], ".,;:\n") {
			continue
		}
		for _, e := range l.base.SpeaksFor(p.Entity, l.document.Published) {
			if l.base.Kind(e.ID) == kind || strings.HasSuffix(e.ID, "-"+kind) {
				give(m, e.ID, 0.85, "the "+kind+" that "+p.Text+" speaks for")
				m.Country = e.Country
				return
			}
		}
	}
	for i := len(l.mentions) - 1; i >= 0; i-- {
		o := l.mentions[i]
		if o.Start < m.Start && o.Entity != "" && (l.base.Kind(o.Entity) == kind || strings.HasSuffix(o.Entity, "-"+kind)) {
			give(m, o.Entity, 0.8, "the last "+kind+" named")
			m.Country = o.Country
			return
		}
	}
	country := l.onlyCountry(m.Start)
	if last(l.wordsBefore(m.Start, 1)) == "its" {
		if owner, _ := l.thing(m.Start); owner != "" {
			country = l.mentionCountry(owner)
		}
	}
	if country == "" {
		country = l.dominantCountry()
	}
	body, ok := l.base.GenericBody(kind, country)
	if !ok {
		return
	}
	state, _ := l.base.State(country)
	give(m, body.Entity, 0.65, "of the states named here it is "+country)
	m.Country = country
	if _, known := l.base.Entity(body.Entity); !known {
		l.ruled[body.Entity] = true
		l.declare(body.Entity, fmt.Sprintf(template, l.name(state)), ascribe.Organisation, country, m.Text)
	}
}

// fewest is how often a text must name a country to be about it.
const fewest = 3

// dominantCountry is the country that two thirds or more of the text's mentions
// of countries are of, "" if none is or there are few.
func (l *linker) dominantCountry() string {
	all := 0
	for _, n := range l.country {
		all += n
	}
	if best := l.mainCountry(); best != "" && l.country[best] >= fewest && 3*l.country[best] >= 2*all {
		return best
	}
	return ""
}

// onlyCountry is the one country that the sentence of a byte and the one before
// name, "" if none or several.
func (l *linker) onlyCountry(at int) string {
	found := ""
	for _, m := range l.mentions {
		if m.Country == "" || m.Start == at || !l.near(m, at) || m.Start > at+reach {
			continue
		}
		if found != "" && found != m.Country {
			return ""
		}
		found = m.Country
	}
	return found
}

// sentenceAt gives the bytes of the sentence that holds an offset; a line of
// the prose where the analysis has none.
func (l *linker) sentenceAt(offset int) (start, end int) {
	if i, ok := l.sentence(offset); ok {
		s := l.analysis.Sentences[i]
		return s.Start, s.End
	}
	start = strings.LastIndexByte(l.prose[:offset], '\n') + 1
	end = strings.IndexByte(l.prose[offset:], '\n')
	if end < 0 {
		return start, len(l.prose)
	}
	return start, offset + end
}

// sentence is the index of the sentence that holds an offset.
func (l *linker) sentence(offset int) (int, bool) {
	i, found := slices.BinarySearchFunc(l.analysis.Sentences, offset, func(s language.Sentence, at int) int {
		switch {
		case s.End <= at:
			return -1
		case s.Start > at:
			return 1
		default:
			return 0
		}
	})
	return i, found
}
