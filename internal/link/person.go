package link

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// office is a post as the text names it.
type office struct {
	body, title, country string // body is an entity id, "" when not known
}

// officeHolders links every office to its holder: the person named beside it,
// else whoever is known to have held it on the day of publication, else an
// entity for the office itself.
func (l *linker) officeHolders() {
	for i := range l.mentions {
		m := &l.mentions[i]
		if m.Role != ascribe.OfficeRole || len(m.Candidates) == 0 {
			continue
		}
		o := l.office(*m)
		l.offices[m.Start] = o
		m.Candidates = nil
		if p := l.personBeside(i); p >= 0 {
			l.named(m, &l.mentions[p], o)
			continue
		}
		if o.body == "" {
			continue
		}
		m.Country = o.country
		if holder := l.holder(o); holder != "" && l.document.Published != "" {
			give(m, holder, 0.85, "held the office of "+o.title+" on "+string(l.document.Published))
			continue
		}
		l.nameless(m, o)
	}
}

// holder is who held an office on the day of publication; a minister may be
// called secretary, and the other way round.
func (l *linker) holder(o office) string {
	day := l.document.Published
	if id := l.base.Holder(o.body, o.title, day); id != "" || !ministerial(o.title) {
		return id
	}
	for _, post := range l.base.Holders(o.body) {
		if knowledge.In(post.From, post.To, day) && ministerial(post.Title) {
			return post.Person.ID
		}
	}
	return ""
}

// ministerial reports whether a title is that of a body's head in cabinet.
func ministerial(title string) bool {
	for _, lesser := range []string{"deputy", "under", "vice", "assistant", "spokes", "press", "state for", "prime"} {
		if strings.Contains(title, lesser) {
			return false
		}
	}
	return strings.Contains(title, "minister") || strings.Contains(title, "secretary")
}

// office finds the body of an office mention: by a known holder of that title in
// that country, else by the body that the words name.
func (l *linker) office(m ascribe.Mention) office {
	c := m.Candidates[0]
	o := office{title: c.Name, country: m.Country}
	if o.country == "" {
		kind := strings.TrimPrefix(c.Entity, "kind:")
		var body string
		o.country, body = l.officeCountry(m, kind)
		if generic, ok := l.base.GenericBody(kind, o.country); body != "" {
			c.Entity = body
		} else if ok {
			c.Entity = generic.Entity
		} else if state, ok := l.base.State(o.country); ok && c.Entity == "kind:state" {
			c.Entity = state
		}
	}
	if o.country == "" && !strings.HasPrefix(c.Entity, "kind:") {
		o.country = l.mentionCountry(c.Entity)
	}
	if body, _, ok := l.base.Office(o.country, c.Name, l.document.Published); ok && o.country != "" {
		o.body = body
		return o
	}
	if !strings.HasPrefix(c.Entity, "kind:") {
		o.body = c.Entity
		if _, known := l.base.Entity(c.Entity); !known {
			state, _ := l.base.State(o.country)
			l.ruled[c.Entity] = true
			l.declare(c.Entity, kindName(c.Entity)+" of "+l.name(state), ascribe.Organisation, o.country)
		}
	}
	return o
}

// officeCountry is the country of a title that stands without one, and its body
// if that is known: those of the body of its kind named last ("the ministry and
// its minister"), or of the same title earlier in the text.
func (l *linker) officeCountry(m ascribe.Mention, kind string) (country, body string) {
	for i := len(l.mentions) - 1; i >= 0; i-- {
		o := l.mentions[i]
		if o.Start >= m.Start || o.Country == "" {
			continue
		}
		if o.Entity != "" && l.base.Kind(o.Entity) == kind {
			return o.Country, o.Entity
		}
		if o.Role == ascribe.OfficeRole && l.offices[o.Start].title == m.Candidates[0].Name {
			return o.Country, l.offices[o.Start].body
		}
	}
	return "", ""
}

func (l *linker) mentionCountry(id string) string {
	e, _ := l.base.Entity(id)
	return e.Country
}

// kindName words the kind in an id made by rule: "organisation:pe-foreign-ministry".
func kindName(id string) string {
	_, kind, _ := strings.Cut(id, "-")
	return strings.ReplaceAll(kind, "-", " ")
}

// personBeside is the person named right after an office ("Prime Minister Edi
// Rama", "prime minister, Edi Rama,") or right before it ("Edi Rama, Albania's
// prime minister"); -1 if none.
func (l *linker) personBeside(i int) int {
	m := l.mentions[i]
	for j, p := range l.mentions {
		if p.Type != ascribe.Person || p.Role == ascribe.OfficeRole {
			continue
		}
		var between string
		switch {
		case p.Start >= m.End && p.Start-m.End < 70:
			between = l.prose[m.End:p.Start]
			if titleTail(between) {
				return j
			}
		case p.End <= m.Start && m.Start-p.End < 8:
			between = l.prose[p.End:m.Start]
		default:
			continue
		}
		if gap := strings.TrimSpace(strings.ReplaceAll(between, ",", "")); gap == "" || gap == "the" || gap == "then" || gap == "former" {
			return j
		}
	}
	return -1
}

// titleTail reports whether the words between a title and a name only finish
// the title: "for Terrorism and Financial Intelligence".
func titleTail(between string) bool {
	trimmed := strings.TrimSpace(between)
	return (strings.HasPrefix(trimmed, "for ") || strings.HasPrefix(trimmed, "of ")) && !strings.ContainsAny(trimmed, ",.;:\n\"“”") && len(strings.Fields(trimmed)) <= 9
}

// named links an office and the person beside it to one entity.
func (l *linker) named(m, p *ascribe.Mention, o office) {
	if !strings.Contains(p.Text, " ") && o.body != "" {
		l.holderNamed(p, o)
	}
	chain := l.base.SpeaksFor(p.Entity, l.document.Published)
	switch {
	case len(chain) > 0 && chain[len(chain)-1].Type == ascribe.State:
		m.Country = chain[len(chain)-1].Country // the person is known; the title alone was a guess
	case m.Country == "":
		m.Country = o.country
	}
	give(m, p.Entity, 0.9, "names "+p.Text)
	if o.body != "" && len(chain) == 0 {
		l.speaks[p.Entity] = []string{o.body}
	}
}

// holderNamed reads a last name after an office as its holder: "Prime Minister Rama".
func (l *linker) holderNamed(p *ascribe.Mention, o office) {
	for _, post := range l.base.Holders(o.body) {
		if knowledge.In(post.From, post.To, l.document.Published) && lastName(post.Person.Name) == p.Text {
			give(p, post.Person.ID, 0.9, "last name of the "+o.title)
			return
		}
	}
}

func lastName(name string) string {
	words := strings.Fields(name)
	return words[len(words)-1]
}

// nameless makes an entity for an office whose holder isn't known.
func (l *linker) nameless(m *ascribe.Mention, o office) {
	of := l.name(o.body)
	id := string(ascribe.Person) + ":" + knowledge.Slug(o.title+" "+strings.TrimPrefix(o.body, "organisation:"))
	if state, ok := l.base.State(o.country); ok {
		of, id = l.name(state), string(ascribe.Person)+":"+knowledge.Slug(o.title+" "+o.country)
	}
	l.declare(id, o.title+" of "+of, ascribe.Person, o.country, m.Text)
	l.speaks[id] = []string{o.body}
	give(m, id, 0.7, "the office, its holder not known")
}

// person links a person's name: known, or the document's own.
func (l *linker) person(m *ascribe.Mention) {
	for _, spelling := range spellings(m.Text) {
		known := l.base.Resolve(spelling, knowledge.Query{Types: []ascribe.EntityType{ascribe.Person}})
		if len(known) > 0 && known[0].Score >= acceptScore {
			give(m, known[0].Entity, known[0].Score, known[0].Reasons...)
			l.shorten(m.Type, m.Text, m.Entity)
			return
		}
	}
	if !strings.Contains(m.Text, " ") && l.aliases[aliasKey(m.Type, m.Text)] == "" {
		if id := l.officialNamed(m.Text); id != "" {
			give(m, id, 0.75, "last name of an official of a country that the text is about")
			return
		}
	}
	l.own(m)
}

// spellings gives a person's name as it stands and, of three words or more,
// without what is between first and last: patronymics and initials come and go.
func spellings(name string) []string {
	words := strings.Fields(name)
	if len(words) < 3 {
		return []string{name}
	}
	return []string{name, words[0] + " " + words[len(words)-1]}
}

// officialNamed is the one person in office on the day of publication (on any,
// where that isn't known) who has a last name and speaks for a body or state that the text names.
func (l *linker) officialNamed(name string) string {
	found := ""
	for _, id := range l.base.ByLastName(name) {
		chain := l.base.SpeaksFor(id, l.document.Published)
		if len(chain) == 0 || !slices.ContainsFunc(chain, func(e ascribe.Entity) bool { return l.names(e.ID) }) {
			continue
		}
		if found != "" {
			return ""
		}
		found = id
	}
	return found
}

// names reports whether a mention refers to an entity.
func (l *linker) names(id string) bool {
	return slices.ContainsFunc(l.mentions, func(m ascribe.Mention) bool { return m.Entity == id })
}

// unknown gives document entities to the names that are left, longer names
// first so that "Rosenstein" finds "Rod J. Rosenstein".
func (l *linker) unknown() {
	var left []int
	for i, m := range l.mentions {
		if m.Type == ascribe.Person && m.Entity != "" && m.Role == ascribe.NameRole {
			l.shorten(m.Type, m.Text, m.Entity)
		}
		if m.Entity == "" && len(m.Candidates) == 0 && (m.Role == ascribe.NameRole || m.Role == ascribe.AcronymRole) && !l.generic[m.Start] && m.Type != ascribe.State && m.Type != ascribe.Place {
			left = append(left, i)
		}
	}
	slices.SortStableFunc(left, func(x, y int) int {
		return strings.Count(l.mentions[y].Text, " ") - strings.Count(l.mentions[x].Text, " ")
	})
	for _, i := range left {
		m := &l.mentions[i]
		if m.Type == ascribe.Person {
			l.person(m)
		} else {
			l.own(m)
		}
	}
}

// own links a name to an entity of the document: one it shortens, or a new one.
func (l *linker) own(m *ascribe.Mention) {
	if id := l.aliases[aliasKey(m.Type, m.Text)]; id != "" {
		give(m, id, 0.8, "short for "+l.name(id))
		return
	}
	if knowledge.Slug(m.Text) == "" || l.knownAfterAll(m) {
		return
	}
	id := localID(*m)
	l.declare(id, m.Text, m.Type, m.Country, m.Text)
	l.aliases[aliasKey(m.Type, m.Text)] = id
	l.shorten(m.Type, m.Text, id)
	give(m, id, 0.7, "a name of this document")
}

// knownAfterAll links a name of the trade that the text's own words have shown
// to be one, so that its being an everyday word too no longer counts.
func (l *linker) knownAfterAll(m *ascribe.Mention) bool {
	var types []ascribe.EntityType
	switch m.Type {
	case ascribe.ThreatActor, ascribe.Malware, ascribe.Tool, ascribe.Campaign:
		types = []ascribe.EntityType{ascribe.ThreatActor, ascribe.Malware, ascribe.Tool, ascribe.Campaign}
	case ascribe.Organisation, ascribe.Publication:
		types = []ascribe.EntityType{ascribe.Organisation, ascribe.Publication}
	default:
		return false
	}
	readings := slices.Clone(l.base.Lookup(knowledge.Key(m.Text)))
	for i := range readings {
		readings[i].Ordinary = false
	}
	known := l.base.Rank(readings, knowledge.Query{Types: types})
	if len(known) == 0 || known[0].Score < acceptScore || len(known) > 1 && known[0].Score-known[1].Score < acceptLead {
		return false
	}
	give(m, known[0].Entity, known[0].Score, known[0].Reasons...)
	l.adopt(m, known[0])
	return true
}

func isLegalForm(w string) bool {
	return vocabulary().Has("legal", strings.ToLower(strings.Trim(w, ".,")))
}

// shorten declares the short forms that a text may use after a full name: a
// person's last name; a company without its legal form.
func (l *linker) shorten(t ascribe.EntityType, name, id string) {
	words := strings.Fields(name)
	for len(words) > 1 && isLegalForm(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	short := strings.Trim(strings.Join(words, " "), ",.")
	if t == ascribe.Person {
		if len(words) < 2 {
			return
		}
		short = words[len(words)-1]
	}
	if key := aliasKey(t, short); short != name && l.aliases[key] == "" {
		l.aliases[key] = id
	}
}
