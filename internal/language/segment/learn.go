package segment

import (
	"math/rand/v2"

	"ascribe/internal/language/linear"
)

// Example is a text's tokens and the ends of its sentences, as Ends gives them.
type Example struct {
	Tokens []Token
	Ends   []int
}

// Learn trains the model of sentence boundaries for epochs rounds and keeps so
// many features.
func (s *Segmenter) Learn(examples []Example, epochs, keep int, seed uint64) *linear.Model {
	learner := linear.NewLearner(2, 1)
	random := rand.New(rand.NewPCG(seed, 5))
	buf := make([]uint64, 0, 48)
	for range epochs {
		for _, n := range random.Perm(len(examples)) {
			s.learnText(learner, &examples[n], buf)
		}
	}
	return learner.Model(keep)
}

func (s *Segmenter) learnText(learner *linear.Learner, e *Example, buf []uint64) {
	first, next := 0, 0
	for i := range e.Tokens {
		for next < len(e.Ends) && e.Ends[next] < i+1 {
			next++
		}
		gold := 0
		if next < len(e.Ends) && e.Ends[next] == i+1 {
			gold = 1
		}
		if Candidate(e.Tokens, i) && !e.Tokens[i].Break && i+1 < len(e.Tokens) {
			var scores [2]float32
			features := s.Features(e.Tokens, first, i, buf)
			learner.Scores(features, scores[:])
			// A margin keeps learning after the training texts are right.
			if scores[gold]-scores[1-gold] < 8 {
				learner.Update(features, gold, 1)
				learner.Update(features, 1-gold, -1)
			}
			learner.Tick()
		}
		if gold == 1 || e.Tokens[i].Break {
			first = i + 1
		}
	}
}
