package assess

import (
	"cmp"
	_ "embed"
	"slices"

	"ascribe"
)

// SourceKind is what sort of source speaks.
type SourceKind string

// The kinds of sources.
const (
	StateSource         SourceKind = "state"
	StateBodySource     SourceKind = "state body"
	InternationalSource SourceKind = "international organisation"
	CompanySource       SourceKind = "company"
	StateMediaSource    SourceKind = "state media"
	PublicationSource   SourceKind = "publication"
	ActorSource         SourceKind = "threat actor"
	OrganisationSource  SourceKind = "organisation"
	PersonSource        SourceKind = "person"
	UnnamedSource       SourceKind = "unnamed"
)

// Source is a party that commits to statements: one voice, whoever lends it.
// A person, their office and its agencies are one voice; so are the members of a firm.
type Source struct {
	Key       string          `json:"key"`
	Party     ascribe.Party   `json:"party"`
	Kind      SourceKind      `json:"kind"`
	State     string          `json:"state,omitempty"` // key of the state that it speaks for
	Victim    bool            `json:"victim,omitempty"`
	Accused   bool            `json:"accused,omitempty"`
	Voices    []ascribe.Party `json:"voices,omitempty"` // who lent it their voice here
	Said      ascribe.Day     `json:"said,omitempty"`   // first, where the texts tell
	Documents []string        `json:"documents"`
	Claims    []string        `json:"claims"`

	Reliability Reliability `json:"reliability"`
}

// Interested reports whether the source is party to the matter.
func (s Source) Interested() bool { return s.Victim || s.Accused }

// sources lists every voice: those with a stake first, then by kind and name.
func (c *incidentCase) sources() []Source {
	byKey := map[string]*Source{}
	var order []string
	for _, claim := range c.claims {
		v := c.voices[claim.ID]
		key := v.key()
		s := byKey[key]
		if s == nil {
			s = &Source{Key: key, Party: v.party, Kind: v.kind, State: v.state}
			s.Victim, s.Accused = c.isVictim(v), c.isAccused(v)
			byKey[key] = s
			order = append(order, key)
		}
		if d := c.said(claim); d != "" && (s.Said == "" || d < s.Said) {
			s.Said = d
		}
		if p := claim.Source; p.Key() != key && !slices.ContainsFunc(s.Voices, func(q ascribe.Party) bool { return q.Key() == p.Key() }) {
			s.Voices = append(s.Voices, ascribe.Party{ID: p.ID, Name: p.Name, Type: p.Type, Country: p.Country})
		}
		if !slices.Contains(s.Documents, claim.Document) {
			s.Documents = append(s.Documents, claim.Document)
		}
		s.Claims = append(s.Claims, claim.ID)
	}
	var out []Source
	for _, k := range order {
		s := *byKey[k]
		s.Reliability = c.reliability(s)
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Source) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(-len(a.Claims), -len(b.Claims)), cmp.Compare(a.Key, b.Key))
	})
	return out
}

// rank is the row order of a matrix: the victim, independent sources by kind,
// the accused, publications in their own words.
func rank(s Source) int {
	order := []SourceKind{CompanySource, StateSource, StateBodySource, InternationalSource, OrganisationSource, PersonSource, UnnamedSource}
	switch {
	case s.Accused:
		return 20
	case s.Victim:
		return 0
	case s.Kind == PublicationSource || s.Kind == StateMediaSource:
		return 30
	case s.Kind == ActorSource:
		return 25
	}
	return 1 + slices.Index(order, s.Kind)
}

// isVictim reports whether a voice is the incident's victim or its state.
func (c *incidentCase) isVictim(v voice) bool {
	victim := c.Incident.Victim
	if victim == nil {
		return false
	}
	return v.key() == victim.Key() || v.state != "" && victim.Country != "" && v.party.Country == victim.Country ||
		v.party.Type == string(ascribe.State) && v.party.Country != "" && v.party.Country == victim.Country
}

// isAccused reports whether a voice is one of those accused, or its state is.
func (c *incidentCase) isAccused(v voice) bool {
	return c.accused.of[v.key()] || v.state != "" && c.accused.of[v.state]
}

// relaying lists the documents in which somebody else than the publisher speaks.
func (c *incidentCase) relaying() []string {
	var out []string
	for _, claim := range c.claims {
		d := c.documents[claim.Document]
		if len(claim.Via) > 0 && c.said(claim) != d.Published && !slices.Contains(out, claim.Document) {
			out = append(out, claim.Document)
		}
	}
	slices.Sort(out)
	return out
}

// copies are the links between documents that are part of the case.
func (c *incidentCase) copies() []ascribe.Copy {
	in := map[string]bool{}
	for _, claim := range c.claims {
		in[claim.Document] = true
	}
	var out []ascribe.Copy
	for _, l := range c.Copies {
		if in[l.Document] && in[l.Of] {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b ascribe.Copy) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Of, b.Of))
	})
	return slices.CompactFunc(out, func(a, b ascribe.Copy) bool { return a.Document == b.Document && a.Of == b.Of })
}
