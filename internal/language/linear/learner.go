// Package linear holds the averaged perceptron's weights: a Learner while it
// is trained, a Model once pruned and quantised.
package linear

import "math"

// Learner keeps one row of class weights per feature and averages them over
// all examples (Freund and Schapire 1999; Collins 2002).
type Learner struct {
	table
	classes int
	weights []float32 // row-major, classes wide
	drift   []float32 // sum of update × clock, for the average
	clock   float32
	updates []uint16 // per row
	least   uint16
}

// NewLearner returns an empty learner for classes classes. A feature counts only
// once it was updated least times: rare ones cost more room than they are worth
// (Goldberg and Elhadad 2011).
func NewLearner(classes, least int) *Learner {
	return &Learner{table: newTable(), least: uint16(least), classes: classes, clock: 1}
}

// Tick counts one example; the average is taken over ticks.
func (l *Learner) Tick() { l.clock++ }

// Scores adds the current weights of features to scores, which has one
// element per class.
func (l *Learner) Scores(features []uint64, scores []float32) {
	for _, key := range features {
		row := l.find(key)
		if row < 0 || l.updates[row] < l.least {
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
		row := l.row(key)
		if l.updates[row] < math.MaxUint16 {
			l.updates[row]++
		}
		at := int(row)*l.classes + class
		l.weights[at] += delta
		l.drift[at] += delta * l.clock
	}
}

func (l *Learner) row(key uint64) int32 {
	row, fresh := l.add(key)
	if fresh {
		l.updates = append(l.updates, 0)
		l.weights = append(l.weights, make([]float32, l.classes)...)
		l.drift = append(l.drift, make([]float32, l.classes)...)
	}
	return row
}

// Model averages, drops what is small and quantises: of all features the
// keep strongest (by the largest absolute weight) stay, in eight bits.
func (l *Learner) Model(keep int) *Model {
	return compress(&l.table, l.classes, keep, 1, func(row int32, class int) float32 {
		if l.updates[row] < l.least {
			return 0
		}
		at := int(row)*l.classes + class
		return l.weights[at] - l.drift[at]/l.clock
	})
}
