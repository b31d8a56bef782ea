package neural

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"ascribe/internal/language/weights"
)

// Quantise gives the network's parameters in eight bits.
func (n *Network) Quantise(v *Vocabulary) *Model {
	m := &Model{shape: n.Shape, vocabulary: v, logistic: newLogistic()}
	for _, p := range n.tables {
		peak := float32(1e-12)
		for _, x := range p.V {
			peak = max(peak, abs(x))
		}
		t := table{cols: p.Cols, scale: peak / 127, v: make([]int8, len(p.V))}
		for i, x := range p.V {
			t.v[i] = int8(math.RoundToEven(float64(x / t.scale)))
		}
		m.tables = append(m.tables, t)
	}
	for _, l := range n.layers {
		var q modelLayer
		for d := range l.in {
			q.in[d], q.peep[d] = quantise(l.in[d], nil), l.peep[d].V
		}
		m.layers = append(m.layers, q)
	}
	for i, d := range []dense{n.tag, n.arcDependent, n.arcHead, n.bilinear, n.labelDependent, n.labelHead, n.label} {
		*m.dense()[i] = quantise(d.w, d.b)
	}
	return m
}

func (m *Model) dense() []**quantised {
	return []**quantised{&m.tag, &m.arcDependent, &m.arcHead, &m.bilinear, &m.labelDependent, &m.labelHead, &m.label}
}

// Save adds the model's sections to f.
func (m *Model) Save(f *weights.File) error {
	if err := f.PutJSON("neural/shape", m.shape); err != nil {
		return err
	}
	f.Put("neural/words", []byte(strings.Join(m.vocabulary.Words, "\n")))
	var out []byte
	for _, t := range m.tables {
		out = appendFloats(out, []float32{t.scale})
		out = appendBytes(out, t.v)
	}
	f.Put("neural/tables", out)
	out = nil
	for _, l := range m.layers {
		for d := range l.in {
			out = l.in[d].append(out)
			out = appendFloats(out, l.peep[d])
		}
	}
	for _, q := range m.dense() {
		out = (*q).append(out)
	}
	f.Put("neural/weights", out)
	return nil
}

func (q *quantised) append(out []byte) []byte {
	out = appendFloats(out, q.scale)
	out = appendFloats(out, q.bias)
	for o := range q.out {
		out = appendBytes(out, q.w[o*q.stride:][:q.in])
	}
	return out
}

func appendFloats(out []byte, v []float32) []byte {
	for _, x := range v {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return out
}

func appendBytes(out []byte, v []int8) []byte {
	for _, x := range v {
		out = append(out, byte(x))
	}
	return out
}

// Load reads what Save added, for a tagger of so many tags and a parser of so
// many relations.
func Load(f *weights.File, tags, rels int) (*Model, error) {
	m := &Model{vocabulary: &Vocabulary{}, logistic: newLogistic()}
	if err := f.GetJSON("neural/shape", &m.shape); err != nil {
		return nil, err
	}
	var parts [3][]byte
	for i, name := range []string{"neural/words", "neural/tables", "neural/weights"} {
		var err error
		if parts[i], err = f.Get(name); err != nil {
			return nil, err
		}
	}
	m.vocabulary.Words = strings.Split(string(parts[0]), "\n")
	m.vocabulary.Prepare()
	want := m.vocabulary.Tables(tags)
	if m.shape.Tags != tags || m.shape.Rels != rels || !m.shape.sound() || fmt.Sprint(want) != fmt.Sprint(m.shape.Tables) {
		return nil, fmt.Errorf("neural: weights of another shape: %v", m.shape)
	}
	r := &reader{data: parts[1]}
	width := 0
	for _, t := range m.shape.Tables {
		scale := r.floats(1)[0]
		m.tables = append(m.tables, table{cols: t.Cols, scale: scale, v: r.bytes(t.Rows * t.Cols)})
		width += t.Cols
	}
	w := &reader{data: parts[2]}
	m.read(w, width)
	if r.failed || w.failed || len(r.data)+len(w.data) > 0 {
		return nil, fmt.Errorf("neural: weights are damaged")
	}
	return m, nil
}

// sound says whether sizes are such as a network may have.
func (s Shape) sound() bool {
	for _, n := range []int{s.Hidden, s.Layers, s.Arc, s.Label} {
		if n < 1 || n > 4096 {
			return false
		}
	}
	return true
}

func (m *Model) read(r *reader, width int) {
	s := m.shape
	for range s.Layers {
		var l modelLayer
		for d := range l.in {
			l.in[d] = r.matrix(width, 4*s.Hidden, false)
			l.peep[d] = r.floats(4 * s.Hidden)
		}
		m.layers = append(m.layers, l)
		width = 2 * s.Hidden
	}
	sizes := [][2]int{{width, s.Tags}, {width, s.Arc}, {width, s.Arc}, {s.Arc, s.Arc}, {width, s.Label}, {width, s.Label}, {3 * s.Label, s.Rels}}
	for i, q := range m.dense() {
		*q = r.matrix(sizes[i][0], sizes[i][1], true)
	}
}

type reader struct {
	data   []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.failed = true
		return make([]byte, n)
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) floats(n int) []float32 {
	out := make([]float32, n)
	for i, data := 0, r.take(4*n); i < n; i++ {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

func (r *reader) bytes(n int) []int8 {
	out := make([]int8, n)
	for i, b := range r.take(n) {
		out[i] = int8(b)
	}
	return out
}

func (r *reader) matrix(in, out int, bias bool) *quantised {
	q := newQuantised(in, out)
	q.scale = r.floats(out)
	if bias {
		q.bias = r.floats(out)
	}
	for o := range out {
		copy(q.w[o*q.stride:], r.bytes(in))
	}
	return q
}
