package assess

import (
	"slices"

	"ascribe"
)

// Evidence is one row of an analysis of competing hypotheses (R. Heuer, Psychology
// of Intelligence Analysis, 1999, chapter 8): a piece of evidence with what it is
// said to mean for each hypothesis. Nothing is inferred: a cell says how the texts themselves
// tie the evidence to the accused.
type Evidence struct {
	Claims []string  `json:"claims"` // of one statement
	Source string    `json:"source"` // who gives it
	Bears  []Bearing `json:"bears"`  // parallel to Assessment.Hypotheses
}

// Bearing is what evidence means for one hypothesis.
type Bearing struct {
	Fit Fit        `json:"fit"`
	Why BearingWhy `json:"why,omitempty"`
}

// Fit is consistent, inconsistent or neutral.
type Fit string

// The fits.
const (
	Consistent   Fit = "consistent"
	Inconsistent Fit = "inconsistent"
	Neutral      Fit = "neutral" // nobody says what it means for this one
)

// BearingWhy is the rule that gave a fit.
type BearingWhy string

// The rules, first the strongest.
const (
	SupportsIt  BearingWhy = "given in support of an accusation against it"
	NamesIt     BearingWhy = "names it"
	NamesItsOwn BearingWhy = "names one that stands under it, or over it"
	HoldsIt     BearingWhy = "given by a source that holds it responsible"
	DeniesIt    BearingWhy = "given by a source that denies or doubts it"
	Disputed    BearingWhy = "the evidence itself is denied or doubted"
)

// Inconsistencies counts, for each hypothesis, the evidence that speaks against
// it: in Heuer's method the least inconsistent hypothesis stands best, not the one with most support.
func (a Assessment) Inconsistencies() []int {
	out := make([]int, len(a.Hypotheses))
	for _, e := range a.Evidence {
		for i, b := range e.Bears {
			if b.Fit == Inconsistent {
				out[i]++
			}
		}
	}
	return out
}

// Diagnostic reports whether evidence tells hypotheses apart.
func (e Evidence) Diagnostic() bool {
	return slices.ContainsFunc(e.Bears, func(b Bearing) bool { return b.Fit != e.Bears[0].Fit })
}

// evidence makes a row of each ground, claims of one source and statement together.
func (c *incidentCase) evidence(a Assessment) []Evidence {
	var out []Evidence
	var keys []string
	claims := map[string]ascribe.Claim{}
	for _, claim := range c.claims {
		claims[claim.ID] = claim
	}
	for _, g := range a.Grounds {
		claim := claims[g.Claim]
		key := g.Source + "|" + string(claim.Stance) + "|" + c.statementKey(claim)
		if i := slices.Index(keys, key); i >= 0 {
			out[i].Claims = append(out[i].Claims, claim.ID)
			continue
		}
		e := Evidence{Claims: []string{claim.ID}, Source: g.Source}
		for _, h := range a.Hypotheses {
			e.Bears = append(e.Bears, c.bears(claim, g.Source, h, a))
		}
		keys, out = append(keys, key), append(out, e)
	}
	return out
}

// bears applies the rules to one piece of evidence and one hypothesis.
func (c *incidentCase) bears(claim ascribe.Claim, source string, h Hypothesis, a Assessment) Bearing {
	why := c.why(claim, source, h, a)
	switch {
	case why == "":
		return Bearing{Fit: Neutral}
	case why == DeniesIt:
		return Bearing{Fit: Inconsistent, Why: why}
	case claim.Stance != ascribe.Asserts:
		return Bearing{Fit: Inconsistent, Why: Disputed}
	}
	return Bearing{Fit: Consistent, Why: why}
}

func (c *incidentCase) why(claim ascribe.Claim, source string, h Hypothesis, a Assessment) BearingWhy {
	for _, id := range claim.Supports {
		if slices.Contains(h.Claims, id) {
			return SupportsIt
		}
	}
	var elsewhere bool
	for _, key := range tiedTo(claim) {
		switch {
		case key == h.Accused:
			return NamesIt
		case related(a.Edges, key, h.Accused):
			return NamesItsOwn
		}
		elsewhere = elsewhere || slices.ContainsFunc(a.Hypotheses, func(o Hypothesis) bool { return o.Accused == key })
	}
	switch {
	case elsewhere:
		return ""
	case slices.Contains(h.Asserting, source) || slices.Contains(h.Publications, source) || slices.Contains(h.Admitting, source):
		return HoldsIt
	case slices.Contains(h.Denying, source) || slices.Contains(h.Doubting, source):
		return DeniesIt
	}
	return ""
}

// tiedTo are the columns of those to whom evidence belongs: who used the means or
// has the motive, and both sides of a resemblance. The unnamed of no country are nobody.
func tiedTo(claim ascribe.Claim) []string {
	sides := []*ascribe.Party{claim.Subject}
	if claim.Predicate != ascribe.Used && claim.Predicate != ascribe.MotivatedBy {
		sides = append(sides, claim.Object)
	}
	var out []string
	for _, p := range sides {
		if p != nil && columnKey(p) != "unnamed:" {
			out = append(out, columnKey(p))
		}
	}
	return out
}

// related reports whether one column stands under the other, by any chain of asserted edges.
func related(edges []Edge, a, b string) bool {
	return under(edges, a, b, nil) || under(edges, b, a, nil)
}

func under(edges []Edge, low, high string, seen []string) bool {
	if slices.Contains(seen, low) {
		return false
	}
	return slices.ContainsFunc(edges, func(e Edge) bool {
		if e.Low != low || e.Basis == ByClaims && !e.Says.Asserted() {
			return false
		}
		return e.High == high || under(edges, e.High, high, append(seen, low))
	})
}
