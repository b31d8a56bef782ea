package ascribe

import "slices"

// Facets are what an incident can be looked for by, taken from its claims. They
// say what was claimed, whatever became of it: a country that a denial names was accused.
type Facets struct {
	Accused    []string `json:"accused,omitempty"`    // ISO 3166-1 countries of those held responsible, sorted
	Victims    []string `json:"victims,omitempty"`    // ISO 3166-1 countries of those attacked, sorted
	Confidence []string `json:"confidence,omitempty"` // levels that sources state for an accusation, sorted
	Contested  bool     `json:"contested,omitempty"`  // an accusation in it is denied
}

// FacetsOf gathers the facets of claims. Their order does not matter.
func FacetsOf(claims []Claim) Facets {
	var f Facets
	for _, c := range claims {
		accused, accusation := accusedOf(c.Statement)
		if accusation {
			f.Accused = addCountry(f.Accused, accused)
			f.Contested = f.Contested || c.Stance == Denies
			if c.Confidence != nil {
				f.Confidence = append(f.Confidence, c.Confidence.Level)
			}
		}
		if c.Predicate == Attacked || c.Predicate == Affected {
			f.Victims = addCountry(f.Victims, c.Object)
		}
	}
	for _, list := range []*[]string{&f.Accused, &f.Victims, &f.Confidence} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return f
}

// accusedOf is who a statement holds responsible, and whether it accuses at all.
func accusedOf(s Statement) (*Party, bool) {
	switch s.Predicate {
	case Attacked, Affected, Sponsors, OtherAccusation:
		return s.Subject, s.Subject != nil
	case AffiliatedWith: // the group's, through the body that it belongs to
		return s.Object, s.Object != nil
	default:
		return nil, false
	}
}

func addCountry(countries []string, p *Party) []string {
	if p == nil || p.Country == "" {
		return countries
	}
	return append(countries, p.Country)
}
