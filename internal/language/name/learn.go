package name

import (
	"math"
	"math/rand/v2"

	"ascribe/internal/language/linear"
	"ascribe/internal/language/tag"
)

// Example is a sentence with the labels that each word may bear: one where it
// is annotated, several where its corpus does not annotate some types.
type Example struct {
	Text
	Allow []uint64 // bit sets over labels
}

// Training says how to learn.
type Training struct {
	Types  []string
	Epochs int
	Keep   int
	Blind  int // per cent of the sentences that are shown without the gazetteer's answers
	Least  int // sentences that a feature must occur in
	Rate   float32
	Seed   uint64
}

type learner struct {
	*linear.Descent
	labels int
}

// Learn trains a conditional random field (Lafferty et al. 2001). Where several
// labels are allowed the probability of all paths among them is raised
// (Tsuboi et al. 2008).
func Learn(examples []Example, how Training) *Recogniser {
	r := &Recogniser{Types: how.Types}
	l := &learner{Descent: linear.NewDescent(r.labels(), how.Rate), labels: r.labels()}
	l.count(examples, how.Least)
	random := rand.New(rand.NewPCG(how.Seed, 3))
	for range how.Epochs {
		for _, n := range random.Perm(len(examples)) {
			e := examples[n]
			if random.IntN(100) < how.Blind {
				e.Known = nil
			}
			l.sentence(&e)
		}
		l.Shrink(0.98)
	}
	r.Model = l.Model(how.Keep)
	return r.Prepare()
}

// count allows the features that occur often enough.
func (l *learner) count(examples []Example, least int) {
	seen := map[uint64]uint8{}
	for n := range examples {
		e := &examples[n]
		caps := tag.Capitals(e.Words)
		for i := range e.Words {
			for _, f := range features(&e.Text, i, caps, nil) {
				if seen[f] < 255 {
					seen[f]++
				}
				if int(seen[f]) == least {
					l.Allow(f)
				}
			}
		}
	}
	for before := range l.labels {
		l.Allow(step(before))
	}
}

func (l *learner) sentence(e *Example) {
	n := len(e.Words)
	if n == 0 {
		return
	}
	caps := tag.Capitals(e.Words)
	described := make([][]uint64, n)
	emit := make([]float32, n*l.labels)
	for i := range n {
		described[i] = features(&e.Text, i, caps, nil)
		l.Scores(described[i], emit[i*l.labels:][:l.labels])
	}
	move := make([]float32, l.labels*l.labels)
	for before := range l.labels {
		l.Scores([]uint64{step(before)}, move[before*l.labels:][:l.labels])
	}
	free := newLattice(n, l.labels, emit, move, nil)
	right := newLattice(n, l.labels, emit, move, e.Allow)
	gradient := make([]float32, l.labels)
	for i := range n {
		for k := range gradient {
			gradient[k] = float32(right.node[i*l.labels+k] - free.node[i*l.labels+k])
		}
		l.Climb(described[i], gradient)
	}
	for before := range l.labels {
		for k := range gradient {
			gradient[k] = float32(right.edge[before*l.labels+k] - free.edge[before*l.labels+k])
		}
		l.Climb([]uint64{step(before)}, gradient)
	}
}

// lattice holds the probabilities of labels and of pairs of them.
type lattice struct {
	n, labels int
	node      []float64 // n × labels
	edge      []float64 // labels × labels: expected number of times
}

// newLattice runs the forward-backward algorithm over the paths that allow
// leaves; nil leaves all.
func newLattice(n, labels int, emit, move []float32, allow []uint64) *lattice {
	l := &lattice{n: n, labels: labels, node: make([]float64, n*labels), edge: make([]float64, labels*labels)}
	power, jump := powers(n, labels, emit, allow), jumps(labels, move)
	alpha, beta := make([]float64, n*labels), make([]float64, n*labels)
	for i := range n {
		row := alpha[i*labels:][:labels]
		for k := range labels {
			sum := jump[outside*labels+k]
			if i > 0 {
				sum = 0
				for before, a := range alpha[(i-1)*labels : i*labels] {
					sum += a * jump[before*labels+k]
				}
			}
			row[k] = sum * power[i*labels+k]
		}
		normalise(row)
	}
	for i := n - 1; i >= 0; i-- {
		row := beta[i*labels:][:labels]
		for k := range labels {
			row[k] = 1
			if i < n-1 {
				row[k] = 0
				for after, b := range beta[(i+1)*labels:][:labels] {
					row[k] += jump[k*labels+after] * power[(i+1)*labels+after] * b
				}
			}
		}
		normalise(row)
		l.expect(i, alpha, beta, power, jump)
	}
	return l
}

// expect fills in the probabilities of word i and of the step to it.
func (l *lattice) expect(i int, alpha, beta, power, jump []float64) {
	node := l.node[i*l.labels:][:l.labels]
	for k := range node {
		node[k] = alpha[i*l.labels+k] * beta[i*l.labels+k]
	}
	normalise(node)
	if i == 0 {
		for k, p := range node {
			l.edge[outside*l.labels+k] += p
		}
	}
	if i+1 == l.n {
		return
	}
	pair, total := make([]float64, l.labels*l.labels), 0.0
	for before := range l.labels {
		a := alpha[i*l.labels+before]
		if a == 0 {
			continue
		}
		for k := range l.labels {
			p := a * jump[before*l.labels+k] * power[(i+1)*l.labels+k] * beta[(i+1)*l.labels+k]
			pair[before*l.labels+k] = p
			total += p
		}
	}
	for k, p := range pair {
		if p > 0 {
			l.edge[k] += p / total
		}
	}
}

// powers are the exponentials of the scores, each word's peak at one.
func powers(n, labels int, emit []float32, allow []uint64) []float64 {
	out := make([]float64, n*labels)
	for i := range n {
		row := emit[i*labels:][:labels]
		peak := float32(-math.MaxFloat32)
		for k, x := range row {
			if allow == nil || allow[i]>>k&1 == 1 {
				peak = max(peak, x)
			}
		}
		for k, x := range row {
			if allow == nil || allow[i]>>k&1 == 1 {
				out[i*labels+k] = math.Exp(float64(max(x-peak, -60)))
			}
		}
	}
	return out
}

func jumps(labels int, move []float32) []float64 {
	out := make([]float64, labels*labels)
	for before := range labels {
		for k := range labels {
			if follows(before, k) {
				out[before*labels+k] = math.Exp(float64(move[before*labels+k]))
			}
		}
	}
	return out
}

func normalise(row []float64) {
	sum := 0.0
	for _, x := range row {
		sum += x
	}
	if sum == 0 {
		return
	}
	for k := range row {
		row[k] /= sum
	}
}
