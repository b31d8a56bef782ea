package tag

import (
	"strings"

	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
)

// Tagger is read-only and safe for concurrent use.
type Tagger struct {
	Tags  []string // "UPOS|XPOS"
	Fixed map[uint64]uint16
	First *linear.Model
	Again *linear.Model // nil: one pass
	upos  []uint16
	parts []string // universal tags by number
}

// Prepare derives the lookups from Tags.
func (t *Tagger) Prepare() *Tagger {
	number := map[string]uint16{}
	t.upos, t.parts = make([]uint16, len(t.Tags)), nil
	for i, tag := range t.Tags {
		part, _, _ := strings.Cut(tag, "|")
		n, known := number[part]
		if !known {
			n = uint16(len(t.parts))
			number[part], t.parts = n, append(t.parts, part)
		}
		t.upos[i] = n
	}
	return t
}

// Names gives the universal and the Penn tag of a tag number + 1.
func (t *Tagger) Names(tag uint16) (upos, xpos string) {
	if tag == 0 || int(tag) > len(t.Tags) {
		return "X", "FW"
	}
	upos, xpos, _ = strings.Cut(t.Tags[tag-1], "|")
	return upos, xpos
}

// Tag sets Tag and UPOS of all words and returns how far each decision was
// ahead of the next best, in model units.
func (t *Tagger) Tag(words []lexis.Word) []float32 {
	margins := make([]float32, len(words))
	v := &view{words: words, caps: Capitals(words), buf: make([]uint64, 0, 64)}
	v.tags = make([]uint16, len(words))
	t.pass(v, t.First, margins)
	if t.Again != nil {
		v.ahead, v.tags = v.tags, make([]uint16, len(words))
		t.pass(v, t.Again, margins)
	}
	for i, tag := range v.tags {
		t.Set(&words[i], tag)
	}
	return margins
}

// Set gives word the tag with this number + 1.
func (t *Tagger) Set(w *lexis.Word, tag uint16) {
	w.Tag = tag
	if tag > 0 {
		w.UPOS = t.upos[tag-1] + 1
	}
}

func (t *Tagger) pass(v *view, model *linear.Model, margins []float32) {
	scores := make([]int32, model.Classes)
	for i := range v.words {
		if tag, ok := t.Fixed[v.words[i].Form]; ok {
			v.tags[i], margins[i] = tag+1, 10
			continue
		}
		clear(scores)
		model.Scores(v.features(i), scores)
		best, margin := top(scores)
		v.tags[i], margins[i] = uint16(best+1), float32(margin)*model.Step
	}
}

func top(scores []int32) (best int, margin int32) {
	second := int32(-1 << 30)
	for c, s := range scores {
		if s > scores[best] {
			second, best = scores[best], c
		} else if c != best && s > second {
			second = s
		}
	}
	return best, scores[best] - second
}

// Capitals says how a sentence is written: 0 normally, 1 as a headline With
// Most Words Capitalised, 2 ALL IN CAPITALS.
func Capitals(words []lexis.Word) uint64 {
	long, upper, all := 0, 0, 0
	for i := range words {
		if len(words[i].Text) < 4 || words[i].Case == lexis.Other {
			continue
		}
		long++
		switch words[i].Case {
		case lexis.Upper:
			all++
			upper++
		case lexis.Title:
			upper++
		}
	}
	switch {
	case long < 3:
		return 0
	case all*4 >= long*3:
		return 2
	case upper*5 >= long*4:
		return 1
	}
	return 0
}
