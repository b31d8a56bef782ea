package screening

import (
	"math"

	"ascribe/internal/knowledge/designation"
)

// The terms of the score. They were set on the names of the shipped list,
// garbled by package garble, and on unlisted names; see docs/screening.md.
const (
	extraAsked     = 1.0  // cost of a word of the query that the listed name lacks
	extraListed    = 0.5  // cost of a word of the listed name that the query lacks
	bothExtra      = 1.0  // further cost where each has a word that the other lacks
	partOfPerson   = 0.12 // cost of a missing word when the rest names a person all but surely
	patronymicPart = 0.3  // of that, for a patronymic
	otherForm      = 0.12 // off, for another legal form
	otherNumber    = 0.3  // off, for another number, or one that is missing
	joinedCost     = 0.02 // off a pair, for words joined or parted
	initialMatch   = 0.8
	slight         = 0.15 // weight below which a word that is missing is no contradiction
)

// pair is words of the query that stand for words of the listed name.
type pair struct {
	asked, listed   [2]uint8 // first and last word, both included
	like            likeness
	weightA, weight float32 // of the query's words; the mean of both sides
}

// alignment is how two names were laid over one another.
type alignment struct {
	asked, listed         []piece
	askedUsed, listedUsed [64]bool
	pairs                 []pair
}

// comparison is the outcome of comparing two names, with its parts.
type comparison struct {
	score     float64
	words     float64 // how alike the words are that pair
	missing   float64 // taken off for words that only one side has
	form      float64 // taken off for another legal form or number
	alignment *alignment
}

// compare lays the query's words over a listed name's and scores them.
func (x *Index) compare(a *alignment, kind designation.Type) comparison {
	var buffer [64]option
	options := a.options(x, buffer[:0])
	a.pair(options, safe)
	a.joins(x)
	a.pair(options, least)
	a.initials()
	a.rest()
	return x.score(a, kind)
}

// score weighs the pairs against what is left over.
func (x *Index) score(a *alignment, kind designation.Type) comparison {
	var mass, alike, rarity float32
	for _, p := range a.pairs {
		mass += p.weight
		alike += p.weight * p.like.score
		rarity += x.rarity(a, p)
	}
	if mass == 0 {
		return comparison{alignment: a}
	}
	asked, lengthAsked := left(a.asked, a.askedUsed[:], x.lexicon, kind)
	listed, lengthListed := left(a.listed, a.listedUsed[:], x.lexicon, kind)
	chance := rarity - float32(math.Log(float64(len(x.names)+2)))
	denominator := mass + x.costOfMissing(kind, chance, asked, listed, len(a.pairs))
	_ = lengthAsked + lengthListed
	c := comparison{words: float64(alike / mass), alignment: a}
	c.missing = float64(alike/mass - alike/denominator)
	c.form = a.contradiction(kind)
	c.score = max(0, c.words-c.missing-c.form)
	return c
}

// rarity is the natural logarithm of how seldom a listed name holds the words of
// a pair: names made of rare words don't agree by chance.
func (x *Index) rarity(a *alignment, p pair) float32 {
	var sum float32
	for i := p.listed[0]; i <= p.listed[1]; i++ {
		t := a.listed[i]
		if t.class <= number {
			sum += float32(math.Log(float64(len(x.names)+2) / float64(t.count+1)))
		}
	}
	return sum
}

// costOfMissing is what words that only one side has cost. Where a person's
// other words are so rare that they agree with a listed name by chance in less
// than one name of a thousand, a missing middle name or patronymic says little.
func (x *Index) costOfMissing(kind designation.Type, chance, asked, listed float32, pairs int) float32 {
	both := min(asked, listed)
	if both < slight {
		both = 0
	}
	if kind != designation.Person || pairs < 2 || both > 0 {
		return extraAsked*asked + extraListed*listed + bothExtra*both
	}
	sure := min(1, max(0, chance/6))
	cost := extraListed + (partOfPerson-extraListed)*sure
	costAsked := extraAsked + (2*partOfPerson-extraAsked)*sure
	return cost*listed + costAsked*asked
}

// left is the weight and number of letters of words without a partner.
func left(pieces []piece, used []bool, l *lexicon, kind designation.Type) (weight float32, letters int) {
	for i, p := range pieces {
		if used[i] || p.class >= title && kind != designation.Person || p.class == form {
			continue
		}
		w := p.weight
		if kind == designation.Person && l.patronymic(p.text) {
			w *= patronymicPart
		}
		weight += w
		letters += len(p.text)
	}
	return weight, letters
}

// contradiction is taken off for legal forms and numbers that differ.
func (a *alignment) contradiction(kind designation.Type) float64 {
	if kind == designation.Person {
		return 0
	}
	var off float64
	if f, g := firstForm(a.asked), firstForm(a.listed); f != "" && g != "" && f != g {
		off += otherForm
	}
	for _, side := range []struct {
		pieces []piece
		used   []bool
	}{{a.asked, a.askedUsed[:]}, {a.listed, a.listedUsed[:]}} {
		for i, p := range side.pieces {
			if p.class == number && !side.used[i] {
				return off + otherNumber
			}
		}
	}
	return off
}

func firstForm(pieces []piece) string {
	for _, p := range pieces {
		if p.class == form {
			return p.text
		}
	}
	return ""
}
