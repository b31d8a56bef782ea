package incident

import (
	"cmp"
	"fmt"
	"slices"

	"ascribe"
)

// stretch is how many days may lie between two incidents of a series.
const stretch = 400

// series notes the campaigns that incidents belong to: those that their claims
// name, and attacks on one state that sources lay to one perpetrator within a year or so.
func series(incidents []ascribe.Incident, groups []group) {
	members := map[string][]int{}
	named := map[string]ascribe.Party{}
	for i, g := range groups {
		incidents[i].Campaigns = append(incidents[i].Campaigns, g.campaigns()...)
		for key, c := range g.serial(incidents[i]) {
			members[key], named[key] = append(members[key], i), c
		}
	}
	for key, which := range members {
		slices.SortFunc(which, func(i, j int) int { return cmp.Compare(incidents[i].When.From, incidents[j].When.From) })
		for n := 1; n < len(which); n++ {
			a, b := &incidents[which[n-1]], &incidents[which[n]]
			if gap(a.When, b.When) > stretch {
				continue
			}
			for _, in := range []*ascribe.Incident{a, b} {
				if !slices.ContainsFunc(in.Campaigns, func(p ascribe.Party) bool { return p.ID == key }) {
					in.Campaigns = append(in.Campaigns, named[key])
				}
			}
		}
	}
	for i := range incidents {
		slices.SortFunc(incidents[i].Campaigns, func(a, b ascribe.Party) int { return cmp.Compare(a.ID, b.ID) })
	}
}

// campaigns are the named campaigns that the claims of a group speak of, by id.
func (g group) campaigns() []ascribe.Party {
	var out []ascribe.Party
	for _, c := range g.claims() {
		for _, p := range []*ascribe.Party{c.Subject, c.Object} {
			if p != nil && p.ID != "" && p.Type == string(ascribe.Campaign) && !slices.ContainsFunc(out, func(o ascribe.Party) bool { return o.ID == p.ID }) {
				out = append(out, ascribe.Party{ID: p.ID, Name: p.Name, Type: p.Type})
			}
		}
	}
	return out
}

// serial are the series that an incident may belong to, by id: one for everybody
// with a name to whom somebody lays it.
func (g group) serial(in ascribe.Incident) map[string]ascribe.Party {
	out := map[string]ascribe.Party{}
	if in.Victim == nil || in.Victim.ID == "" || in.When == nil || in.When.From == "" || width(in.When) > vague {
		return out
	}
	for _, e := range g.events {
		for _, c := range e.acts {
			if c.Predicate != ascribe.Attacked || c.Stance != ascribe.Asserts || c.Subject == nil || c.Subject.ID == "" || isMeans(c.Subject.Type) {
				continue
			}
			key := fmt.Sprintf("series:%s/%s", in.Victim.ID, c.Subject.ID)
			out[key] = ascribe.Party{ID: key, Name: fmt.Sprintf("Attacks on %s that sources lay to %s", in.Victim.Name, c.Subject.Name), Type: string(ascribe.Campaign)}
		}
	}
	return out
}
