package neural

import "ascribe/internal/language/lexis"

// Model is a network ready to run: in eight bits, read-only and safe for
// concurrent use.
type Model struct {
	shape      Shape
	vocabulary *Vocabulary
	tables     []table
	layers     []modelLayer
	tag, arcDependent, arcHead, bilinear,
	labelDependent, labelHead, label *quantised
	logistic *logistic
}

type table struct {
	cols  int
	scale float32
	v     []int8
}

type modelLayer struct {
	in   [2]*quantised
	peep [2][]float32
}

// Word is what the model says of one word.
type Word struct {
	Tag    int // number of the tag
	Head   int // index of the head in the sentence, -1 for the root
	Rel    int // number of the relation
	Margin struct{ Tag, Arc float32 }
}

// trust is the score that an arc gains which another parser proposes; parsers
// of different kinds make different mistakes (Nivre and McDonald 2008).
const trust = 1.0

// Parse analyses the tagged words of one sentence. proposed holds the heads
// that another parser found, -1 for the root.
func (m *Model) Parse(words []lexis.Word, proposed []int) []Word {
	if len(words) == 0 {
		return nil
	}
	n := len(words) + 1
	x, width := m.embed(m.vocabulary.Rows(words), n)
	for _, l := range m.layers {
		out := make([]float32, n*2*m.shape.Hidden)
		for d, in := range l.in {
			m.recur(in.apply(x, n, width), n, l.peep[d], out[d*m.shape.Hidden:], d == 1)
		}
		x, width = out, 2*m.shape.Hidden
	}
	heads, margins := m.attach(x, n, width, proposed)
	out := make([]Word, len(words))
	tags, rels := m.tag.apply(x, n, width), m.relations(x, n, width, heads)
	for i := range out {
		w := &out[i]
		w.Tag, w.Margin.Tag = best(tags[(i+1)*m.tag.out:][:m.tag.out])
		w.Rel, _ = best(rels[(i+1)*m.label.out:][:m.label.out])
		w.Head, w.Margin.Arc = heads[i+1]-1, margins[i+1]
	}
	return out
}

func (m *Model) embed(rows [][]int32, n int) (x []float32, width int) {
	for _, t := range m.tables {
		width += t.cols
	}
	x = make([]float32, n*width)
	at := 0
	for k, t := range m.tables {
		for i, r := range rows[k] {
			o := x[i*width+at:][:t.cols]
			for c, v := range t.v[int(r)*t.cols:][:t.cols] {
				o[c] = float32(v) * t.scale
			}
		}
		at += t.cols
	}
	return x, width
}

// recur runs one direction of a layer: u holds n rows of candidate, forget,
// reset and highway parts; out takes rows of twice the hidden width.
func (m *Model) recur(u []float32, n int, peep, out []float32, reverse bool) {
	h := m.shape.Hidden
	vf, vr, bf, br := peep[:h], peep[h:2*h], peep[2*h:3*h], peep[3*h:4*h]
	state := make([]float32, h)
	for k := range n {
		i := k
		if reverse {
			i = n - 1 - k
		}
		x := u[i*4*h:][:4*h]
		candidate, forget, reset, highway := x[:h], x[h:2*h], x[2*h:3*h], x[3*h:4*h]
		o := out[i*2*h:][:h]
		for k, c := range state {
			f := m.logistic.at(forget[k] + float32(vf[k]*c) + bf[k])
			r := m.logistic.at(reset[k] + float32(vr[k]*c) + br[k])
			c = float32(f*c) + float32((1-f)*candidate[k])
			state[k] = c
			o[k] = float32(r*c) + float32((1-r)*highway[k])
		}
	}
}

// attach scores all arcs and finds the best tree. The margin of an arc is its
// lead over the word's best other head.
func (m *Model) attach(x []float32, n, width int, proposed []int) (heads []int, margins []float32) {
	d := rectify(m.arcDependent.apply(x, n, width))
	d = m.bilinear.apply(d, n, m.shape.Arc)
	h := rectify(m.arcHead.apply(x, n, width))
	scores := make([]float32, n*n)
	a := m.shape.Arc
	for i := range n {
		for j := range n {
			scores[i*n+j] = product(d[i*a:][:a], h[j*a:][:a])
		}
	}
	for i, head := range proposed {
		scores[(i+1)*n+head+1] += trust
	}
	heads, margins = decode(scores, n), make([]float32, n)
	for i := 1; i < n; i++ {
		other := worst
		for j := range n {
			if j != heads[i] && j != i {
				other = max(other, scores[i*n+j])
			}
		}
		margins[i] = scores[i*n+heads[i]] - other
	}
	return heads, margins
}

// product is the inner product; four sums that don't wait for each other.
func product(x, y []float32) float32 {
	var a, b, c, d float32
	for len(x) >= 4 && len(y) >= 4 {
		a += float32(x[0] * y[0])
		b += float32(x[1] * y[1])
		c += float32(x[2] * y[2])
		d += float32(x[3] * y[3])
		x, y = x[4:], y[4:]
	}
	for i := range x {
		a += float32(x[i] * y[i])
	}
	return a + b + c + d
}

func (m *Model) relations(x []float32, n, width int, heads []int) []float32 {
	d := rectify(m.labelDependent.apply(x, n, width))
	h := rectify(m.labelHead.apply(x, n, width))
	w := m.shape.Label
	pairs := make([]float32, n*3*w)
	for i, head := range heads {
		a, b, o := d[i*w:][:w], h[max(head, 0)*w:][:w], pairs[i*3*w:][:3*w]
		copy(o, a)
		copy(o[w:], b)
		for k := range w {
			o[2*w+k] = a[k] * b[k]
		}
	}
	return m.label.apply(pairs, n, 3*w)
}

func rectify(x []float32) []float32 {
	for i, v := range x {
		x[i] = max(v, float32(leak*v))
	}
	return x
}

// best gives the number of the highest score and its lead over the next.
func best(row []float32) (at int, lead float32) {
	second := worst
	for i, x := range row {
		switch {
		case i == 0:
		case x > row[at]:
			second, at = row[at], i
		case x > second:
			second = x
		}
	}
	return at, row[at] - second
}
