package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ascribe"
)

// telling is the value from which a part of a likeness is worth naming.
const telling = .3

// why says what ties an event to one of another document.
func why(a, b *event) string {
	score, _, parts := compare(a, b)
	var told []string
	for _, p := range parts {
		if p.value >= telling {
			told = append(told, fmt.Sprintf("%s %.2f", p.name, p.value))
		}
	}
	return fmt.Sprintf("%s with %s: %.2f (%s)", a.document.ID, b.document.ID, score, strings.Join(told, ", "))
}

// describe names the groups. Passing events that do not stand on their own are
// told with the main matter of their document.
func describe(groups []group) []ascribe.Incident {
	passing := map[string][]ascribe.Claim{}
	for _, g := range groups {
		if !g.stands() {
			for _, e := range g.events {
				passing[e.document.ID] = append(passing[e.document.ID], e.claims()...)
			}
		}
	}
	var out []ascribe.Incident
	for _, g := range groups {
		if g.stands() {
			out = append(out, g.incident(passing))
		}
	}
	slices.SortFunc(out, func(a, b ascribe.Incident) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Claims[0], b.Claims[0]))
	})
	number(out)
	return out
}

// number makes ids unique: al-2022-07, al-2022-07-2, …
func number(sorted []ascribe.Incident) {
	count := map[string]int{}
	for i := range sorted {
		id := sorted[i].ID
		if count[id]++; count[id] > 1 {
			sorted[i].ID = fmt.Sprintf("%s-%d", id, count[id])
		}
	}
}

// stands reports whether the group is an incident: the main matter of a document,
// or told in passing of a known victim, either of an earlier time, or more than once of one that is no state. A day
// just before publication is that of the news, not of what stands beside it.
func (g group) stands() bool {
	times := map[string]int{}
	for _, e := range g.events {
		if e.principal {
			return true
		}
		report := &ascribe.Interval{From: e.document.Published, To: e.document.Published}
		for _, c := range e.acts {
			if c.Object == nil || c.Object.ID == "" {
				continue
			}
			if c.When != nil && e.document.Published != "" && gap(c.When, report) > slack {
				return true
			}
			if times[c.Object.ID]++; times[c.Object.ID] > 1 && c.Object.Type != string(ascribe.State) {
				return true
			}
		}
	}
	return false
}

func (g group) incident(passing map[string][]ascribe.Claim) ascribe.Incident {
	var times, all []ascribe.Claim
	in := ascribe.Incident{Reasons: g.reasons, Victim: principalVictim(g.events)}
	for _, e := range g.events {
		times = append(times, ascribe.Claim{Statement: ascribe.Statement{When: e.when}})
		claims := e.claims()
		if e.principal {
			claims = append(claims, passing[e.document.ID]...)
			slices.SortFunc(claims, ascribe.CompareClaims)
		}
		for _, c := range claims {
			in.Claims = append(in.Claims, c.ID)
		}
		all = append(all, claims...)
	}
	in.Facets = ascribe.FacetsOf(all)
	in.When = whenOf(times)
	in.Title = g.title(in)
	in.ID = g.id(in)
	return in
}
