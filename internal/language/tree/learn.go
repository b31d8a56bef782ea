package tree

import (
	"math/rand/v2"

	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
)

// Example is a tagged sentence with its right tree.
type Example struct {
	Words []lexis.Word
	Heads []int // len(Words) for the root
	Rels  []uint16
}

// Training says how to learn.
type Training struct {
	Rels       []string
	Epochs     int
	Explore    int // epochs that follow the gold tree before the parser's own moves are followed
	KeepMoves  int
	KeepLabels int
	Seed       uint64
}

type learner struct {
	*Parser
	moves, labels *linear.Learner
	random        *rand.Rand
	follow        bool
	scores        []float32
}

// Learn trains a parser with the dynamic oracle: after the first epochs it
// follows its own best move nine times in ten and is taught the best move from
// wherever that leads.
func Learn(examples []Example, how Training) *Parser {
	p := (&Parser{Rels: how.Rels}).Prepare()
	l := &learner{Parser: p, moves: linear.NewLearner(moves, 8), labels: linear.NewLearner(len(how.Rels), 8),
		random: rand.New(rand.NewPCG(how.Seed, 11)), scores: make([]float32, len(how.Rels))}
	v := &view{buf: make([]uint64, 0, 96)}
	for epoch := range how.Epochs {
		l.follow = epoch >= how.Explore
		for _, n := range l.random.Perm(len(examples)) {
			l.sentence(v, &examples[n])
		}
	}
	p.Moves = l.moves.Model(how.KeepMoves)
	p.Labels = l.labels.Model(how.KeepLabels)
	return p
}

func (l *learner) sentence(v *view, e *Example) {
	v.begin(e.Words)
	for !v.done() {
		move := l.step(v, e)
		if move == Shift {
			v.apply(Shift, 0)
			continue
		}
		head, dependent := v.arc(move)
		v.apply(move, l.name(v, e, head, dependent)+1)
	}
}

// step teaches the move and says which one to follow.
func (l *learner) step(v *view, e *Example) int {
	ok := v.allowed()
	features := v.features()
	var scores [moves]float32
	l.moves.Scores(features, scores[:])
	best, right, least := none, none, 1<<30
	for m := range moves {
		if !ok[m] {
			continue
		}
		if best == none || scores[m] > scores[best] {
			best = m
		}
		if c := v.cost(m, e.Heads); c < least || c == least && scores[m] > scores[right] {
			right, least = m, c
		}
	}
	if v.cost(best, e.Heads) > least {
		l.moves.Update(features, right, 1)
		l.moves.Update(features, best, -1)
	}
	l.moves.Tick()
	if l.follow && l.random.IntN(10) > 0 {
		return best
	}
	return right
}

// name teaches the relation where the arc is right, and gives the one to note.
func (l *learner) name(v *view, e *Example, head, dependent int) uint16 {
	if head == v.n {
		return l.root
	}
	features := v.arcFeatures(head, dependent)
	clear(l.scores)
	l.labels.Scores(features, l.scores)
	best := 0
	for c, s := range l.scores {
		if s > l.scores[best] {
			best = c
		}
	}
	if e.Heads[dependent] == head {
		if right := int(e.Rels[dependent]); best != right {
			l.labels.Update(features, right, 1)
			l.labels.Update(features, best, -1)
		}
		l.labels.Tick()
	}
	return uint16(best)
}
