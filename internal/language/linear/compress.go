package linear

import (
	"math"
	"sort"
)

type ranked struct {
	key  uint64
	row  int32
	peak float32
}

// compress keeps the features whose largest weight is greatest, in eight bits.
// Weights below dead units become nothing, which saves room.
func compress(t *table, classes, keep int, dead int8, weight func(row int32, class int) float32) *Model {
	all := rank(t, classes, weight)
	m := newModel(classes, min(keep, len(all)))
	if len(all) == 0 {
		return m
	}
	// Clipping the few largest weights keeps the step small enough for the many
	// small ones.
	m.Step = min(all[0].peak, 2*all[len(all)/2000].peak) / 127
	for _, r := range all[:min(keep, len(all))] {
		m.add(r.key, quantise(r.row, classes, m.Step, dead, weight))
	}
	m.index()
	return m
}

// rank sorts the features with any weight by falling peak.
func rank(t *table, classes int, weight func(row int32, class int) float32) []ranked {
	var all []ranked
	for i, key := range t.keys {
		if key == 0 {
			continue
		}
		r := ranked{key: key, row: t.rows[i]}
		for c := range classes {
			r.peak = max(r.peak, abs(weight(r.row, c)))
		}
		if r.peak > 0 {
			all = append(all, r)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].peak != all[j].peak {
			return all[i].peak > all[j].peak
		}
		return all[i].key < all[j].key
	})
	return all
}

func quantise(row int32, classes int, step float32, dead int8, weight func(row int32, class int) float32) []int8 {
	out := make([]int8, classes)
	for c := range out {
		q := math.RoundToEven(float64(weight(row, c) / step))
		if out[c] = int8(max(-127, min(127, q))); out[c] < dead && out[c] > -dead {
			out[c] = 0
		}
	}
	return out
}

func abs(x float32) float32 { return max(x, -x) }
