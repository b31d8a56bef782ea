package neural

import "math/rand/v2"

// Param is a matrix that is learnt.
type Param struct {
	Name       string
	Rows, Cols int
	V          []float32
	id         int
}

// matrix is a value on the tape with its gradient.
type matrix struct {
	rows, cols int
	v, g       []float32
}

// tape records operations so that their gradients can be run backwards. Each
// worker has its own; parameters are shared, their gradients are not.
type tape struct {
	train  bool
	random *rand.Rand
	back   []func()
	grads  [][]float32 // by parameter id
	loss   float64
}

func (t *tape) matrix(rows, cols int) *matrix {
	m := &matrix{rows: rows, cols: cols, v: make([]float32, rows*cols)}
	if t.train {
		m.g = make([]float32, rows*cols)
	}
	return m
}

func (t *tape) grad(p *Param) []float32 { return t.grads[p.id] }

func (t *tape) record(f func()) {
	if t.train {
		t.back = append(t.back, f)
	}
}

// backward runs all gradients and forgets the operations.
func (t *tape) backward() {
	for i := len(t.back) - 1; i >= 0; i-- {
		t.back[i]()
	}
	t.back = t.back[:0]
}

// lookup joins the rows of several tables; ids holds one row number per token
// for each table.
func (t *tape) lookup(tables []*Param, ids [][]int32) *matrix {
	width := 0
	for _, p := range tables {
		width += p.Cols
	}
	out := t.matrix(len(ids[0]), width)
	at := 0
	for k, p := range tables {
		for i, id := range ids[k] {
			copy(out.v[i*width+at:][:p.Cols], p.V[int(id)*p.Cols:])
		}
		at += p.Cols
	}
	t.record(func() {
		at := 0
		for k, p := range tables {
			g := t.grad(p)
			for i, id := range ids[k] {
				for c, x := range out.g[i*width+at:][:p.Cols] {
					g[int(id)*p.Cols+c] += x
				}
			}
			at += p.Cols
		}
	})
	return out
}

// linear is x·w + b; b may be nil.
func (t *tape) linear(x *matrix, w, b *Param) *matrix {
	out := t.matrix(x.rows, w.Cols)
	if b != nil {
		for i := range out.rows {
			copy(out.v[i*out.cols:], b.V)
		}
	}
	multiply(out.v, x.v, w.V, x.rows, x.cols, w.Cols)
	t.record(func() {
		multiply(x.g, out.g, transpose(w.V, w.Rows, w.Cols), x.rows, w.Cols, x.cols)
		multiply(t.grad(w), transpose(x.v, x.rows, x.cols), out.g, x.cols, x.rows, w.Cols)
		if b != nil {
			g := t.grad(b)
			for i := range out.rows {
				for c, d := range out.g[i*out.cols:][:out.cols] {
					g[c] += d
				}
			}
		}
	})
	return out
}

// leak is the slope of relu below zero.
const leak = 0.1

func (t *tape) relu(x *matrix) *matrix {
	out := t.matrix(x.rows, x.cols)
	for i, v := range x.v {
		out.v[i] = max(v, leak*v)
	}
	t.record(func() {
		for i, v := range x.v {
			if v > 0 {
				x.g[i] += out.g[i]
			} else {
				x.g[i] += leak * out.g[i]
			}
		}
	})
	return out
}

// dropout drops columns with probability rate, the same ones for all tokens of
// a sentence (Gal and Ghahramani 2016).
func (t *tape) dropout(x *matrix, ends []int, rate float32) *matrix {
	if !t.train || rate == 0 {
		return x
	}
	mask := make([]float32, len(x.v))
	first := 0
	for _, end := range ends {
		for c := range x.cols {
			if t.random.Float32() >= rate {
				mask[first*x.cols+c] = 1 / (1 - rate)
			}
		}
		for i := first + 1; i < end; i++ {
			copy(mask[i*x.cols:][:x.cols], mask[first*x.cols:])
		}
		first = end
	}
	out := t.matrix(x.rows, x.cols)
	for i, m := range mask {
		out.v[i] = x.v[i] * m
	}
	t.record(func() {
		for i, m := range mask {
			x.g[i] += out.g[i] * m
		}
	})
	return out
}
