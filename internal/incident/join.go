package incident

import "slices"

// group is the events that tell of one incident, in the order of their documents.
type group struct {
	events  []event
	reasons []string
}

// join puts together the two most alike groups (by the mean over their events)
// until no two reach the threshold. Groups that hold two events which can't be one are never joined.
// Ties are broken by position, and events are sorted by document, so the result does not depend on order of arrival.
func join(events []event, like [][]likeness) []group {
	members := make([][]int, len(events))
	for i := range events {
		members[i] = []int{i}
	}
	for {
		bi, bj, best := -1, -1, threshold
		for i := range members {
			for j := range i {
				if s, ok := mean(members[i], members[j], like); ok && s > best {
					bi, bj, best = i, j, s
				}
			}
		}
		if bi < 0 {
			break
		}
		members[bj] = append(members[bj], members[bi]...)
		slices.Sort(members[bj])
		members = slices.Delete(members, bi, bi+1)
	}
	var out []group
	for _, m := range members {
		out = append(out, groupOf(m, events, like))
	}
	return out
}

func mean(a, b []int, like [][]likeness) (float64, bool) {
	sum := 0.0
	for _, i := range a {
		for _, j := range b {
			l := like[max(i, j)][min(i, j)]
			if l.never {
				return 0, false
			}
			sum += l.score
		}
	}
	return sum / float64(len(a)*len(b)), true
}

func groupOf(members []int, events []event, like [][]likeness) group {
	var g group
	for n, i := range members {
		g.events = append(g.events, events[i])
		if n > 0 {
			g.reasons = append(g.reasons, why(members[:n], i, events, like))
		}
	}
	return g
}
