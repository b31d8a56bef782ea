package name

import (
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
	Seed   uint64
}

type learner struct {
	*linear.Learner
	labels int
	moves  []float32
}

// Learn trains a recogniser. Where several labels are allowed the best path
// among them counts as the right one.
func Learn(examples []Example, how Training) *Recogniser {
	r := &Recogniser{Types: how.Types}
	l := &learner{Learner: linear.NewLearner(r.labels()), labels: r.labels()}
	random := rand.New(rand.NewPCG(how.Seed, 3))
	for range how.Epochs {
		for _, n := range random.Perm(len(examples)) {
			e := examples[n]
			if random.IntN(100) < how.Blind {
				e.Known = nil
			}
			l.sentence(&e)
			l.Tick()
		}
	}
	r.Model = l.Model(how.Keep)
	return r.Prepare()
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
	l.moves = make([]float32, l.labels*l.labels)
	for before := range l.labels {
		l.Scores([]uint64{step(before)}, l.moves[before*l.labels:][:l.labels])
	}
	at := func(i, label int) float32 { return emit[i*l.labels+label] }
	move := func(before, label int) float32 { return l.moves[before*l.labels+label] }
	guess := best(n, l.labels, at, move, nil)
	right := best(n, l.labels, at, move, e.Allow)
	l.teach(described, right, guess)
}

func (l *learner) teach(described [][]uint64, right, guess []int) {
	for i := range right {
		if right[i] != guess[i] {
			l.Update(described[i], right[i], 1)
			l.Update(described[i], guess[i], -1)
		}
		before, thought := outside, outside
		if i > 0 {
			before, thought = right[i-1], guess[i-1]
		}
		if right[i] != guess[i] || before != thought {
			l.Update([]uint64{step(before)}, right[i], 1)
			l.Update([]uint64{step(thought)}, guess[i], -1)
		}
	}
}
