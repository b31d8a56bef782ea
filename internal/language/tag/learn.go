package tag

import (
	"math/rand/v2"
	"sort"

	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
)

// Example is a sentence with the numbers of its right tags.
type Example struct {
	Words []lexis.Word
	Tags  []uint16
}

// Training says how to learn.
type Training struct {
	Tags   []string
	Epochs int
	Keep   int // features kept for each pass
	Passes int // one or two
	Folds  int // parts for the tags that the second pass learns from
	Seed   uint64
}

// Learn trains a tagger. The second pass learns from tags that the first
// gives to sentences which it was not trained on.
func Learn(examples []Example, how Training) *Tagger {
	t := (&Tagger{Tags: how.Tags, Fixed: fixed(examples)}).Prepare()
	t.First = learnPass(t, examples, nil, how).Model(how.Keep)
	if how.Passes > 1 {
		ahead := Jackknife(examples, how, how.Folds)
		t.Again = learnPass(t, examples, ahead, how).Model(how.Keep)
	}
	return t
}

// Jackknife tags every sentence by a one-pass tagger that was trained without
// the part in which it lies.
func Jackknife(examples []Example, how Training, folds int) [][]uint16 {
	out := make([][]uint16, len(examples))
	done := make(chan bool, 2)
	for part := range folds {
		go func() {
			jackknifePart(examples, how, folds, part, out)
			done <- true
		}()
		if part%2 == 1 {
			<-done
			<-done
		}
	}
	if folds%2 == 1 {
		<-done
	}
	return out
}

func jackknifePart(examples []Example, how Training, folds, part int, out [][]uint16) {
	var rest []Example
	for i, e := range examples {
		if i/10%folds != part {
			rest = append(rest, e)
		}
	}
	t := (&Tagger{Tags: how.Tags, Fixed: fixed(rest)}).Prepare()
	t.First = learnPass(t, rest, nil, how).Model(how.Keep)
	for i, e := range examples {
		if i/10%folds == part {
			words := append([]lexis.Word(nil), e.Words...)
			t.Tag(words)
			out[i] = make([]uint16, len(words))
			for j := range words {
				out[i][j] = words[j].Tag
			}
		}
	}
}

func learnPass(t *Tagger, examples []Example, ahead [][]uint16, how Training) *linear.Learner {
	learner := linear.NewLearner(len(t.Tags), 4)
	random := rand.New(rand.NewPCG(how.Seed, 7))
	scores := make([]float32, len(t.Tags))
	v := &view{buf: make([]uint64, 0, 64)}
	for range how.Epochs {
		for _, n := range random.Perm(len(examples)) {
			e := &examples[n]
			v.words, v.tags, v.caps = e.Words, make([]uint16, len(e.Words)), Capitals(e.Words)
			if ahead != nil {
				v.ahead = ahead[n]
			}
			for i := range e.Words {
				learnWord(t, learner, v, e, i, scores)
			}
		}
	}
	return learner
}

func learnWord(t *Tagger, learner *linear.Learner, v *view, e *Example, i int, scores []float32) {
	if tag, ok := t.Fixed[e.Words[i].Form]; ok {
		v.tags[i] = tag + 1
		return
	}
	clear(scores)
	features := v.features(i)
	learner.Scores(features, scores)
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	v.tags[i] = uint16(best + 1)
	if right := int(e.Tags[i]); best != right {
		learner.Update(features, right, 1)
		learner.Update(features, best, -1)
	}
	learner.Tick()
}

// fixed lists the frequent forms that bear one tag nearly always; scoring them
// is a waste of time (Honnibal's shortcut).
func fixed(examples []Example) map[uint64]uint16 {
	counts := map[uint64]map[uint16]int{}
	for _, e := range examples {
		for i, w := range e.Words {
			if counts[w.Form] == nil {
				counts[w.Form] = map[uint16]int{}
			}
			counts[w.Form][e.Tags[i]]++
		}
	}
	out := map[uint64]uint16{}
	for form, tags := range counts {
		total, best, most := 0, uint16(0), 0
		for tag, n := range tags {
			total += n
			if n > most || n == most && tag < best {
				best, most = tag, n
			}
		}
		if total >= 30 && most*1000 >= total*995 {
			out[form] = best
		}
	}
	return out
}

// Inventory lists the tags that occur at least least times, most frequent first.
func Inventory(tags []string, least int) []string {
	counts := map[string]int{}
	for _, t := range tags {
		counts[t]++
	}
	var out []string
	for t, n := range counts {
		if n >= least {
			out = append(out, t)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if counts[out[i]] != counts[out[j]] {
			return counts[out[i]] > counts[out[j]]
		}
		return out[i] < out[j]
	})
	return out
}
