package neural

import (
	"math"
	"math/rand/v2"
	"sync"
)

// Training says how to fit.
type Training struct {
	Epochs  int
	Batch   int     // tokens in a batch
	Rate    float64 // highest learning rate
	Drop    float32 // share of columns dropped
	Workers int
	Seed    uint64
	Report  func(epoch int, loss float64)
}

// Fit trains the network on examples, each a batch of one sentence. prepare
// may change the inputs of a copy, for example to hide rare words. The result
// holds the running average of the weights.
func (n *Network) Fit(examples []Batch, prepare func(*Batch, *rand.Rand), how Training) {
	o := newOptimiser(n, how)
	random := rand.New(rand.NewPCG(how.Seed, 23))
	for epoch := range how.Epochs {
		loss, tokens := 0.0, 0
		for _, group := range batches(examples, how.Batch*how.Workers, random.Perm(len(examples))) {
			o.gradients(group, prepare)
			o.step(float64(epoch)+float64(tokens)/float64(o.total(examples)), len(group))
			loss += o.loss
			tokens += o.tokens
		}
		if how.Report != nil {
			how.Report(epoch, loss/float64(tokens))
		}
	}
	o.finish()
}

// batches cuts the permuted examples into groups of about size tokens.
func batches(examples []Batch, size int, order []int) [][]Batch {
	var out [][]Batch
	var group []Batch
	tokens := 0
	for _, i := range order {
		group = append(group, examples[i])
		tokens += len(examples[i].Tags)
		if tokens >= size {
			out, group, tokens = append(out, group), nil, 0
		}
	}
	if len(group) > 0 {
		out = append(out, group)
	}
	return out
}

// join puts sentences one behind the other.
func join(group []Batch) *Batch {
	b := &Batch{Inputs: make([][]int32, len(group[0].Inputs))}
	for _, e := range group {
		base := int32(len(b.Tags))
		for k := range b.Inputs {
			b.Inputs[k] = append(b.Inputs[k], e.Inputs[k]...)
		}
		for _, h := range e.Heads {
			b.Heads = append(b.Heads, h+base)
		}
		b.Rels = append(b.Rels, e.Rels...)
		b.Tags = append(b.Tags, e.Tags...)
		b.Ends = append(b.Ends, len(b.Tags))
	}
	return b
}

// optimiser is Adam (Kingma and Ba 2015) with a warm-up, a linear decay and an
// average over the last steps.
type optimiser struct {
	*Network
	how     Training
	workers []*tape
	m, v    [][]float32
	mean    [][]float32
	steps   int
	all     int
	loss    float64
	tokens  int
}

func newOptimiser(n *Network, how Training) *optimiser {
	o := &optimiser{Network: n, how: how}
	for k := range how.Workers {
		t := &tape{train: true, random: rand.New(rand.NewPCG(how.Seed, uint64(100+k)))}
		for _, p := range n.params {
			t.grads = append(t.grads, make([]float32, len(p.V)))
		}
		o.workers = append(o.workers, t)
	}
	for _, p := range n.params {
		o.m = append(o.m, make([]float32, len(p.V)))
		o.v = append(o.v, make([]float32, len(p.V)))
		o.mean = append(o.mean, append([]float32(nil), p.V...))
	}
	return o
}

func (o *optimiser) total(examples []Batch) int {
	if o.all == 0 {
		for _, e := range examples {
			o.all += len(e.Tags)
		}
	}
	return o.all
}

// gradients shares the group among the workers.
func (o *optimiser) gradients(group []Batch, prepare func(*Batch, *rand.Rand)) {
	var wait sync.WaitGroup
	o.loss, o.tokens = 0, 0
	for k, t := range o.workers {
		part := group[k*len(group)/len(o.workers) : (k+1)*len(group)/len(o.workers)]
		if len(part) == 0 {
			continue
		}
		wait.Go(func() {
			b := join(part)
			prepare(b, t.random)
			t.loss = 0
			o.run(t, b, o.how.Drop)
			t.backward()
		})
		for _, e := range part {
			o.tokens += len(e.Tags)
		}
	}
	wait.Wait()
	for _, t := range o.workers {
		o.loss += t.loss
	}
}

// step moves the parameters; progress counts epochs.
func (o *optimiser) step(progress float64, sentences int) {
	o.steps++
	const beta1, beta2, epsilon, clip = 0.9, 0.98, 1e-8, 5
	rate := o.how.Rate * min(1, float64(o.steps)/100) * max(0.01, 1-progress/float64(o.how.Epochs))
	rate *= math.Sqrt(1-math.Pow(beta2, float64(o.steps))) / (1 - math.Pow(beta1, float64(o.steps)))
	scale := o.scale(sentences, clip)
	keep := float32(min(0.999, float64(o.steps)/float64(o.steps+10)))
	var wait sync.WaitGroup
	for half := range o.how.Workers {
		wait.Go(func() {
			for i := half; i < len(o.params); i += o.how.Workers {
				o.adam(i, float32(rate), scale, beta1, beta2, epsilon, keep)
			}
		})
	}
	wait.Wait()
}

// scale averages over sentences and clips the gradient's norm.
func (o *optimiser) scale(sentences int, clip float64) float32 {
	var norm float64
	for i := range o.params {
		g := o.workers[0].grads[i]
		for _, t := range o.workers[1:] {
			for j, x := range t.grads[i] {
				g[j] += x
			}
			clear(t.grads[i])
		}
		for _, x := range g {
			norm += float64(x) * float64(x)
		}
	}
	norm = math.Sqrt(norm) / float64(sentences)
	return float32(min(1, clip/max(norm, 1e-9)) / float64(sentences))
}

// adam moves one parameter, row by row; rows of a table that the batch has not
// touched stay.
func (o *optimiser) adam(i int, rate, scale, beta1, beta2, epsilon, keep float32) {
	p := o.params[i]
	for r := range p.Rows {
		if from, to := r*p.Cols, (r+1)*p.Cols; i >= len(o.tables) || touched(o.workers[0].grads[i][from:to]) {
			o.adamRow(i, from, to, rate, scale, beta1, beta2, epsilon, keep)
		}
	}
}

func touched(g []float32) bool {
	for _, x := range g {
		if x != 0 {
			return true
		}
	}
	return false
}

func (o *optimiser) adamRow(i, from, to int, rate, scale, beta1, beta2, epsilon, keep float32) {
	g, m, v, mean, w := o.workers[0].grads[i][from:to], o.m[i][from:to], o.v[i][from:to], o.mean[i][from:to], o.params[i].V[from:to]
	for j, x := range g {
		x *= scale
		m[j] = beta1*m[j] + (1-beta1)*x
		v[j] = beta2*v[j] + (1-beta2)*x*x
		w[j] -= rate * m[j] / (float32(math.Sqrt(float64(v[j]))) + epsilon)
		mean[j] = keep*mean[j] + (1-keep)*w[j]
	}
	clear(g)
}

func (o *optimiser) finish() {
	for i, p := range o.params {
		copy(p.V, o.mean[i])
	}
}
