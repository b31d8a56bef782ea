package name

import (
	"math"

	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
	"ascribe/internal/language/tag"
)

// Span is a name found: words First to Last, half-open.
type Span struct {
	First, Last int
	Type        string
	Confidence  float32 // 0 to 1
}

// Recogniser is read-only and safe for concurrent use.
type Recogniser struct {
	Types []string
	Model *linear.Model
	moves [][]int32 // score of label after label
}

// Labels: 0 is outside, 2t+1 begins type t, 2t+2 continues it.
func (r *Recogniser) labels() int { return 2*len(r.Types) + 1 }

// follows says whether a label may stand behind another; before is outside at
// the start of a sentence.
func follows(before, label int) bool {
	if label == outside || label%2 == 1 {
		return true
	}
	return before == label || before == label-1
}

// Prepare derives the lookups.
func (r *Recogniser) Prepare() *Recogniser {
	r.moves = make([][]int32, r.labels())
	for before := range r.moves {
		r.moves[before] = make([]int32, r.labels())
		r.Model.Scores([]uint64{step(before)}, r.moves[before])
	}
	return r
}

// reluctance to call a word no name, in nats: the field alone misses more names
// than it invents.
const reluctance = 0.5

// Find returns the names of a tagged sentence, in order.
func (r *Recogniser) Find(t *Text) []Span {
	n, labels := len(t.Words), r.labels()
	if n == 0 {
		return nil
	}
	emit := make([]int32, n*labels)
	buf := make([]uint64, 0, 64)
	caps := tag.Capitals(t.Words)
	for i := range n {
		r.Model.Scores(features(t, i, caps, buf), emit[i*labels:][:labels])
		emit[i*labels+outside] -= int32(reluctance / r.Model.Step)
	}
	path := best(n, labels, func(i, label int) float32 { return float32(emit[i*labels+label]) },
		func(before, label int) float32 { return float32(r.moves[before][label]) }, nil)
	return r.spans(path, emit)
}

// best is Viterbi's algorithm. allow, if not nil, is the set of labels that
// word i may bear.
func best(n, labels int, emit func(i, label int) float32, move func(before, label int) float32, allow []uint64) []int {
	score := make([]float32, n*labels)
	back := make([]int8, n*labels)
	for i := range n {
		for label := range labels {
			at := i*labels + label
			score[at] = -math.MaxFloat32
			if allow != nil && allow[i]>>label&1 == 0 {
				continue
			}
			for before := range labels {
				if i == 0 && before != outside || !follows(before, label) || i > 0 && score[at-label-labels+before] == -math.MaxFloat32 {
					continue
				}
				s := move(before, label)
				if i > 0 {
					s += score[at-label-labels+before]
				}
				if s > score[at] {
					score[at], back[at] = s, int8(before)
				}
			}
			if score[at] > -math.MaxFloat32 {
				score[at] += emit(i, label)
			}
		}
	}
	return trace(score, back, n, labels)
}

func trace(score []float32, back []int8, n, labels int) []int {
	path := make([]int, n)
	last := 0
	for label := range labels {
		if score[(n-1)*labels+label] > score[(n-1)*labels+last] {
			last = label
		}
	}
	for i := n - 1; i >= 0; i-- {
		path[i] = last
		last = int(back[i*labels+last])
	}
	return path
}

func (r *Recogniser) spans(path []int, emit []int32) []Span {
	var out []Span
	for i := 0; i < len(path); i++ {
		if path[i] == outside {
			continue
		}
		first, kind := i, (path[i]-1)/2
		for i+1 < len(path) && path[i+1] == 2*kind+2 {
			i++
		}
		out = append(out, Span{First: first, Last: i + 1, Type: r.Types[kind], Confidence: r.confidence(path, emit, first, i+1)})
	}
	return out
}

// confidence squashes the least lead that a word of the name has over being
// outside or of another type.
func (r *Recogniser) confidence(path []int, emit []int32, first, last int) float32 {
	labels := r.labels()
	least := float32(math.MaxFloat32)
	for i := first; i < last; i++ {
		scores := emit[i*labels:][:labels]
		kind, rival := (path[i]-1)/2, scores[outside]
		for label, s := range scores {
			if label != outside && (label-1)/2 != kind {
				rival = max(rival, s)
			}
		}
		least = min(least, float32(scores[path[i]]-rival)*r.Model.Step)
	}
	return float32(1 / (1 + math.Exp(-float64(least))))
}

// Classes turns a gazetteer's answers into what Text.Known wants.
func Classes(tokens []string, longest func(tokens []string, from int) (string, int)) []uint64 {
	out := make([]uint64, len(tokens))
	for i := 0; i < len(tokens); {
		class, n := longest(tokens, i)
		if n <= 0 || i+n > len(tokens) {
			i++
			continue
		}
		for k := range n {
			position := "I-"
			if k == 0 {
				position = "B-"
			}
			out[i+k] = lexis.Hash(position + class)
		}
		i += n
	}
	return out
}
