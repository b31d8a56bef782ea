// Package designation holds the nouns of sanctions lists: a designation, the
// names it goes by, the list that carries it and when it was seen there.
// It reads no format: ofac, un, eu and uk make lists from bytes, catalogue
// keeps versions of them, screening searches them.
package designation

import (
	"slices"

	"ascribe"
)

// Type is what kind of party a designation names.
type Type string

// The types of designated parties.
const (
	Person       Type = "person"
	Organisation Type = "organisation"
	Vessel       Type = "vessel"
	Aircraft     Type = "aircraft"
)

// Types lists every type.
func Types() []Type { return []Type{Person, Organisation, Vessel, Aircraft} }

// Valid reports whether t is one of Types.
func (t Type) Valid() bool { return slices.Contains(Types(), t) }

// Entity is the type that the ledger gives such a party.
func (t Type) Entity() ascribe.EntityType {
	switch t {
	case Person:
		return ascribe.Person
	case Organisation:
		return ascribe.Organisation
	default:
		return ascribe.Asset
	}
}

// Strength is how good a list says that a name is for recognising the party.
type Strength string

// The strengths, best first. OFAC and the United Nations warn that weak (low
// quality) aliases are broad and give many false hits.
const (
	Primary Strength = "primary"
	Strong  Strength = "strong"
	Weak    Strength = "weak"
)

// Rank orders strengths, best first from 0.
func (s Strength) Rank() int {
	switch s {
	case Primary:
		return 0
	case Strong:
		return 1
	default:
		return 2
	}
}

// Name is one name of a designation, as the list writes it.
type Name struct {
	Text     string   `json:"text"`
	Strength Strength `json:"strength"`
	Former   bool     `json:"former,omitempty"`
}

// Designation is one entry of a list.
type Designation struct {
	UID        string      `json:"uid"` // the list's own id of the entry
	Type       Type        `json:"type"`
	Names      []Name      `json:"names"` // the primary one first
	Programmes []string    `json:"programmes"`
	Listed     ascribe.Day `json:"listed,omitempty"`     // when the list itself says so
	Links      []string    `json:"links,omitempty"`      // whom the list says it is linked to; an edge, not an attribution
	Countries  []string    `json:"countries,omitempty"`  // nationality, citizenship, flag; as the list writes them
	Born       []string    `json:"born,omitempty"`       // dates of birth; as the list writes them
	Identified []string    `json:"identified,omitempty"` // numbers that tell it apart, such as an IMO number
	Presences  []Presence  `json:"presences,omitempty"`  // when it was seen on the list, oldest first
}

// Name is the primary name, "" when there is none.
func (d Designation) Name() string {
	if len(d.Names) == 0 {
		return ""
	}
	return d.Names[0].Text
}

// List is one version of one list.
type List struct {
	ID           string        `json:"id"` // "ofac", "un", "eu", "uk"
	Authority    string        `json:"authority"`
	Title        string        `json:"title"`
	Date         ascribe.Day   `json:"date"`      // the day the version stands for
	DateFrom     string        `json:"date_from"` // how Date is known
	SHA256       string        `json:"sha256"`    // of the original bytes, hex
	Designations []Designation `json:"-"`         // by UID, see Sort
	Gone         []Designation `json:"-"`         // once seen on the list, not in this version
}

// Sort orders designations by UID: numbers by value, before other ids. It
// makes lists comparable and their encodings deterministic.
func (l *List) Sort() {
	byUID := func(a, b Designation) int { return CompareUID(a.UID, b.UID) }
	slices.SortStableFunc(l.Designations, byUID)
	slices.SortStableFunc(l.Gone, byUID)
}

// CompareUID orders the ids of entries: shorter first among those of digits only.
func CompareUID(a, b string) int {
	if numeric(a) && numeric(b) && len(a) != len(b) {
		return len(a) - len(b)
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func numeric(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
