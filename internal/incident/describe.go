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
func why(a, b *event, overlap float64) string {
	score, _, parts := compare(a, b, overlap)
	var told []string
	for _, p := range parts {
		if p.value >= telling {
			told = append(told, fmt.Sprintf("%s %.2f", p.name, p.value))
		}
	}
	return fmt.Sprintf("%s with %s: %.2f (%s)", a.document.ID, b.document.ID, score, strings.Join(told, ", "))
}

// describe names the groups and drops passing events that stand for nothing.
func describe(groups []group) []ascribe.Incident {
	var out []ascribe.Incident
	for _, g := range groups {
		if !g.stands() {
			continue
		}
		out = append(out, g.incident())
	}
	slices.SortFunc(out, func(a, b ascribe.Incident) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Claims[0], b.Claims[0]))
	})
	for i, n := 1, 1; i < len(out); i++ { // al-2022-07, al-2022-07-2, …
		if base := out[i].ID; strings.HasPrefix(out[i-n].ID, base) && base == out[i-n].ID {
			n++
			out[i].ID = fmt.Sprintf("%s-%d", base, n)
		} else {
			n = 1
		}
	}
	return out
}

// stands reports whether the group is an incident: a document's main matter, or
// an event with a known victim that has a perpetrator or a time.
func (g group) stands() bool {
	if len(g.events) > 1 {
		return true
	}
	e := g.events[0]
	if e.principal {
		return true
	}
	return slices.ContainsFunc(e.acts, func(c ascribe.Claim) bool {
		return c.Object != nil && c.Object.ID != "" && (c.Subject != nil || c.When != nil)
	})
}

func (g group) incident() ascribe.Incident {
	var times []ascribe.Claim
	in := ascribe.Incident{Reasons: g.reasons, Victim: principalVictim(g.events)}
	for _, e := range g.events {
		times = append(times, ascribe.Claim{Statement: ascribe.Statement{When: e.when}})
		for _, c := range e.claims() {
			in.Claims = append(in.Claims, c.ID)
		}
	}
	in.When = whenOf(times)
	in.Title = g.title(in)
	in.ID = g.id(in)
	return in
}
