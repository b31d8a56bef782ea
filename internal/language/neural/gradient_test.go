package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

func small() (*Network, *Batch) {
	n := NewNetwork(Shape{Tables: []Table{{"word", 9, 6}, {"tag", 5, 4}}, Hidden: 5, Layers: 2, Arc: 4, Label: 3, Tags: 4, Rels: 3}, 1)
	random := rand.New(rand.NewPCG(5, 6))
	for _, p := range n.params {
		for i := range p.V {
			p.V[i] += (random.Float32() - .5) * .4
		}
	}
	b := &Batch{Inputs: [][]int32{{0, 1, 2, 3, 0, 4, 5}, {0, 1, 2, 1, 0, 3, 4}}, Ends: []int{4, 7},
		Heads: []int32{0, 2, 0, 2, 4, 6, 4}, Rels: []int32{-1, 0, 1, 2, -1, 1, 1}, Tags: []int32{-1, 1, 2, 3, -1, 0, 1}}
	return n, b
}

// TestGradients compares every parameter's gradient with a difference quotient.
func TestGradients(t *testing.T) {
	n, b := small()
	grads := make([][]float32, len(n.params))
	for i, p := range n.params {
		grads[i] = make([]float32, len(p.V))
	}
	random := rand.New(rand.NewPCG(1, 1))
	work := &tape{train: true, random: random, grads: grads}
	n.run(work, b, 0)
	work.backward()
	loss := func() float64 {
		scratch := &tape{train: true, random: random}
		n.run(scratch, b, 0)
		return scratch.loss
	}
	for i, p := range n.params {
		for j := range p.V {
			const h = 2e-3
			was := p.V[j]
			p.V[j] = was + h
			up := loss()
			p.V[j] = was - h
			down := loss()
			p.V[j] = was
			want := (up - down) / (2 * h)
			if got := float64(grads[i][j]); math.Abs(got-want) > 0.05*(1+math.Abs(want)) {
				t.Errorf("%s[%d]: gradient %v, difference quotient %v", p.Name, j, got, want)
			}
		}
	}
}
