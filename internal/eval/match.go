package eval

import (
	"slices"

	"ascribe"
)

// extracted is an extracted claim with its parties by their plain names.
type extracted struct {
	ascribe.Claim
	subject, object party
	speakers        []party // the source and whom it speaks for
	quote           string
}

func prepare(e ascribe.Extraction) []extracted {
	entities := make(map[string]ascribe.Entity, len(e.Entities))
	for _, entity := range e.Entities {
		entities[entity.ID] = entity
	}
	claims := make([]extracted, 0, len(e.Claims))
	for _, c := range e.Claims {
		x := extracted{Claim: c, subject: partyOf(c.Subject, entities), object: partyOf(c.Object, entities), quote: plain(c.Quote.Text)}
		for _, speaker := range append([]ascribe.Party{c.Source}, c.SpeaksFor...) {
			x.speakers = append(x.speakers, partyOf(&speaker, entities))
		}
		claims = append(claims, x)
	}
	return claims
}

// label is a labelled claim, ready to be compared.
type label struct {
	Claim
	subject, object, source accepted
	quote                   string
}

func labels(claims []Claim) []label {
	out := make([]label, len(claims))
	for i, c := range claims {
		out[i] = label{c, acceptedBy(c.Subject), acceptedBy(c.Object), acceptedBy(c.Source), plain(c.Quote)}
	}
	return out
}

// sameStatement: predicate, passage, subject and object are right.
func (l label) sameStatement(x extracted) bool {
	if l.Predicate != x.Predicate || !overlap(l.quote, x.quote) {
		return false
	}
	if l.subject.fits(x.subject) && l.object.fits(x.object) {
		return true
	}
	return l.Predicate == ascribe.SameAs && l.subject.fits(x.object) && l.object.fits(x.subject)
}

// sameClaim: the statement, its source and the stance are right.
func (l label) sameClaim(x extracted) bool {
	return l.sameStatement(x) && nearStance(l.Stance, x.Stance) && slices.ContainsFunc(x.speakers, l.source.fits)
}

// nearStance takes doubts for denies or withholds, and the other way round.
func nearStance(a, b ascribe.Stance) bool {
	if b == ascribe.Doubts {
		a, b = b, a
	}
	return a == b || a == ascribe.Doubts && (b == ascribe.Denies || b == ascribe.Withholds)
}

// assign pairs labels with extracted claims, each with one at most, so that as
// many as possible are paired, required labels first (augmenting paths). The
// result gives each label's claim, -1 for none.
func assign(gold []label, found []extracted, fits func(label, extracted) bool) []int {
	pairing := newPairing(gold, found, fits)
	for _, optional := range []bool{false, true} {
		for i := range gold {
			if gold[i].Optional == optional {
				pairing.augment(i, map[int]bool{})
			}
		}
	}
	result := slices.Repeat([]int{-1}, len(gold))
	for j, i := range pairing.owner {
		if i >= 0 {
			result[i] = j
		}
	}
	return result
}

type pairing struct {
	fitting [][]int // label → claims that fit it
	owner   []int   // claim → its label, -1 for none
}

func newPairing(gold []label, found []extracted, fits func(label, extracted) bool) *pairing {
	p := &pairing{fitting: make([][]int, len(gold)), owner: slices.Repeat([]int{-1}, len(found))}
	for i := range gold {
		for j := range found {
			if fits(gold[i], found[j]) {
				p.fitting[i] = append(p.fitting[i], j)
			}
		}
	}
	return p
}

// augment finds label i a claim, moving other labels' claims where that helps.
func (p *pairing) augment(i int, seen map[int]bool) bool {
	for _, j := range p.fitting[i] {
		if seen[j] {
			continue
		}
		seen[j] = true
		if p.owner[j] < 0 || p.augment(p.owner[j], seen) {
			p.owner[j] = i
			return true
		}
	}
	return false
}
