// Package neural is the accurate mode's parser: embeddings, a bidirectional
// simple recurrent network (Lei et al. 2018) and biaffine attention (Dozat and
// Manning 2017), trained and run in plain Go.
package neural

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Shape gives the sizes of a network.
type Shape struct {
	Tables []Table // one per input
	Hidden int     // width of one direction
	Layers int
	Arc    int // width of the arc scorer
	Label  int
	Tags   int
	Rels   int
}

// Table is an embedding of so many rows of width Cols.
type Table struct {
	Name       string
	Rows, Cols int
}

// Network is the parameters.
type Network struct {
	Shape  Shape
	params []*Param
	tables []*Param
	layers []layer
	tag, arcDependent, arcHead, bilinear,
	labelDependent, labelHead, label dense
}

type layer struct {
	in   [2]*Param // both directions' projections
	peep [2]*Param // forget and reset weights on the state, and their biases
}

type dense struct{ w, b *Param }

// NewNetwork returns a network with random weights.
func NewNetwork(shape Shape, seed uint64) *Network {
	n := &Network{Shape: shape}
	random := rand.New(rand.NewPCG(seed, 17))
	width := 0
	for _, table := range shape.Tables {
		n.tables = append(n.tables, n.param("table/"+table.Name, table.Rows, table.Cols, 0.15, random))
		width += table.Cols
	}
	for k := range shape.Layers {
		var l layer
		for d := range l.in {
			name := fmt.Sprintf("layer%d/%d", k, d)
			l.in[d] = n.param(name+"/in", width, 4*shape.Hidden, bound(width), random)
			l.peep[d] = n.param(name+"/peep", 4, shape.Hidden, 0, random)
			for k := range shape.Hidden {
				l.peep[d].V[2*shape.Hidden+k] = 0.5 // remember rather than forget at first
			}
		}
		n.layers = append(n.layers, l)
		width = 2 * shape.Hidden
	}
	n.tag = n.dense("tag", width, shape.Tags, random)
	n.arcDependent = n.dense("arc/dependent", width, shape.Arc, random)
	n.arcHead = n.dense("arc/head", width, shape.Arc, random)
	n.bilinear = n.dense("arc/bilinear", shape.Arc, shape.Arc, random)
	n.labelDependent = n.dense("label/dependent", width, shape.Label, random)
	n.labelHead = n.dense("label/head", width, shape.Label, random)
	n.label = n.dense("label/out", 3*shape.Label, shape.Rels, random)
	return n
}

func bound(width int) float32 { return float32(math.Sqrt(3 / float64(width))) }

func (n *Network) param(name string, rows, cols int, scale float32, random *rand.Rand) *Param {
	p := &Param{Name: name, Rows: rows, Cols: cols, V: make([]float32, rows*cols), id: len(n.params)}
	for i := range p.V {
		p.V[i] = (2*random.Float32() - 1) * scale
	}
	n.params = append(n.params, p)
	return p
}

func (n *Network) dense(name string, in, out int, random *rand.Rand) dense {
	return dense{n.param(name+"/w", in, out, bound(in), random), n.param(name+"/b", 1, out, 0, random)}
}

// Batch is sentences one behind the other; the first token of each stands for
// its root. Inputs holds, for each table, a row number per token.
type Batch struct {
	Inputs [][]int32
	Ends   []int
	Heads  []int32 // place in the batch, for the arcs' and labels' loss
	Rels   []int32 // -1 at roots
	Tags   []int32 // -1 at roots
}

// run computes the loss of a batch on the tape.
func (n *Network) run(t *tape, b *Batch, drop float32) {
	x := t.dropout(t.lookup(n.tables, b.Inputs), b.Ends, drop)
	for _, l := range n.layers {
		out := t.matrix(x.rows, 2*n.Shape.Hidden)
		for d := range l.in {
			u := t.linear(x, l.in[d], nil)
			t.sru(u, b.Ends, l.peep[d], out, d*n.Shape.Hidden, d == 1)
		}
		x = t.dropout(out, b.Ends, drop)
	}
	apply := func(d dense, x *matrix) *matrix { return t.linear(x, d.w, d.b) }
	t.crossEntropy(apply(n.tag, x), b.Tags)
	arcD := t.dropout(t.relu(apply(n.arcDependent, x)), b.Ends, drop)
	arcH := t.dropout(t.relu(apply(n.arcHead, x)), b.Ends, drop)
	t.arcs(apply(n.bilinear, arcD), arcH, b.Ends, b.Heads)
	labelD := t.dropout(t.relu(apply(n.labelDependent, x)), b.Ends, drop)
	labelH := t.dropout(t.relu(apply(n.labelHead, x)), b.Ends, drop)
	t.crossEntropy(apply(n.label, t.pairs(labelD, labelH, b.Heads)), b.Rels)
}

// Begin sets the first columns of a row of the first table, for a word whose
// vector is known from elsewhere.
func (n *Network) Begin(word int, vector []float32) {
	p := n.tables[0]
	row := p.V[(word+firstRow)*p.Cols:][:p.Cols]
	for i := range min(len(vector), len(row)) {
		row[i] = vector[i]
	}
}
