package actor

import (
	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/designation"
)

// Listing is a designation of an actor's very name. Equal names are what is
// shown; that they mean the same party is for the reader to say.
type Listing struct {
	Name       string               `json:"name"` // as the list writes it
	Strength   designation.Strength `json:"strength"`
	Authority  string               `json:"authority"`
	List       string               `json:"list"`
	UID        string               `json:"uid"`
	Status     designation.State    `json:"status"`
	Programmes []string             `json:"programmes"`
	Since      ascribe.Day          `json:"since,omitempty"`
	SinceHow   string               `json:"since_how"`
	ListDate   ascribe.Day          `json:"list_date"`
}

// leastLetters keeps short names, which collide, from being looked up.
const leastLetters = 5

// listings finds the designations that bear one of the entity's strong names,
// letter case and punctuation aside.
func listings(e ascribe.Entity, names []knowledge.Name, lists []designation.List) []Listing {
	wanted := map[string]bool{}
	for _, n := range names {
		strong := n.Kind == knowledge.PrimaryName || n.Kind == knowledge.StrongName || n.Kind == knowledge.FormerName
		if key := knowledge.Key(n.Name); strong && n.Relation == "" && len([]rune(key)) >= leastLetters {
			wanted[key] = true
		}
	}
	found := []Listing{}
	for _, list := range lists {
		for _, d := range list.Designations {
			name, ok := bearing(d, wanted)
			if !ok || !sameSort(e.Type, d.Type) {
				continue
			}
			standing := d.On("")
			found = append(found, Listing{Name: name.Text, Strength: name.Strength, Authority: list.Authority, List: list.ID, UID: d.UID,
				Status: standing.State, Programmes: d.Programmes, Since: standing.Since, SinceHow: standing.How, ListDate: list.Date})
		}
	}
	return found
}

func bearing(d designation.Designation, wanted map[string]bool) (designation.Name, bool) {
	for _, n := range d.Names {
		if n.Strength != designation.Weak && wanted[knowledge.Key(n.Text)] {
			return n, true
		}
	}
	return designation.Name{}, false
}

// sameSort: a person is listed as one; groups, bodies and firms as organisations.
func sameSort(e ascribe.EntityType, d designation.Type) bool {
	switch e {
	case ascribe.Person:
		return d == designation.Person
	case ascribe.ThreatActor, ascribe.Organisation:
		return d == designation.Organisation
	default:
		return false
	}
}
