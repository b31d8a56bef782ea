package claim

import "ascribe"

// leastStates is how many states a phrase must list before each counts as a victim.
const leastStates = 3

// statesOf are the states over which victims are said to be spread: "attacked
// firms across A, B and C". Fewer than leastStates only place the victims.
func (r *reader) statesOf(row cue, objects []*candidate) []*candidate {
	if row.predicate != ascribe.Attacked || len(objects) == 0 || objects[len(objects)-1] == nil || objects[len(objects)-1].head < 0 {
		return nil
	}
	last := objects[len(objects)-1].head
	heads := r.t.introduced(last, []string{"across", "in", "from", "throughout"})
	if h := r.t.head(last); len(heads) == 0 && h >= 0 && r.t.isVerb(h) {
		heads = r.t.introduced(h, []string{"across", "throughout"})
	}
	var out []*candidate
	for _, h := range heads {
		if c, ok := r.party(h); ok && c.is("state") {
			out = append(out, &c)
		}
	}
	if len(out) < leastStates {
		return nil
	}
	return out
}
