package screening

import (
	"strings"

	"ascribe/internal/knowledge/designation"
)

// option is a pair that could be taken.
type option struct {
	i, j int
	like likeness
	rank float32
}

// options lists the words of the two sides that are alike.
func (a *alignment) options(x *Index, options []option) []option {
	for i, p := range a.asked {
		for j, q := range a.listed {
			if p.class == form && q.class != form || p.class != form && q.class == form {
				continue
			}
			if l := x.like(p, q); l.how != unlike {
				options = append(options, option{i, j, l, l.score*4 + p.weight + q.weight})
			}
		}
	}
	return options
}

// pair takes pairs of words, the most alike first, down to a likeness.
func (a *alignment) pair(options []option, least float32) {
	for {
		best := -1
		for k, o := range options {
			if o.like.score >= least && !a.askedUsed[o.i] && !a.listedUsed[o.j] && (best < 0 || o.rank > options[best].rank) {
				best = k
			}
		}
		if best < 0 {
			return
		}
		o := options[best]
		a.take(o.i, o.i, o.j, o.j, o.like)
	}
}

// take enters a pair of runs of words, ends included.
func (a *alignment) take(i0, i1, j0, j1 int, like likeness) {
	p := pair{asked: [2]uint8{uint8(i0), uint8(i1)}, listed: [2]uint8{uint8(j0), uint8(j1)}, like: like}
	for i := i0; i <= i1; i++ {
		a.askedUsed[i] = true
		p.weightA += a.asked[i].weight
	}
	p.weight = p.weightA
	for j := j0; j <= j1; j++ {
		a.listedUsed[j] = true
		p.weight += a.listed[j].weight
	}
	p.weight /= 2
	a.pairs = append(a.pairs, p)
}

// joins pairs a word with two neighbours that are written apart, either way.
func (a *alignment) joins(x *Index) {
	for i := range len(a.asked) - 1 {
		if !a.askedUsed[i] && !a.askedUsed[i+1] {
			for j := range a.listed {
				if !a.listedUsed[j] && x.joinedTo(a.asked[i], a.asked[i+1], a.listed[j], func(l likeness) { a.take(i, i+1, j, j, l) }) {
					break
				}
			}
		}
	}
	for j := range len(a.listed) - 1 {
		if !a.listedUsed[j] && !a.listedUsed[j+1] {
			for i := range a.asked {
				if !a.askedUsed[i] && x.joinedTo(a.listed[j], a.listed[j+1], a.asked[i], func(l likeness) { a.take(i, i, j, j+1, l) }) {
					break
				}
			}
		}
	}
}

// joinedTo compares two words written as one, in either order, with a third.
func (x *Index) joinedTo(p, q, whole piece, take func(likeness)) bool {
	n, vowels := len(p.text)+len(q.text), !p.abjad && !whole.abjad
	if n < 4 || vowels && (n > len(whole.text)+2 || n < len(whole.text)-2) || n > 2*len(whole.text) {
		return false
	}
	both := piece{term: &term{token: token{text: p.text + q.text, sound: p.sound + q.sound, abjad: p.abjad}}}
	l := x.like(both, whole)
	both.text, both.sound = q.text+p.text, q.sound+p.sound
	if turned := x.like(both, whole); turned.score > l.score {
		l = turned
	}
	if l.score < 0.8 {
		return false
	}
	take(likeness{l.score - joinedCost, joined})
	return true
}

// initials pairs a letter with a word of a person's name that it begins.
func (a *alignment) initials(kind designation.Type) {
	if kind != designation.Person {
		return
	}
	a.runsOfInitials()
	for i, p := range a.asked {
		for j, q := range a.listed {
			if a.askedUsed[i] || a.listedUsed[j] || (p.class == initial) == (q.class == initial) ||
				p.class > initial || q.class > initial || p.text[0] != q.text[0] {
				continue
			}
			a.take(i, i, j, j, likeness{initialMatch, initialOf})
			a.pairs[len(a.pairs)-1].weight = max(min(p.weight, q.weight), 0.3)
		}
	}
}

// runsOfInitials pairs letters written as one word with the words that they
// begin: "JC" with "Jean-Claude".
func (a *alignment) runsOfInitials() {
	for i, p := range a.asked {
		n := len(p.text)
		if a.askedUsed[i] || p.class != content || n < 2 || n > 3 {
			continue
		}
		for j := 0; j+n <= len(a.listed); j++ {
			fits := true
			for k := range n {
				q := a.listed[j+k]
				fits = fits && !a.listedUsed[j+k] && len(q.text) > 1 && q.text[0] == p.text[k]
			}
			if fits {
				a.take(i, i, j, j+n-1, likeness{initialMatch, initialOf})
				a.pairs[len(a.pairs)-1].weight = p.weight * 0.5
				break
			}
		}
	}
}

// rest compares what is left over on both sides, written as one word each: it
// finds words parted or joined in more than two pieces.
func (a *alignment) rest() {
	i0, i1, asked := run(a.asked, a.askedUsed[:])
	j0, j1, listed := run(a.listed, a.listedUsed[:])
	if i1-i0 < 1 && j1-j0 < 1 || i0 < 0 || j0 < 0 {
		return
	}
	longest := max(len(asked), len(listed))
	if longest < 6 {
		return
	}
	limit := longest / 5
	if e := edits(asked, listed, limit); e <= limit {
		a.take(i0, i1, j0, j1, likeness{1 - float32(e)/float32(longest) - joinedCost, joined})
	}
}

// run is the one unbroken run of words left over, and its letters; -1 if there
// is none or are several.
func run(pieces []piece, used []bool) (first, last int, text string) {
	first = -1
	var b strings.Builder
	for i, p := range pieces {
		if used[i] {
			continue
		}
		if first >= 0 && i != last+1 {
			return -1, -1, ""
		}
		if first < 0 {
			first = i
		}
		last = i
		b.WriteString(p.text)
	}
	return first, last, b.String()
}
