// Package link decides which entity each mention of a text means, with a score
// and reasons. It never settles a tie silently: a name that could be two
// entities alike keeps its candidates and no entity.
//
// Entry point: Link. Besides the names that were found it reads acronyms that
// the text defines, short forms of names already seen, metonyms by their
// context, offices by their holder on the day of publication, definite
// descriptions and pronouns. Names that the knowledge lacks become entities of
// the document alone, with ids made from their type and name.
package link

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
)

// Version stamps what this stage makes.
const Version = "link/1"

// Result is a document's linked mentions and the entities they refer to.
type Result struct {
	Mentions []ascribe.Mention // in order of the text
	Entities []ascribe.Entity  // those that mentions or SpeaksFor refer to, by id
	Flags    []ascribe.Flag    // what looks garbled; suggestions are never applied
	// SpeaksFor gives for an entity whom it speaks for in this document, nearest
	// first: person → office → parent → state, agency → parent → state.
	SpeaksFor map[string][]string
}

// linker holds one document while it is linked.
type linker struct {
	document ascribe.Document
	text     ascribe.Text
	prose    string
	analysis *language.Analysis
	base     *knowledge.Base
	mentions []ascribe.Mention
	taken    []bool                     // bytes of prose that a mention covers
	local    map[string]*ascribe.Entity // entities of this document alone
	aliases  map[string]string          // the document's own short names (aliasKey) → entity
	speaks   map[string][]string
	votes    map[string]int  // how many names of the text may mean each entity
	country  map[string]int  // how often the text names each country
	generic  map[int]bool    // by start: generic names of bodies, never entities of the document
	ruled    map[string]bool // bodies made by rule from state and kind
	flags    []ascribe.Flag
	offices  map[int]office // by start of the office mention
}

// Link decides what every mention means. Mentions are those of mention.Find for
// the same text; they are not changed.
func Link(d ascribe.Document, t ascribe.Text, a *language.Analysis, m []ascribe.Mention, b *knowledge.Base) Result {
	if a == nil {
		a = &language.Analysis{}
	}
	l := &linker{document: d, text: t, prose: t.Prose(), analysis: a, base: b, mentions: slices.Clone(m),
		local: map[string]*ascribe.Entity{}, aliases: map[string]string{}, speaks: map[string][]string{}, country: map[string]int{}, offices: map[int]office{}, generic: map[int]bool{}, ruled: map[string]bool{}}
	l.taken = make([]bool, len(l.prose))
	for _, m := range l.mentions {
		l.take(m.Span)
	}
	l.countCountries()
	for _, step := range []func(){l.acronyms, l.resolve, l.metonyms, l.generics, l.unknown, l.officeHolders, l.roles, l.shortForms, l.descriptions, l.pronouns, l.garbling} {
		step()
	}
	l.order()
	return l.result()
}

// order sorts the mentions and drops what overlaps an earlier one.
func (l *linker) order() {
	slices.SortStableFunc(l.mentions, func(x, y ascribe.Mention) int { return cmp.Compare(x.Start, y.Start) })
	kept := l.mentions[:0]
	for _, m := range l.mentions {
		if len(kept) == 0 || kept[len(kept)-1].End <= m.Start {
			kept = append(kept, m)
		}
	}
	l.mentions = kept
}

func (l *linker) result() Result {
	r := Result{Mentions: l.mentions, Flags: l.flags, SpeaksFor: map[string][]string{}}
	used := map[string]bool{}
	for _, m := range l.mentions {
		if m.Entity != "" {
			used[m.Entity] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(used)) {
		if chain := l.chain(id); len(chain) > 0 {
			r.SpeaksFor[id] = chain
			for _, c := range chain {
				used[c] = true
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(used)) {
		if e, ok := l.entity(id); ok {
			r.Entities = append(r.Entities, e)
		}
	}
	return r
}

// chain is whom an entity speaks for: as this document describes it, else as
// the knowledge has it on the day of publication.
func (l *linker) chain(id string) []string {
	var out []string
	if said := l.speaks[id]; len(said) > 0 {
		out = append(out, said[0])
		id = said[0]
	}
	for _, e := range l.base.SpeaksFor(id, l.document.Published) {
		out = append(out, e.ID)
	}
	if e, ok := l.local[id]; ok && e.Type == ascribe.Organisation && e.Country != "" && l.isPublic(*e) {
		if state, ok := l.base.State(e.Country); ok {
			out = append(out, state)
		}
	}
	return out
}

// isPublic reports whether an entity of the document is an organ of its state:
// made by rule from its state and kind, or named so.
func (l *linker) isPublic(e ascribe.Entity) bool {
	if l.ruled[e.ID] {
		return true
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(e.Name)), func(w string) bool { return vocabulary().Has("public", w) })
}

// entity is the entity of an id, the document's own spellings added.
func (l *linker) entity(id string) (ascribe.Entity, bool) {
	if e, ok := l.local[id]; ok {
		return *e, true
	}
	e, ok := l.base.Entity(id)
	return e, ok
}

// name is the canonical name of an id.
func (l *linker) name(id string) string {
	e, _ := l.entity(id)
	return e.Name
}

// give links a mention.
func give(m *ascribe.Mention, id string, score float64, reasons ...string) {
	m.Entity, m.Score, m.Reasons = id, score, reasons
}

// make declares an entity of the document, or adds an alias to it.
func (l *linker) declare(id, name string, t ascribe.EntityType, country string, aliases ...string) {
	e, ok := l.local[id]
	if !ok {
		e = &ascribe.Entity{ID: id, Name: name, Type: t, Country: country}
		l.local[id] = e
	}
	for _, a := range append(aliases, name) {
		if a != e.Name && a != "" && !slices.Contains(e.Aliases, a) {
			e.Aliases = append(e.Aliases, a)
		}
	}
}

// countCountries counts how often the text names each country, in its state or
// in a body that has one.
func (l *linker) countCountries() {
	for _, m := range l.mentions {
		if m.Country != "" {
			l.country[m.Country]++
		}
	}
}

// free reports whether no mention covers any of a span.
func (l *linker) free(s ascribe.Span) bool { return !slices.Contains(l.taken[s.Start:s.End], true) }

func (l *linker) take(s ascribe.Span) {
	for i := max(s.Start, 0); i < min(s.End, len(l.taken)); i++ {
		l.taken[i] = true
	}
}

// add inserts a mention where the text is free, and reports whether it did.
func (l *linker) add(m ascribe.Mention) bool {
	if m.Start < 0 || m.End > len(l.prose) || !l.free(m.Span) {
		return false
	}
	m.Text = strings.Join(strings.Fields(m.Of(l.prose)), " ")
	l.mentions = append(l.mentions, m)
	l.take(m.Span)
	return true
}
