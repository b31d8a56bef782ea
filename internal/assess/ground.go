package assess

import (
	"cmp"
	"slices"

	"ascribe"
)

// Ground is one piece of evidence or motive that a source gives.
type Ground struct {
	Source string `json:"source"`
	Claim  string `json:"claim"`
}

// take marks claims as shown.
func (c *incidentCase) take(claim ascribe.Claim) { c.used[claim.ID] = true }

// grounds are means, resemblances and motives of the incident's perpetrators, and claims that name the
// attribution they support, by source.
func (c *incidentCase) grounds() []Ground {
	var out []Ground
	for _, claim := range c.claims {
		switch claim.Predicate {
		case ascribe.Used, ascribe.Resembles, ascribe.MotivatedBy:
		default:
			if len(claim.Supports) == 0 || c.used[claim.ID] {
				continue
			}
		}
		c.take(claim)
		out = append(out, Ground{Source: c.voices[claim.ID].key(), Claim: claim.ID})
	}
	slices.SortStableFunc(out, func(a, b Ground) int { return cmp.Compare(a.Source, b.Source) })
	return out
}

// others are the claims that no section has taken up.
func (c *incidentCase) others() []string {
	var out []string
	for _, claim := range c.claims {
		if !c.used[claim.ID] && !(c.isAct(claim) && claim.Subject == nil) {
			out = append(out, claim.ID)
		}
	}
	return out
}
