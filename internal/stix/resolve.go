package stix

import (
	"slices"

	"ascribe"
	"ascribe/internal/knowledge"
)

// margin is by how much the best candidate must lead the next to be taken.
const margin = 0.15

// enough is the score that a name alone must reach.
const enough = 0.6

func publishers() []ascribe.EntityType {
	return []ascribe.EntityType{ascribe.Organisation, ascribe.Publication, ascribe.State, ascribe.Person}
}

// party is whom an object stands for: by our extension, by its ATT&CK id, by its
// country, else by its name. A name that fits several alike stays a described party.
func (r *reader) party(id string) ascribe.Party {
	if p, ok := r.parties[id]; ok {
		return p
	}
	o := r.objects[id]
	p := r.identified(o)
	if p.Country == "" {
		p.Country = r.countries[id]
	}
	r.parties[id] = p
	return p
}

func (r *reader) identified(o *foundObject) ascribe.Party {
	name := oneLine(o.Name)
	if e, ok := o.ours(); ok && e.Party != nil {
		return ascribe.Party{ID: e.Party.ID, Name: name, Text: name, Type: e.Party.Type, Country: e.Party.Country}
	}
	if o.Type == "location" && o.Country != "" {
		if state, ok := r.base.State(o.Country); ok && (name == "" || o.isCountry(r.base, state)) {
			return r.known(state, name)
		}
	}
	for _, ref := range o.ExternalReferences {
		if ref.SourceName == "mitre-attack" && ref.ExternalID != "" {
			if id, ok := r.base.External("attack", ref.ExternalID); ok {
				return r.known(id, name)
			}
		}
	}
	row := lookup(typeTable, o.Type, o.IdentityClass)
	if row == nil {
		return ascribe.Party{Name: name, Text: name}
	}
	kind := ascribe.EntityType(row[0])
	types := []ascribe.EntityType{kind}
	switch kind {
	case ascribe.Organisation:
		types = publishers()[:3]
	case ascribe.Place:
		types = []ascribe.EntityType{ascribe.State, ascribe.Place}
	}
	p := r.named(name, types)
	if p.Country == "" {
		p.Country = o.Country
	}
	return p
}

// isCountry reports whether a location is the country itself and no place in it.
func (o *foundObject) isCountry(base *knowledge.Base, state string) bool {
	for _, c := range base.Resolve(oneLine(o.Name), knowledge.Query{Types: []ascribe.EntityType{ascribe.State}}) {
		if c.Entity == state {
			return true
		}
	}
	return false
}

// named resolves a name among entities of some types.
func (r *reader) named(name string, types []ascribe.EntityType) ascribe.Party {
	found := r.base.Resolve(name, knowledge.Query{Types: types})
	switch {
	case len(found) > 0 && found[0].Score >= enough && (len(found) == 1 || found[0].Score-found[1].Score >= margin):
		return r.known(found[0].Entity, name)
	case len(found) > 0:
		return ascribe.Party{Name: name, Text: name, Type: string(types[0])}
	}
	id := string(types[0]) + ":" + knowledge.Slug(name)
	if _, taken := r.base.Entity(id); taken || knowledge.Slug(name) == "" {
		id = ""
	}
	return ascribe.Party{ID: id, Name: name, Text: name, Type: string(types[0])}
}

// known is an entity of the knowledge, as it is called here.
func (r *reader) known(id, text string) ascribe.Party {
	e, _ := r.base.Entity(id)
	return ascribe.Party{ID: e.ID, Name: e.Name, Text: text, Type: string(e.Type), Country: e.Country}
}

// origins notes where actors are said to be located or from.
func (r *reader) origins() {
	for _, id := range r.order {
		o := r.objects[id]
		if o.Type != "relationship" || !slices.Contains([]string{"located-at", "originates-from"}, o.Kind) {
			continue
		}
		if place, ok := r.objects[o.Target]; ok && len(place.Country) == 2 {
			r.countries[o.Source] = place.Country
		}
	}
}

// entity is what an object tells of an entity; its id is "" where it is none.
func (r *reader) entity(o *foundObject) ascribe.Entity {
	e, ok := o.ours()
	if !ok || e.Party == nil || e.Party.ID == "" {
		return ascribe.Entity{}
	}
	out := ascribe.Entity{ID: e.Party.ID, Name: oneLine(o.Name), Type: ascribe.EntityType(e.Party.Type), Country: e.Party.Country}
	for _, ref := range o.ExternalReferences {
		scheme := ref.SourceName
		for ours, theirs := range references {
			if theirs == scheme {
				scheme = ours
			}
		}
		if out.External == nil {
			out.External = map[string][]string{}
		}
		out.External[scheme] = append(out.External[scheme], ref.ExternalID)
	}
	return out
}
