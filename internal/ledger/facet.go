package ledger

import "ascribe"

// FacetKind is what incidents can be counted and selected by.
type FacetKind string

// The kinds of facets.
const (
	AccusedFacet    FacetKind = "accused"    // ISO 3166-1 country
	VictimFacet     FacetKind = "victim"     // ISO 3166-1 country
	ConfidenceFacet FacetKind = "confidence" // "high", "moderate", "low"
	ContestedFacet  FacetKind = "contested"  // "yes"
	MonthFacet      FacetKind = "month"      // of its first day, "2022-07"
)

// Contested is the one value of ContestedFacet.
const Contested = "yes"

// Facet is one value of an incident's facets.
type Facet struct {
	Kind  FacetKind `json:"facet"`
	Value string    `json:"value"`
}

// FacetCount is how many incidents have a facet.
type FacetCount struct {
	Facet
	Incidents int `json:"incidents"`
}

// FacetsOf lists the facets that a store must find an incident by.
func FacetsOf(i ascribe.Incident) []Facet {
	var out []Facet
	for _, list := range []struct {
		kind   FacetKind
		values []string
	}{{AccusedFacet, i.Accused}, {VictimFacet, i.Victims}, {ConfidenceFacet, i.Confidence}} {
		for _, v := range list.values {
			out = append(out, Facet{list.kind, v})
		}
	}
	if i.Contested {
		out = append(out, Facet{ContestedFacet, Contested})
	}
	if i.When != nil && len(i.When.From) >= len("2006-01") {
		out = append(out, Facet{MonthFacet, string(i.When.From[:len("2006-01")])})
	}
	return out
}

// Facets lists the facets that a filter asks for.
func (f IncidentFilter) Facets() []Facet {
	var out []Facet
	for _, facet := range []Facet{{AccusedFacet, f.Accused}, {VictimFacet, f.Victim}, {ConfidenceFacet, f.Confidence}} {
		if facet.Value != "" {
			out = append(out, facet)
		}
	}
	if f.Contested {
		out = append(out, Facet{ContestedFacet, Contested})
	}
	return out
}
