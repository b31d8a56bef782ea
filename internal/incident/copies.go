package incident

import (
	"fmt"
	"slices"
)

// repetition is that one document repeats the text of another.
type repetition struct {
	document, of string
	overlap      float64
}

// repetitions finds, for each document whose text others share, the one of them that
// stands for all: that with most claims, of equals the first by id. Copies tell nothing
// more of what a text is about, so only the one that stands for them is compared with other documents.
func repetitions(items []Item) map[string]repetition {
	claims, family := map[string]int{}, map[string][]string{}
	overlap := map[[2]string]float64{}
	for _, it := range items {
		claims[it.Document.ID] = len(it.Claims)
		family[it.Document.ID] = []string{it.Document.ID}
	}
	for _, it := range items {
		for _, c := range it.Copies {
			overlap[[2]string{c.Document, c.Of}], overlap[[2]string{c.Of, c.Document}] = c.Overlap, c.Overlap
			unite(family, c.Document, c.Of)
		}
	}
	out := map[string]repetition{}
	for id, members := range family {
		first := slices.MinFunc(members, func(a, b string) int {
			if claims[a] != claims[b] {
				return claims[b] - claims[a]
			}
			if a < b {
				return -1
			}
			return 1
		})
		if id != first {
			out[id] = repetition{id, first, overlap[[2]string{id, first}]}
		}
	}
	return out
}

// unite makes one family of those of two documents, if both are known.
func unite(family map[string][]string, a, b string) {
	if family[a] == nil || family[b] == nil || slices.Contains(family[a], b) {
		return
	}
	all := append(slices.Clone(family[a]), family[b]...)
	for _, id := range all {
		family[id] = all
	}
}

// follow adds the copies' events to the groups of those that stand for them.
func follow(groups []group, copies map[string]repetition, events []event) []group {
	of := map[string]int{}
	for i, g := range groups {
		for _, e := range g.events {
			if e.principal {
				of[e.document.ID] = i
			}
		}
	}
	for _, e := range events {
		r := copies[e.document.ID]
		i, known := of[r.of]
		if !known {
			groups = append(groups, group{events: []event{e}})
			continue
		}
		groups[i].events = append(groups[i].events, e)
		groups[i].reasons = append(groups[i].reasons, r.reason())
	}
	return groups
}

func (r repetition) reason() string {
	if r.overlap == 0 {
		return fmt.Sprintf("%s repeats a text that %s repeats", r.document, r.of)
	}
	return fmt.Sprintf("%s repeats the text of %s (overlap %.2f)", r.document, r.of, r.overlap)
}

// apartFrom takes the main events of copies out of the events.
func apartFrom(copies map[string]repetition, events []event) (compared, following []event) {
	for _, e := range events {
		if _, copied := copies[e.document.ID]; copied && e.principal {
			following = append(following, e)
		} else {
			compared = append(compared, e)
		}
	}
	return compared, following
}
