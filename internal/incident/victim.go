package incident

import (
	"cmp"
	"maps"
	"slices"

	"ascribe"
)

// principalVictim is the victim that the attacks name most prominently. An
// affected asset stands only where no attack names anybody.
func principalVictim(events []event) *ascribe.Party {
	for _, predicate := range []ascribe.Predicate{ascribe.Attacked, ascribe.Affected} {
		var poll poll
		for _, e := range events {
			for i, c := range e.acts {
				if c.Predicate == predicate {
					poll.vote(c.Object, e.weights[i])
				}
			}
		}
		if p := poll.winner(); p != nil {
			return p
		}
	}
	return nil
}

// poll counts for which party most speaks.
type poll struct {
	weight map[string]float64
	party  map[string]ascribe.Party
}

// vote adds weight to a party: double to a resolved one, half to one that is described without a territory.
func (v *poll) vote(p *ascribe.Party, weight float64) {
	switch {
	case p == nil || p.Name == "" || isMeans(p.Type): // "the X attack", X being the malware
		return
	case p.ID != "":
		weight *= 2
	case p.Country == "":
		weight /= 2
	}
	if v.weight == nil {
		v.weight, v.party = map[string]float64{}, map[string]ascribe.Party{}
	}
	v.weight[p.Key()] += weight
	v.party[p.Key()] = ascribe.Party{ID: p.ID, Name: p.Name, Type: p.Type, Country: p.Country}
}

// winner is the party with most weight, of equals the first by key; nil without votes.
func (v *poll) winner() *ascribe.Party {
	if len(v.weight) == 0 {
		return nil
	}
	p := v.party[slices.MaxFunc(slices.Sorted(maps.Keys(v.weight)), func(a, b string) int {
		return cmp.Or(cmp.Compare(v.weight[a], v.weight[b]), cmp.Compare(b, a))
	})]
	return &p
}
