package linear

import "math"

// Descent keeps weights that follow gradients, each at a pace of its own
// (AdaGrad, Duchi et al. 2011).
type Descent struct {
	table
	classes int
	rate    float32
	weights []float32 // row-major, classes wide
	squares []float32 // sums of squared gradients
}

// NewDescent returns weights for the features that Allow will name; rate is
// AdaGrad's.
func NewDescent(classes int, rate float32) *Descent {
	return &Descent{table: newTable(), classes: classes, rate: rate}
}

// Allow makes room for a feature; gradients of others are ignored.
func (d *Descent) Allow(key uint64) {
	if _, fresh := d.add(key); fresh {
		d.weights = append(d.weights, make([]float32, d.classes)...)
		d.squares = append(d.squares, make([]float32, d.classes)...)
	}
}

// Scores adds the weights of features to scores, one element per class.
func (d *Descent) Scores(features []uint64, scores []float32) {
	for _, key := range features {
		if row := d.find(key); row >= 0 {
			for c, x := range d.weights[int(row)*d.classes:][:d.classes] {
				scores[c] += x
			}
		}
	}
}

// Climb moves the weights of features along gradient, one element per class.
func (d *Descent) Climb(features []uint64, gradient []float32) {
	for _, key := range features {
		row := d.find(key)
		if row < 0 {
			continue
		}
		w, s := d.weights[int(row)*d.classes:][:d.classes], d.squares[int(row)*d.classes:][:d.classes]
		for c, g := range gradient {
			if g > 1e-4 || g < -1e-4 {
				s[c] += g * g
				w[c] += d.rate * g / float32(math.Sqrt(float64(s[c]))+0.1)
			}
		}
	}
}

// Shrink multiplies all weights, which keeps them from growing without need.
func (d *Descent) Shrink(by float32) {
	for i := range d.weights {
		d.weights[i] *= by
	}
}

// Model drops what is small and quantises.
func (d *Descent) Model(keep int) *Model {
	return compress(&d.table, d.classes, keep, 3, func(row int32, class int) float32 { return d.weights[int(row)*d.classes+class] })
}
