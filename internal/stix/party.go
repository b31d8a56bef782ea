package stix

import (
	"maps"
	"slices"

	"ascribe"
)

// references are the sources by which STIX knows the schemes of Entity.External.
var references = map[string]string{"attack": "mitre-attack", "misp": "misp-galaxy", "wikidata": "wikidata", "ofac": "ofac-sdn"}

// object makes what stands for a party. A party of an unknown type, and a
// place whose country isn't known, is an Identity of unknown class: a Location
// must say where it is. Somebody described as a group, whom nothing names, is a
// Threat Actor; a group with a name is an Intrusion Set.
func (e *Exporter) object(p *ascribe.Party) *Named {
	if p == nil {
		return Unnamed()
	}
	row := lookup(partyTable, p.Type)
	n := &Named{Name: p.Name, IdentityClass: plain(row[1])}
	kind := row[0]
	switch {
	case kind == "location" && p.Country == "":
		kind, n.IdentityClass = "identity", "unknown"
	case kind == "location":
		n.Country = p.Country
	case kind == "intrusion-set" && p.ID == "":
		kind = "threat-actor"
	case kind == "malware":
		n.IsFamily = true
	}
	if sector := plain(row[2]); sector != "" {
		n.Sectors = []string{sector}
	}
	known, ok := e.entity(p.ID)
	if !ok || known.Name != p.Name && ascribe.Fold(known.Name) != ascribe.Fold(p.Name) {
		return e.named(n, kind, p, p.Name) // described, or called by a name that somebody says is another's
	}
	n.Name, n.ExternalReferences = known.Name, referencesOf(known)
	return e.named(n, kind, &ascribe.Party{ID: p.ID, Type: p.Type, Country: known.Country})
}

// speaker is the Identity of a party, as created_by_ref must name one.
func (e *Exporter) speaker(p ascribe.Party) *Named {
	if n := e.object(&p); n.Type == "identity" {
		return n
	}
	class := map[string]string{string(ascribe.ThreatActor): "group", string(ascribe.Person): "individual"}[p.Type]
	if class == "" {
		class = "unknown"
	}
	return e.named(&Named{Name: p.Name, IdentityClass: class}, "identity", &p, p.Name)
}

// named gives an object its identifier: the same party under the same name has
// the same one in every bundle.
func (e *Exporter) named(n *Named, kind string, p *ascribe.Party, parts ...string) *Named {
	outside := n.ExternalReferences
	n.Head = head(kind, Producer().ID, made, append([]string{p.ID, p.Type, p.Country}, parts...)...)
	n.ExternalReferences = outside
	extend(&n.Head, extension{Party: &extensionOfEntity{ID: p.ID, Type: p.Type, Country: p.Country}})
	return n
}

// entity is what the documents at hand know of an entity.
func (e *Exporter) entity(id string) (ascribe.Entity, bool) {
	if id == "" || e.Entity == nil {
		return ascribe.Entity{}, false
	}
	return e.Entity(id)
}

func referencesOf(known ascribe.Entity) []Reference {
	var out []Reference
	for _, scheme := range slices.Sorted(maps.Keys(known.External)) {
		source, ok := references[scheme]
		if !ok {
			source = scheme
		}
		for _, id := range known.External[scheme] {
			out = append(out, Reference{SourceName: source, ExternalID: id})
		}
	}
	return out
}
