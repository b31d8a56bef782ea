package screening

import (
	"cmp"
	"math/bits"
	"slices"
)

// The reach of a search.
const (
	shortlist   = 32      // names that are compared in full
	longPosting = 6000    // a word in more names than this finds none by itself
	hopeless    = 0.5     // share of the best name's votes, or of a full one, below which none is compared
	meant       = 40      // names that hold a word from which on it is taken as meant
	remembered  = 1 << 14 // words of queries whose likes are kept
)

// scratch is what one search writes to; it is used again.
type scratch struct {
	sums      []float32 // by name
	touched   []uint32
	hits      []similar
	seen      []uint32 // by name: the word that last added to it
	round     uint32
	short     []uint32             // names to compare in full
	likes     map[string][]similar // by word of a query
	alignment alignment
}

// similar is a term like a word of the query.
type similar struct {
	term  uint32
	score float32
}

func (x *Index) newScratch() *scratch {
	return &scratch{sums: make([]float32, len(x.names)), seen: make([]uint32, len(x.names)), likes: make(map[string][]similar)}
}

// finds reports whether two readings of a query find the same names.
func (r reading) finds(other reading) bool {
	if len(r.tokens) != len(other.tokens) {
		return false
	}
	for i, t := range r.tokens {
		if o := other.tokens[i]; t.text != o.text || (t.class >= title) != (o.class >= title) {
			return false
		}
	}
	return true
}

// vote sums up, for every name, how much of a query it seems to hold.
func (x *Index) vote(r reading, s *scratch) {
	for _, n := range s.touched {
		s.sums[n] = 0
	}
	s.touched = s.touched[:0]
	for _, n := range x.exact.find(r.exact) {
		s.add(n.id, 10)
	}
	for _, p := range r.pieces {
		if p.class >= title {
			continue
		}
		s.round++
		for _, hit := range x.similar(p, s) {
			t := &x.terms[hit.term]
			if t.count > longPosting {
				continue
			}
			vote := hit.score * min(p.weight, t.weight)
			for _, n := range x.postings[hit.term] {
				if s.seen[n] != s.round {
					s.seen[n] = s.round
					s.add(n, vote)
				}
			}
		}
	}
	x.voteJoins(r, s)
}

func (s *scratch) add(name uint32, vote float32) {
	if s.sums[name] == 0 {
		s.touched = append(s.touched, name)
	}
	s.sums[name] += vote
}

// voteJoins finds names by words that the query joins or parts.
func (x *Index) voteJoins(r reading, s *scratch) {
	bare := bare(r.tokens)
	for i, t := range bare {
		x.voteJoin(t.sound, 1, s)
		if i+1 == len(bare) {
			break
		}
		both := t.sound + bare[i+1].sound
		for _, t := range x.bySound.find(x.hash(both)) {
			for _, n := range x.postings[t.id] {
				s.add(n, x.terms[t.id].weight)
			}
		}
		x.voteJoin(both, 0.5, s)
	}
	if len(bare) > 2 {
		for _, whole := range wholes(bare) {
			x.voteJoin(whole, 1, s)
			for _, t := range x.bySound.find(x.hash(whole)) {
				for _, n := range x.postings[t.id] {
					s.add(n, 1)
				}
			}
		}
	}
}

func (x *Index) voteJoin(sound string, vote float32, s *scratch) {
	if len(sound) < 4 {
		return
	}
	for _, n := range x.joins.find(x.hash(sound)) {
		s.add(n.id, vote)
	}
}

// promising picks the shortlist among the names of entries that are wanted:
// names that hold much of the query and of which the query holds much, best first.
func (x *Index) promising(r reading, s *scratch, wanted func(name uint32) bool) []uint32 {
	type ranked struct {
		name uint32
		rank float32
	}
	var buffer [shortlist]ranked
	best := buffer[:0]
	for _, n := range s.touched {
		rank := s.sums[n] / (0.6*r.weight + 0.4*x.names[n].weight)
		if len(best) == shortlist && rank <= best[shortlist-1].rank {
			continue
		}
		if !wanted(n) {
			continue
		}
		if len(best) < shortlist {
			best = append(best, ranked{})
		}
		i := len(best) - 1
		for ; i > 0 && best[i-1].rank < rank; i-- {
			best[i] = best[i-1]
		}
		best[i] = ranked{n, rank}
	}
	s.short = s.short[:0]
	for _, b := range best {
		if b.rank >= hopeless*min(best[0].rank, 1) {
			s.short = append(s.short, b.name)
		}
	}
	return s.short
}

// similar finds the terms like a word, best first where they are equal in kind:
// the same, the same sound, the same skeleton, few edits away.
func (x *Index) similar(p piece, s *scratch) []similar {
	s.hits = s.hits[:0]
	if likes, ok := s.likes[p.text]; ok && !p.abjad && p.class == content {
		return likes
	}
	if p.class == particle || p.class == number || p.class == initial {
		if id, ok := x.byText[p.text]; ok {
			s.hits = append(s.hits, similar{id, 1})
		}
		return s.hits
	}
	if p.abjad {
		if id, ok := x.byText[p.text]; ok {
			s.hits = append(s.hits, similar{id, 1})
		}
		x.compareAll(p, x.byLoose.find(x.hash(skeleton(p.sound, true))), s)
		return s.hits
	}
	x.compareAll(p, x.bySound.find(x.hash(p.sound)), s)
	x.compareAll(p, x.bySkeleton.find(x.hash(skeleton(p.sound, false))), s)
	for _, name := range x.lexicon.nicknames[p.text] {
		if id, ok := x.byText[name]; ok {
			s.hits = append(s.hits, similar{id, petName})
		}
	}
	x.misspelt(p, s)
	slices.SortFunc(s.hits, func(a, b similar) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.term, b.term)) })
	if len(s.likes) >= remembered {
		clear(s.likes)
	}
	s.likes[p.text] = slices.Clone(s.hits)
	return s.hits
}

func (x *Index) compareAll(p piece, terms lookup, s *scratch) {
	for _, t := range terms {
		id := t.id
		if slices.ContainsFunc(s.hits, func(h similar) bool { return h.term == id }) {
			continue
		}
		if l := x.like(p, piece{term: &x.terms[id]}); l.how != unlike {
			s.hits = append(s.hits, similar{id, l.score})
		}
	}
}

// misspelt finds terms one edit away, or two for a word of seven letters and more
// that no listed name holds. A word that many names hold is taken as meant.
func (x *Index) misspelt(p piece, s *scratch) {
	n := len(p.text)
	if n < 3 || n > maxWord || p.count >= meant {
		return
	}
	limit := 1
	if n >= 7 && p.count == 0 {
		limit = 2
	}
	for length := max(n-limit, 2); length <= min(n+limit, maxWord); length++ {
		for _, id := range x.byLength[length] {
			t := &x.terms[id]
			if bits.OnesCount64(t.mask&^p.mask) > limit || bits.OnesCount64(p.mask&^t.mask) > limit {
				continue
			}
			if e := edits(p.text, t.text, limit); e <= limit && e > 0 {
				s.hits = append(s.hits, similar{id, 1 - float32(e)/float32(max(n, length))})
			}
		}
	}
}
