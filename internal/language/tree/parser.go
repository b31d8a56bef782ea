package tree

import (
	"sync"

	"ascribe/internal/language/lexis"
	"ascribe/internal/language/linear"
)

// Root is the head of a sentence's root.
const Root = -1

// Arc is a word's place in the tree.
type Arc struct {
	Head   int // index of the head in the sentence, or Root
	Rel    uint16
	Margin float32 // how far the decision was ahead of the next best
}

// Parser is read-only and safe for concurrent use.
type Parser struct {
	Rels   []string
	Moves  *linear.Model
	Labels *linear.Model
	root   uint16
	views  sync.Pool
}

// Prepare derives the lookups.
func (p *Parser) Prepare() *Parser {
	for i, rel := range p.Rels {
		if rel == "root" {
			p.root = uint16(i)
		}
	}
	p.views.New = func() any { return &view{buf: make([]uint64, 0, 96)} }
	return p
}

// Parse attaches the tagged words of one sentence, greedily.
func (p *Parser) Parse(words []lexis.Word) []Arc {
	v := p.views.Get().(*view)
	defer p.views.Put(v)
	v.begin(words)
	arcs := make([]Arc, len(words))
	scores := make([]int32, p.Labels.Classes)
	for !v.done() {
		move, margin := p.choose(v)
		if move == Shift {
			v.apply(Shift, 0)
			continue
		}
		head, dependent := v.arc(move)
		rel := p.label(v, head, dependent, scores)
		arcs[dependent] = Arc{Head: head, Rel: rel, Margin: margin}
		if head == v.n {
			arcs[dependent].Head = Root
		}
		v.apply(move, rel+1)
	}
	return arcs
}

func (p *Parser) choose(v *view) (move int, margin float32) {
	ok := v.allowed()
	only, count := 0, 0
	for m := range moves {
		if ok[m] {
			only, count = m, count+1
		}
	}
	if count == 1 {
		return only, 0
	}
	scores := p.Moves.Scores4(v.features())
	best, second := none, none
	for m := range moves {
		switch {
		case !ok[m]:
		case best == none || scores[m] > scores[best]:
			best, second = m, best
		case second == none || scores[m] > scores[second]:
			second = m
		}
	}
	return best, float32(scores[best]-scores[second]) * p.Moves.Step
}

func (p *Parser) label(v *view, head, dependent int, scores []int32) uint16 {
	if head == v.n {
		return p.root
	}
	clear(scores)
	p.Labels.Scores(v.arcFeatures(head, dependent), scores)
	best := 0
	for c, s := range scores {
		if s > scores[best] && c != int(p.root) || best == int(p.root) {
			best = c
		}
	}
	return uint16(best)
}
