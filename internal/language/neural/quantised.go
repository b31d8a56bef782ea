package neural

import (
	"math"
)

// quantised is a matrix in eight bits, one row per output, each with its own
// scale; rows are padded to a multiple of 16.
type quantised struct {
	in, out int
	stride  int
	w       []int8
	scale   []float32
	bias    []float32 // nil: none
}

// quantise turns a parameter of in rows and out columns into eight bits.
func quantise(p, bias *Param) *quantised {
	q := newQuantised(p.Rows, p.Cols)
	for o := range q.out {
		peak := float32(1e-12)
		for i := range q.in {
			peak = max(peak, abs(p.V[i*q.out+o]))
		}
		q.scale[o] = peak / 127
		for i := range q.in {
			q.w[o*q.stride+i] = int8(math.RoundToEven(float64(p.V[i*q.out+o] / q.scale[o])))
		}
	}
	if bias != nil {
		q.bias = bias.V
	}
	return q
}

func newQuantised(in, out int) *quantised {
	q := &quantised{in: in, out: out, stride: (in + 15) &^ 15, scale: make([]float32, out)}
	q.w = make([]int8, q.stride*out)
	return q
}

func abs(x float32) float32 { return max(x, -x) }

// four tokens are multiplied at a time.
const four = 4

// apply computes x·w + b for rows vectors of width in, which lie step numbers
// apart in x.
func (q *quantised) apply(x []float32, rows, step int) []float32 {
	out := make([]float32, rows*q.out)
	small := make([]int16, four*q.stride)
	sums := make([]int32, four*q.out)
	var scale [four]float32
	for first := 0; first < rows; first += four {
		count := min(four, rows-first)
		for k := range count {
			scale[k] = shrink(small[k*q.stride:][:q.in], x[(first+k)*step:][:q.in])
		}
		clear(small[count*q.stride:])
		dot(sums, q.w, small, q.stride, q.out)
		for k := range count {
			q.finish(out[(first+k)*q.out:][:q.out], sums[k:], scale[k])
		}
	}
	return out
}

func (q *quantised) finish(out []float32, sums []int32, scale float32) {
	for o := range out {
		out[o] = float32(sums[o*four]) * float32(scale*q.scale[o])
	}
	for o, b := range q.bias {
		out[o] += b
	}
}

// shrink turns x into 16 bits and returns the value of one unit.
func shrink(out []int16, x []float32) float32 {
	peak := float32(1e-12)
	for _, v := range x {
		peak = max(peak, abs(v))
	}
	unit := peak / 32767
	per := 1 / unit
	for i, v := range x {
		v = float32(v * per)
		if v < 0 {
			out[i] = int16(max(v-0.5, -32767))
		} else {
			out[i] = int16(min(v+0.5, 32767))
		}
	}
	return unit
}

// logistic is the sigmoid by linear interpolation in a table over [-8, 8].
type logistic [steps + 2]float32

const (
	steps = 2048
	reach = 8
)

func newLogistic() *logistic {
	l := &logistic{}
	for i := range l {
		l[i] = sigmoid(float32(i)*2*reach/steps - reach)
	}
	return l
}

func (l *logistic) at(x float32) float32 {
	if x >= reach {
		return 1
	}
	if x <= -reach {
		return 0
	}
	place := float32((x + reach) * (steps / (2 * reach)))
	i := int(place)
	below := l[i]
	return below + float32((place-float32(i))*(l[i+1]-below))
}
