package stix

import (
	"ascribe"
	"ascribe/internal/transcript"
)

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
	name := transcript.Line(o.Name)
	if e, ok := o.ours(); ok && e.Party != nil {
		return ascribe.Party{ID: e.Party.ID, Name: name, Text: name, Type: e.Party.Type, Country: e.Party.Country}
	}
	if o.Type == "location" && o.Country != "" {
		if p, ok := r.Country(o.Country, name); ok {
			return p
		}
	}
	for _, ref := range o.ExternalReferences {
		if ref.SourceName == "mitre-attack" {
			if p, ok := r.External("attack", ref.ExternalID, name); ok {
				return p
			}
		}
	}
	row := lookup(typeTable, o.Type, o.IdentityClass)
	if row == nil {
		return ascribe.Party{Name: name, Text: name}
	}
	p := r.Named(name, typesOf(ascribe.EntityType(row[0]))...)
	if p.Country == "" {
		p.Country = o.Country
	}
	return p
}

// typesOf are the types of entity that an object may stand for.
func typesOf(t ascribe.EntityType) []ascribe.EntityType {
	switch t {
	case ascribe.Organisation:
		return transcript.Publishers()[:3] // a state and a publication are organisations there
	case ascribe.Place:
		return []ascribe.EntityType{ascribe.Place, ascribe.State}
	default:
		return []ascribe.EntityType{t}
	}
}

// origins notes where actors are said to be located or from.
func (r *reader) origins() {
	for _, id := range r.order {
		o := r.objects[id]
		if place, ok := r.objects[o.Target]; o.isOrigin() && ok && len(place.Country) == 2 {
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
	out := ascribe.Entity{ID: e.Party.ID, Name: transcript.Line(o.Name), Type: ascribe.EntityType(e.Party.Type), Country: e.Party.Country}
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
