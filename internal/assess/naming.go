package assess

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
)

// Naming is what one source says of how names belong together. It merges nothing.
type Naming struct {
	Source    string            `json:"source"`
	Predicate ascribe.Predicate `json:"predicate"`
	Value     string            `json:"value,omitempty"`
	Name      ascribe.Party     `json:"name"`
	Others    []ascribe.Party   `json:"others"`
	When      *ascribe.Interval `json:"when"`
	Stance    ascribe.Stance    `json:"stance"`
	Claims    []string          `json:"claims"`
}

// names lists what sources say of names: equal names, and who belongs to or leads whom.
func (c *incidentCase) names() []Naming {
	var out []Naming
	for _, claim := range c.claims {
		if claim.Predicate != ascribe.SameAs && claim.Predicate != ascribe.AffiliatedWith && claim.Predicate != ascribe.Sponsors ||
			claim.Subject == nil || claim.Object == nil || claim.Predicate != ascribe.SameAs && (c.used[claim.ID] || !c.nameworthy(claim)) {
			continue
		}
		c.take(claim)
		source := c.voices[claim.ID].key()
		i := slices.IndexFunc(out, func(n Naming) bool {
			return n.Source == source && n.Predicate == claim.Predicate && n.Value == claim.Value && n.Stance == claim.Stance && n.Name.Key() == claim.Subject.Key()
		})
		if i < 0 {
			out = append(out, Naming{Source: source, Predicate: claim.Predicate, Value: claim.Value, Name: *claim.Subject, Stance: claim.Stance})
			i = len(out) - 1
		}
		if !slices.ContainsFunc(out[i].Others, func(p ascribe.Party) bool {
			return p.Key() == claim.Object.Key() && strings.EqualFold(p.Text, claim.Object.Text)
		}) {
			out[i].Others = append(out[i].Others, *claim.Object)
		}
		if out[i].When == nil {
			out[i].When = c.ownTime(claim)
		}
		out[i].Claims = append(out[i].Claims, claim.ID)
	}
	slices.SortStableFunc(out, func(a, b Naming) int {
		return cmp.Or(cmp.Compare(namingRank(a), namingRank(b)), cmp.Compare(a.Name.Name, b.Name.Name))
	})
	return out
}

// ownTime is when a tie between parties held, nil where the time belongs to the
// attack that the same passage tells of.
func (c *incidentCase) ownTime(claim ascribe.Claim) *ascribe.Interval {
	if claim.When == nil {
		return nil
	}
	for _, o := range c.claims {
		if o.Document == claim.Document && o.Quote.Start < claim.Quote.End && claim.Quote.Start < o.Quote.End && c.isAct(o) && compareWhen(o.When, claim.When) == 0 {
			return nil
		}
	}
	return claim.When
}

// nameworthy reports whether it tells about the incident who belongs to whom: one
// side is accused, or is an actor or means that goes by names.
func (c *incidentCase) nameworthy(claim ascribe.Claim) bool {
	for _, p := range []*ascribe.Party{claim.Subject, claim.Object} {
		switch ascribe.EntityType(p.Type) {
		case ascribe.ThreatActor, ascribe.Malware, ascribe.Tool, ascribe.Campaign:
			return true
		}
		if c.accused.of[p.Key()] {
			return true
		}
	}
	return false
}

func namingRank(n Naming) int {
	return slices.Index([]ascribe.Predicate{ascribe.SameAs, ascribe.AffiliatedWith, ascribe.Sponsors}, n.Predicate)
}
