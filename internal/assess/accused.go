package assess

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// Accused is one column of the matrix. Parties that are only described are one
// column for each country that the words give them.
type Accused struct {
	Key     string        `json:"key"`
	Party   ascribe.Party `json:"party"`
	Unnamed bool          `json:"unnamed,omitempty"`
	Counter bool          `json:"counter,omitempty"` // accused only in return
	Under   string        `json:"under,omitempty"`   // key of the accused that it is said to belong to
	Forms   []string      `json:"forms,omitempty"`   // the words for an unnamed one
}

// accusedSet is who is accused of the incident, by party key and by column key.
type accusedSet struct {
	of        map[string]bool
	columns   map[string]bool
	countries map[string]bool // ISO 3166-1 alpha-2
}

// accuse finds whom the claims hold responsible for the incident: the
// perpetrators first, then who is said by others than them to stand behind them.
func (c *incidentCase) accuse() accusedSet {
	s := accusedSet{of: map[string]bool{}, columns: map[string]bool{}, countries: map[string]bool{}}
	add := func(p *ascribe.Party) {
		s.of[p.Key()], s.columns[columnKey(p)] = true, true
		if p.Country != "" {
			s.countries[p.Country] = true
		}
	}
	for _, claim := range c.claims {
		if c.isAct(claim) && isActor(claim.Subject) {
			add(claim.Subject)
		}
	}
	perpetrators := accusedSet{of: map[string]bool{}}
	for k := range s.of {
		perpetrators.of[k] = true
	}
	for _, claim := range c.claims {
		v := c.voices[claim.ID]
		if claim.Predicate != ascribe.Sponsors || claim.Subject == nil || perpetrators.of[v.key()] || perpetrators.of[v.state] {
			continue
		}
		if claim.Object == nil || perpetrators.of[claim.Object.Key()] || claim.Object.ID == "" && !c.isVictimParty(claim.Subject) {
			add(claim.Subject)
		}
	}
	return s
}

// isAct reports whether a claim is about the incident's own attack: an attack
// or effect on its victim, or on somebody who may be within it.
func (c *incidentCase) isAct(claim ascribe.Claim) bool {
	if claim.Predicate != ascribe.Attacked && claim.Predicate != ascribe.Affected {
		return false
	}
	v, o := c.Incident.Victim, claim.Object
	if v == nil || o == nil || o.Key() == v.Key() || c.scattered {
		return true
	}
	if o.Country != "" && v.Country != "" {
		return o.Country == v.Country
	}
	return o.ID == ""
}

// isScattered reports whether the incident has victims in many places, so that
// the principal one does not delimit it: fewer than two in five of the attacks with a known place are in its own.
func (c *incidentCase) isScattered() bool {
	v := c.Incident.Victim
	if v == nil {
		return false
	}
	in, all := 0, 0
	for _, claim := range c.Claims {
		if claim.Predicate != ascribe.Attacked || claim.Object == nil || claim.Object.Country == "" {
			continue
		}
		all++
		if claim.Object.Key() == v.Key() || claim.Object.Country == v.Country {
			in++
		}
	}
	return 5*in < 2*all
}

func (c *incidentCase) isVictimParty(p *ascribe.Party) bool {
	v := c.Incident.Victim
	return v != nil && (p.Key() == v.Key() || v.Country != "" && p.Country == v.Country && p.Type == string(ascribe.State))
}

// isActor reports whether a party can be accused: malware and tools only stand
// for somebody, and the means are listed elsewhere.
func isActor(p *ascribe.Party) bool {
	if p == nil {
		return false
	}
	switch ascribe.EntityType(p.Type) {
	case ascribe.Malware, ascribe.Tool, ascribe.Technique, ascribe.Asset, ascribe.Place:
		return false
	}
	return true
}

// columnKey is an accused's column: its own where it has a name, else the one
// of the unnamed of its country.
func columnKey(p *ascribe.Party) string {
	if p.ID == "" && !properName(p) {
		return "unnamed:" + p.Country
	}
	return p.Key()
}

// properName reports whether a party that is not resolved goes by a name all the same
// ("HomeLand Justice"): words that all begin with a capital, and no country among them.
func properName(p *ascribe.Party) bool {
	words := strings.Fields(p.Name)
	if p.Country != "" || len(words) < 2 {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return !unicode.IsUpper(r)
	})
}
