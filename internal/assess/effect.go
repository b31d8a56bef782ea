package assess

import (
	"cmp"
	"slices"

	"ascribe"
)

// Effect is what is said to have happened, or not to have happened, to one asset.
type Effect struct {
	Value   string         `json:"value"` // of affected; "" where no listed effect fits
	Asset   *ascribe.Party `json:"asset"`
	Stance  ascribe.Stance `json:"stance"`
	Sources []string       `json:"sources"`
	Claims  []string       `json:"claims"`
}

// Fell, Stood, Taken and Judged sort effects by what they mean for the asset.
const (
	Fell   = "fell"
	Taken  = "taken"
	Stood  = "stood"
	Judged = "judged"
)

// Outcome is Fell, Taken, Stood or Judged.
func (e Effect) Outcome() string {
	switch e.Value {
	case "unaffected", "restored":
		return Stood
	case "exfiltrated", "leaked", "":
		return Taken
	case "damage-assessed":
		return Judged
	}
	return Fell
}

// effects groups what is said of each asset, in the order of the codebook's values.
func (c *incidentCase) effects() []Effect {
	var out []Effect
	for _, claim := range c.claims {
		if claim.Predicate != ascribe.Affected || claim.Object == nil || !c.isAct(claim) {
			continue
		}
		c.take(claim)
		source := c.voices[claim.ID].key()
		i := slices.IndexFunc(out, func(e Effect) bool {
			return e.Value == claim.Value && e.Stance == claim.Stance && e.Asset.Key() == claim.Object.Key()
		})
		if i < 0 {
			asset := *claim.Object
			out = append(out, Effect{Value: claim.Value, Asset: &asset, Stance: claim.Stance})
			i = len(out) - 1
		}
		if !slices.Contains(out[i].Sources, source) {
			out[i].Sources = append(out[i].Sources, source)
		}
		out[i].Claims = append(out[i].Claims, claim.ID)
	}
	order := append(slices.Clone(ascribe.Affected.Values()), "")
	slices.SortStableFunc(out, func(a, b Effect) int {
		return cmp.Compare(slices.Index(order, a.Value), slices.Index(order, b.Value))
	})
	return out
}
