package screening

import (
	"math"

	"ascribe/internal/knowledge/designation"
)

// The terms of the score. They were set on the names of the shipped list,
// garbled by package garble, and on unlisted names; see docs/screening.md.
const (
	extraAsked      = 1.0  // cost of a word of the query that the listed name lacks
	extraListed     = 1.0  // cost of a word of the listed name that the query lacks
	bothExtra       = 1.0  // further cost where each has a word that the other lacks
	partOfPerson    = 0.12 // cost of a missing word when the rest names a person all but surely
	patronymicPart  = 0.15 // of that, for a patronymic
	otherForm       = 0.21 // off, for another legal form
	otherNumber     = 0.3  // off, for another number, or one that is missing
	joinedCost      = 0.02 // off a pair, for words joined or parted
	initialMatch    = 0.8
	chanceSlope     = 0.03 // off, for every nat of evidence short of enough
	chanceMost      = 0.3
	evidenceEnough  = 3.0 // nats
	evidenceSure    = 6.0
	familyRarity    = 5.0  // nats at most of a common name
	rareFrom        = 8.0  // nats of one word from which on it makes a person's name surer
	rareSure        = 9.0  // and by which it makes it sure
	blur            = 12.0 // nats lost by words that are not alike at all
	initialEvidence = 2.0  // of an initial that fits
	wholeChance     = 6.0  // how fast the doubt returns when all words pair but are not alike
	compound        = 1.5
	missingEvidence = 2.0
	slight          = 0.15 // weight below which a word that is missing is no contradiction
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
	askedUsed, listedUsed [maxWords]bool
	pairs                 []pair
	choice                []option
	head                  int     // 1 + the listed word that heads a person's family name; 0 where none is marked
	slip                  float64 // score as a slip of the whole name, see slip.go
	slipEdits             int
}

// comparison is the outcome of comparing two names, with its parts.
type comparison struct {
	score     float64
	words     float64 // how alike the words are that pair
	missing   float64 // taken off for words that only one side has
	form      float64 // taken off for another legal form or number
	chance    float64 // taken off for agreeing in so little that it may be by chance
	alignment *alignment
}

// compare lays the query's words over a listed name's and scores them.
func (x *Index) compare(a *alignment, kind designation.Type) comparison {
	a.choice = a.options(x, a.choice[:0])
	a.pair(a.choice, safe)
	a.joins(x)
	a.pair(a.choice, least)
	a.initials(kind)
	a.rest()
	return x.score(a, kind)
}

// score weighs the pairs against what is left over.
func (x *Index) score(a *alignment, kind designation.Type) comparison {
	c := comparison{alignment: a}
	var mass, alike, doubt, evidence, rarest float32
	for _, p := range a.pairs {
		mass += p.weight
		alike += p.weight * p.like.score
		doubt += p.weight * p.like.doubt()
		e := x.evidence(a, p)
		evidence += e
		rarest = max(rarest, e)
	}
	if mass == 0 {
		return c
	}
	evidence -= float32(math.Log(x.population()))
	asked := left(a.asked, a.askedUsed[:], x.lexicon, kind)
	listed := left(a.listed, a.listedUsed[:], x.lexicon, kind)
	sure := min(1, max(0, (rarest-rareFrom)/(rareSure-rareFrom)))
	surest := max(evidence/evidenceSure, sure)
	if a.head > 0 && !a.listedUsed[a.head-1] {
		sure, surest = 0, 0
	}
	denominator := mass + costOfMissing(kind, surest, asked, listed, len(a.pairs))
	c.words = float64(alike / mass)
	c.missing = float64(alike/mass - alike/denominator)
	if asked+listed > slight { // words that differ and words that are missing make each other worse
		c.missing += float64(compound * doubt / mass)
		evidence -= missingEvidence * (1 - sure)
	}
	if a.sole() {
		evidence += soleEvidence(a)
	}
	c.form = a.contradiction(kind)
	c.chance = float64(min(chanceMost, max(0, chanceSlope*(evidenceEnough-evidence))) * (1 - sure/2))
	if asked+listed <= slight && !a.sole() { // names agreeing in every word don't do so by chance
		c.chance *= min(1, wholeChance*(1-c.words))
	}
	c.score = max(0, c.words-c.missing-c.form-c.chance)
	return c
}

// evidence is how much a pair says for the two names being one, in nats: the
// logarithm of how seldom a listed name holds the words, less what is lost by
// their being written otherwise.
func (x *Index) evidence(a *alignment, p pair) float32 {
	var sum float32
	for i := p.listed[0]; i <= p.listed[1]; i++ {
		if t := a.listed[i]; t.class == content || t.class == number {
			sum += x.surprise(t)
		}
	}
	if p.like.how == initialOf {
		return initialEvidence
	}
	return max(0, sum-blur*p.like.doubt())
}

// surprise is the logarithm of how seldom a listed name holds a word; short
// words, which many languages make names of, count for less.
func (x *Index) surprise(p piece) float32 {
	s := p.rarity
	if p.family != 0 { // borne by many, whether or not the list holds them
		s = min(s, familyRarity)
	}
	switch n := len(p.text); {
	case n <= 3:
		return s * 0.6
	case n == 4:
		return s * 0.8
	}
	return s
}

// costOfMissing is what words that only one side has cost. The surer it is, 0 to
// 1, that the other words of a person's name do not agree by chance, the less a
// missing middle name or patronymic says.
func costOfMissing(kind designation.Type, sure, asked, listed float32, pairs int) float32 {
	both := min(asked, listed)
	if both < slight {
		both = 0
	}
	if kind != designation.Person || pairs < 2 || both > 0 {
		return extraAsked*asked + extraListed*listed + bothExtra*both
	}
	sure = min(1, max(0, sure))
	cost := extraListed + (partOfPerson-extraListed)*sure
	costAsked := extraAsked + (2*partOfPerson-extraAsked)*sure
	return cost*listed + costAsked*asked
}

// left is the weight of words without a partner.
func left(pieces []piece, used []bool, l *lexicon, kind designation.Type) (weight float32) {
	for i, p := range pieces {
		if used[i] || again(pieces[:i], p) || p.class >= title && kind != designation.Person || p.class == form {
			continue
		}
		w := p.weight
		if kind == designation.Person && l.patronymic(p.text) {
			w *= patronymicPart
		}
		weight += w
	}
	return weight
}

// again reports whether a name says a word twice.
func again(before []piece, p piece) bool {
	for _, q := range before {
		if q.text == p.text {
			return true
		}
	}
	return false
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

// sole reports whether one word of content is all that the names pair in.
func (a *alignment) sole() bool {
	n := 0
	for _, p := range a.asked {
		if p.class <= number {
			n++
		}
	}
	return n == 1
}

// soleEvidence makes up, for a name of one word, for what a list can't tell: a
// word of many letters hardly agrees by chance.
func soleEvidence(a *alignment) float32 {
	for _, p := range a.asked {
		if p.class <= number && p.count == 0 {
			return max(0, min(8, 3*float32(len(p.text)-4)))
		}
	}
	return 0
}
