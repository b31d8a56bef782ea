package transcript

import (
	"ascribe"
	"ascribe/internal/knowledge"
)

const (
	margin = 0.15 // by how much the best candidate must lead the next to be taken
	enough = 0.6  // the score that a name alone must reach
)

// Publishers are the types of those who may publish something.
func Publishers() []ascribe.EntityType {
	return []ascribe.EntityType{ascribe.Organisation, ascribe.Publication, ascribe.State, ascribe.Person}
}

// Named is whom a name means among entities of some types, of which the first
// is what it is taken for where nobody knows it. A name that fits several alike
// stays a described party.
func (w *Writer) Named(name string, types ...ascribe.EntityType) ascribe.Party {
	name = Line(name)
	found := w.base.Resolve(name, knowledge.Query{Types: types})
	switch {
	case len(found) > 0 && found[0].Score >= enough && (len(found) == 1 || found[0].Score-found[1].Score >= margin):
		return w.Entity(found[0].Entity, name)
	case len(found) > 0:
		return ascribe.Party{Name: name, Text: name, Type: string(types[0])}
	}
	id := string(types[0]) + ":" + knowledge.Slug(name)
	if _, taken := w.base.Entity(id); taken || knowledge.Slug(name) == "" {
		id = ""
	}
	return ascribe.Party{ID: id, Name: name, Text: name, Type: string(types[0])}
}

// Entity is an entity of the knowledge as a party, called by some words.
func (w *Writer) Entity(id, words string) ascribe.Party {
	e, _ := w.base.Entity(id)
	return ascribe.Party{ID: e.ID, Name: e.Name, Text: words, Type: string(e.Type), Country: e.Country}
}

// External is the entity with an id elsewhere, such as attack G0007, as a party.
func (w *Writer) External(scheme, id, words string) (ascribe.Party, bool) {
	entity, ok := w.base.External(scheme, id)
	if !ok {
		return ascribe.Party{}, false
	}
	return w.Entity(entity, words), true
}

// Country is the state with an ISO 3166-1 alpha-2 code as a party, where a name
// that stands beside the code ("" is none) may mean it.
func (w *Writer) Country(code, name string) (ascribe.Party, bool) {
	state, ok := w.base.State(code)
	if !ok {
		return ascribe.Party{}, false
	}
	for _, c := range w.base.Resolve(Line(name), knowledge.Query{Types: []ascribe.EntityType{ascribe.State}}) {
		if c.Entity == state {
			return w.Entity(state, Line(name)), true
		}
	}
	return w.Entity(state, ""), Line(name) == ""
}
