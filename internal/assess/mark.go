package assess

import (
	"cmp"
	"slices"

	"ascribe"
)

// Mark is one stance in one relation, with every claim that takes it.
type Mark struct {
	Relation   Relation            `json:"relation"`
	Stance     ascribe.Stance      `json:"stance"`
	Confidence *ascribe.Confidence `json:"confidence,omitempty"`
	Likelihood *ascribe.Likelihood `json:"likelihood,omitempty"`
	Hedges     []string            `json:"hedges,omitempty"`
	Of         []string            `json:"of,omitempty"` // keys of those whom a sponsorship or link ties to the accused
	Claims     []string            `json:"claims"`
}

// add puts a claim under its mark.
func (cell *Cell) add(claim ascribe.Claim, acc accusation) {
	for i := range cell.Marks {
		m := &cell.Marks[i]
		if m.Relation == acc.relation && m.Stance == claim.Stance && sameDegree(m, claim) {
			m.take(claim, acc)
			return
		}
	}
	m := Mark{Relation: acc.relation, Stance: claim.Stance, Confidence: claim.Confidence, Likelihood: claim.Likelihood}
	m.take(claim, acc)
	cell.Marks = append(cell.Marks, m)
	slices.SortStableFunc(cell.Marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(relationRank(a.Relation), relationRank(b.Relation)), -cmp.Compare(degree(a), degree(b)))
	})
}

func (m *Mark) take(claim ascribe.Claim, acc accusation) {
	m.Claims = append(m.Claims, claim.ID)
	if claim.Hedge != "" && !slices.Contains(m.Hedges, claim.Hedge) {
		m.Hedges = append(m.Hedges, claim.Hedge)
	}
	if acc.of != nil && !slices.Contains(m.Of, columnKey(acc.of)) {
		m.Of = append(m.Of, columnKey(acc.of))
	}
}

func sameDegree(m *Mark, c ascribe.Claim) bool {
	if (m.Confidence == nil) != (c.Confidence == nil) || (m.Likelihood == nil) != (c.Likelihood == nil) {
		return false
	}
	return (m.Confidence == nil || m.Confidence.Level == c.Confidence.Level) &&
		(m.Likelihood == nil || m.Likelihood.Low == c.Likelihood.Low && m.Likelihood.High == c.Likelihood.High)
}

func relationRank(r Relation) int {
	return slices.Index([]Relation{Act, Sponsorship, Link, Counter}, r)
}

func degree(m Mark) int {
	if m.Confidence != nil {
		return m.Confidence.STIX
	}
	return 0
}
