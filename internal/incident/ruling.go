package incident

import (
	"maps"
	"slices"
	"strings"

	"ascribe"
)

// Ruling is a person's word on which claims tell of one incident.
type Ruling struct {
	Apart bool       // each side tells of another incident; else all sides tell of one
	Sides [][]string // Claim.ID; of those that are apart, the first side is what the others were taken from
	Name  string     // for the reasons, such as "merge by ann"
}

// rulings in the order in which they were made: of two that contradict each
// other on a pair of claims, the later holds.
type rulings struct {
	made []Ruling
	side []map[string]int // of each ruling: the side of a claim
}

func rule(made []Ruling) rulings {
	r := rulings{made: made, side: make([]map[string]int, len(made))}
	for i, m := range made {
		r.side[i] = map[string]int{}
		for s, side := range m.Sides {
			for _, c := range side {
				r.side[i][c] = s
			}
		}
	}
	return r
}

// apart reports whether the last ruling on two claims, among those from one on, sets them apart.
func (r rulings) apart(a, b string, from int) bool {
	for i := len(r.made) - 1; i >= from; i-- {
		sa, ok := r.side[i][a]
		sb, both := r.side[i][b]
		if ok && both && (sa != sb || !r.made[i].Apart) {
			return r.made[i].Apart
		}
	}
	return false
}

// divide takes events apart whose claims are on different sides of a ruling.
func (r rulings) divide(events []event, it Item) []event {
	for i, m := range r.made {
		if m.Apart {
			events = divided(events, it, r.side[i])
		}
	}
	return events
}

func divided(events []event, it Item, side map[string]int) []event {
	var out []event
	for _, e := range events {
		parts := map[int]*event{}
		for i, c := range e.acts {
			p := partOf(parts, e, side[c.ID])
			p.acts, p.weights = append(p.acts, c), append(p.weights, e.weights[i])
		}
		for _, c := range e.others {
			p := partOf(parts, e, side[c.ID])
			p.others = append(p.others, c)
		}
		if len(parts) == 1 {
			for s := range parts {
				e.ruled = e.ruled || s > 0
			}
			out = append(out, e)
			continue
		}
		rest := newWeigher(it, e.acts)
		for _, s := range slices.Sorted(maps.Keys(parts)) {
			p := parts[s]
			p.when = whenOf(p.acts)
			if len(p.acts) > 0 {
				p.when = whenOf(rest.dated(p.acts))
			}
			p.principal, p.ruled = e.principal && s == 0, e.ruled || s > 0
			p.features = featuresOf(p, it)
			out = append(out, *p)
		}
	}
	return out
}

// partOf is the part of an event that is on a side, 0 for claims on no side.
func partOf(parts map[int]*event, of event, side int) *event {
	if parts[side] == nil {
		parts[side] = &event{document: of.document}
	}
	return parts[side]
}

// separate notes which events can't be one because people set them apart.
func (r rulings) separate(events []event, like map[pair]likeness) {
	on := r.sides(events)
	for i := range r.made {
		if !r.made[i].Apart {
			continue
		}
		for _, a := range slices.Sorted(maps.Keys(on[i])) {
			for _, b := range slices.Sorted(maps.Keys(on[i])) {
				if a > b && r.differ(on[i][a], on[i][b], i) {
					like[pair{a, b}] = likeness{never: true}
				}
			}
		}
	}
}

// sides are, for each ruling, the claims on its sides by event.
func (r rulings) sides(events []event) []map[int][]string {
	out := make([]map[int][]string, len(r.made))
	for i := range out {
		out[i] = map[int][]string{}
	}
	for n := range events {
		for _, c := range events[n].claims() {
			for i := range r.made {
				if _, named := r.side[i][c.ID]; named {
					out[i][n] = append(out[i][n], c.ID)
				}
			}
		}
	}
	return out
}

// differ reports whether a pair of claims is set apart.
func (r rulings) differ(a, b []string, from int) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return r.apart(x, y, from) })
	})
}

// seeds are events that were taken out of an incident together.
func (r rulings) seeds(events []event) [][]int {
	var out [][]int
	for i, on := range r.sides(events) {
		if !r.made[i].Apart {
			continue
		}
		by := map[int][]int{}
		for _, n := range slices.Sorted(maps.Keys(on)) {
			if s := r.side[i][on[n][0]]; s > 0 {
				by[s] = append(by[s], n)
			}
		}
		for _, s := range slices.Sorted(maps.Keys(by)) {
			out = append(out, by[s])
		}
	}
	return out
}

// unite joins the groups whose claims people hold to tell of one incident, unless
// a later ruling sets any of their claims apart.
func (r rulings) unite(groups []group) []group {
	for i, m := range r.made {
		if m.Apart {
			continue
		}
		var one []int // the first of those that were united
		for n := range groups {
			if !r.named(i, groups[n]) {
				continue
			}
			home := slices.IndexFunc(one, func(o int) bool { return !r.kept(i+1, groups[o], groups[n]) })
			if home < 0 {
				one = append(one, n)
				continue
			}
			groups[one[home]].take(groups[n])
			groups[one[home]].reasons = append(groups[one[home]].reasons, "joined: "+m.Name)
			groups[n] = group{}
		}
	}
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.events) == 0 })
}

// named reports whether a ruling is on a claim of the group.
func (r rulings) named(i int, g group) bool {
	return slices.ContainsFunc(g.claims(), func(c ascribe.Claim) bool { _, named := r.side[i][c.ID]; return named })
}

// kept reports whether a ruling, from one on, keeps claims of two groups apart.
func (r rulings) kept(from int, a, b group) bool {
	for i := from; i < len(r.made); i++ {
		if !r.made[i].Apart {
			continue
		}
		sides := map[int]int{} // 1 in a, 2 in b
		for n, g := range []group{a, b} {
			for _, c := range g.claims() {
				if s, named := r.side[i][c.ID]; named {
					sides[s] |= n + 1
				}
			}
		}
		inA, inB := 0, 0
		for _, in := range sides {
			inA, inB = inA|in&1, inB|in&2
		}
		if len(sides) > 1 && inA != 0 && inB != 0 {
			return true
		}
	}
	return false
}

// claims are all claims of a group.
func (g group) claims() []ascribe.Claim {
	out := slices.Clone(g.passing)
	for _, e := range g.events {
		out = append(out, e.claims()...)
	}
	return out
}

// take adds another group, keeping events in the order of their documents.
func (g *group) take(o group) {
	g.events = append(g.events, o.events...)
	slices.SortStableFunc(g.events, func(a, b event) int { return strings.Compare(a.document.ID, b.document.ID) })
	g.members = append(g.members, o.members...)
	g.reasons = append(g.reasons, o.reasons...)
	g.passing = append(g.passing, o.passing...)
}
