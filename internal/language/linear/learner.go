// Package linear holds the averaged perceptron's weights: a Learner while it
// is trained, a Model once pruned and quantised.
package linear

import (
	"math"
	"sort"
)

// Learner keeps one row of class weights per feature and averages them over
// all examples (Freund and Schapire 1999; Collins 2002).
type Learner struct {
	classes int
	keys    []uint64 // open addressing; 0 is free
	rows    []int32
	used    int
	weights []float32 // row-major, classes wide
	drift   []float32 // sum of update × clock, for the average
	clock   float32
}

// NewLearner returns an empty learner for classes classes.
func NewLearner(classes int) *Learner {
	return &Learner{classes: classes, keys: make([]uint64, 1<<16), rows: make([]int32, 1<<16), clock: 1}
}

// Tick counts one example; the average is taken over ticks.
func (l *Learner) Tick() { l.clock++ }

// Scores adds the current weights of features to scores, which has one
// element per class.
func (l *Learner) Scores(features []uint64, scores []float32) {
	for _, key := range features {
		row := l.find(key)
		if row < 0 {
			continue
		}
		w := l.weights[int(row)*l.classes:][:l.classes]
		for c, x := range w {
			scores[c] += x
		}
	}
}

// Update adds delta to the weight of class for every feature.
func (l *Learner) Update(features []uint64, class int, delta float32) {
	for _, key := range features {
		at := int(l.row(key))*l.classes + class
		l.weights[at] += delta
		l.drift[at] += delta * l.clock
	}
}

func (l *Learner) find(key uint64) int32 {
	mask := uint64(len(l.keys) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		switch l.keys[i] {
		case key:
			return l.rows[i]
		case 0:
			return -1
		}
	}
}

func (l *Learner) row(key uint64) int32 {
	if l.used*3 > len(l.keys)*2 {
		l.grow()
	}
	mask := uint64(len(l.keys) - 1)
	i := key & mask
	for l.keys[i] != key {
		if l.keys[i] == 0 {
			l.keys[i], l.rows[i] = key, int32(l.used)
			l.used++
			l.weights = append(l.weights, make([]float32, l.classes)...)
			l.drift = append(l.drift, make([]float32, l.classes)...)
			break
		}
		i = (i + 1) & mask
	}
	return l.rows[i]
}

func (l *Learner) grow() {
	keys, rows := l.keys, l.rows
	l.keys, l.rows = make([]uint64, 2*len(keys)), make([]int32, 2*len(keys))
	mask := uint64(len(l.keys) - 1)
	for j, key := range keys {
		if key == 0 {
			continue
		}
		i := key & mask
		for l.keys[i] != 0 {
			i = (i + 1) & mask
		}
		l.keys[i], l.rows[i] = key, rows[j]
	}
}

// Model averages, drops what is small and quantises: of all features the
// keep strongest (by the largest absolute weight) stay, in eight bits.
func (l *Learner) Model(keep int) *Model {
	type ranked struct {
		key  uint64
		row  int32
		peak float32
	}
	all := make([]ranked, 0, l.used)
	var peak float32
	for i, key := range l.keys {
		if key == 0 {
			continue
		}
		r := ranked{key: key, row: l.rows[i]}
		for c := range l.classes {
			r.peak = max(r.peak, abs(l.average(r.row, c)))
		}
		peak = max(peak, r.peak)
		all = append(all, r)
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].peak != all[j].peak {
			return all[i].peak > all[j].peak
		}
		return all[i].key < all[j].key
	})
	m := newModel(l.classes, min(keep, len(all)))
	if peak == 0 {
		return m
	}
	// Clipping the few largest weights at a fraction of the peak keeps the
	// step small enough for the many small ones.
	step := clip(all[0].peak, all[min(len(all)-1, len(all)/2000)].peak) / 127
	m.Step = step
	for _, r := range all[:min(keep, len(all))] {
		m.add(r.key, l.quantise(r.row, step))
	}
	m.index()
	return m
}

func clip(peak, high float32) float32 { return min(peak, 2*high) }

func (l *Learner) average(row int32, class int) float32 {
	at := int(row)*l.classes + class
	return l.weights[at] - l.drift[at]/l.clock
}

func (l *Learner) quantise(row int32, step float32) []int8 {
	out := make([]int8, l.classes)
	for c := range out {
		q := math.RoundToEven(float64(l.average(row, c) / step))
		out[c] = int8(max(-127, min(127, q)))
	}
	return out
}

func abs(x float32) float32 { return max(x, -x) }
