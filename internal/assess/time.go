package assess

import (
	"cmp"
	"slices"

	"ascribe"
)

// Time is what claims say of when the incident happened.
type Time struct {
	When    ascribe.Interval `json:"when"`
	Sources []string         `json:"sources"`
	Claims  []string         `json:"claims"`
}

// times lists each time that is given for the incident's attack, narrowest first.
func (c *incidentCase) times() []Time {
	var out []Time
	for _, claim := range c.claims {
		if claim.When == nil || claim.When.From == "" || !c.isAct(claim) || claim.Stance != ascribe.Asserts {
			continue
		}
		i := slices.IndexFunc(out, func(t Time) bool { return t.When.From == claim.When.From && t.When.To == claim.When.To })
		if i < 0 {
			out = append(out, Time{When: ascribe.Interval{From: claim.When.From, To: claim.When.To}})
			i = len(out) - 1
		}
		if s := c.voices[claim.ID].key(); !slices.Contains(out[i].Sources, s) {
			out[i].Sources = append(out[i].Sources, s)
		}
		out[i].Claims = append(out[i].Claims, claim.ID)
	}
	slices.SortStableFunc(out, func(a, b Time) int {
		switch {
		case narrower(&a.When, &b.When):
			return -1
		case narrower(&b.When, &a.When):
			return 1
		}
		return 0
	})
	return out
}

// compareWhen orders intervals by first day, then last; unknown ones come last.
func compareWhen(a, b *ascribe.Interval) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}

// narrower reports whether a says more exactly when than b.
func narrower(a, b *ascribe.Interval) bool {
	wa, wb := width(a), width(b)
	return cmp.Or(cmp.Compare(wa, wb), cmp.Compare(a.From, b.From)) < 0
}

// width is in days; an open interval is wider than any other.
func width(i *ascribe.Interval) int {
	if i.From == "" || i.To == "" {
		return 1 << 30
	}
	return int(i.To.Time().Sub(i.From.Time()).Hours() / 24)
}
