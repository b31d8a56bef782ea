package model

import (
	"fmt"
	"slices"

	"ascribe"
)

// RulesCertainty is the certainty of a claim that the rules alone found, where
// they give none of their own: about the share of them that are right on labelled
// documents (docs/measurements.md).
const RulesCertainty = 0.5

// Joined is what two extractors found in one document, put together.
type Joined struct {
	Claims   []ascribe.Claim
	Rejected []ascribe.Rejection // what the model found and the join left out
	Agreed   int                 // claims that both found
}

// Join puts together what rules and model found in one document.
//
// A claim of both is one, with the certainty that one or the other is right. On a
// field where they differ the rules' reading stands, a caveat holds the model's, and
// the claim is for a reviewer; a field that one left empty is filled by the
// other, with a caveat. What one alone found is kept as it is, but for claims of the
// model that lost a party to the checks: nobody else bears those out.
func Join(rules, model []ascribe.Claim) Joined {
	j := Joined{Claims: make([]ascribe.Claim, 0, len(rules)+len(model))}
	for _, c := range rules {
		if c.Certainty == 0 {
			c.Certainty = RulesCertainty
		}
		j.Claims = append(j.Claims, c)
	}
	taken := make([]bool, len(rules))
	var alone []ascribe.Claim
	for _, pass := range []func(a, b ascribe.Claim) bool{same, akin} { // exact partners first
		alone = nil
		for _, m := range model {
			i := slices.IndexFunc(rules, func(r ascribe.Claim) bool { return together(r, m) && pass(r, m) })
			if i < 0 {
				alone = append(alone, m)
				continue
			}
			if !taken[i] {
				taken[i] = true
				j.Agreed++
				j.Claims[i] = merge(j.Claims[i], m)
			}
		}
		model = alone
	}
	for _, m := range alone {
		if lostParty(m) {
			j.Rejected = append(j.Rejected, ascribe.Rejection{Extractor: m.Extractor, Check: "unsupported",
				Why: "a party of it is not in the text, and the rules found no such claim", Said: shorten(m.Quote.Text)})
			continue
		}
		j.Claims = append(j.Claims, m)
	}
	j.Claims = distinct(j.Claims)
	return j
}

// distinct orders claims and drops the second of an id: filling a field can make two of them one.
func distinct(claims []ascribe.Claim) []ascribe.Claim {
	seen := map[string]bool{}
	claims = slices.DeleteFunc(claims, func(c ascribe.Claim) bool {
		again := seen[c.ID]
		seen[c.ID] = true
		return again
	})
	slices.SortStableFunc(claims, ascribe.CompareClaims)
	return claims
}

// together reports whether two claims are of one passage and predicate.
func together(a, b ascribe.Claim) bool {
	return a.Predicate == b.Predicate && a.Quote.Overlaps(b.Quote.Span)
}

// same: the same parties, source and stance.
func same(a, b ascribe.Claim) bool {
	return a.Statement.Key() == b.Statement.Key() && a.Source.Key() == b.Source.Key() && a.Stance == b.Stance
}

// akin: the same parties, or one's are the other's with some left out, or turned
// round. Source, stance and value may differ.
func akin(a, b ascribe.Claim) bool {
	if a.Statement.Key() == b.Statement.Key() || turned(a, b) {
		return true
	}
	return fits(a.Subject, b.Subject) && fits(a.Object, b.Object) && (shared(a.Subject, b.Subject) || shared(a.Object, b.Object))
}

func turned(a, b ascribe.Claim) bool {
	return a.Subject != nil && a.Object != nil && a.Subject.Key() == b.Object.Key() && a.Object.Key() == b.Subject.Key()
}

func fits(a, b *ascribe.Party) bool   { return a == nil || b == nil || shared(a, b) }
func shared(a, b *ascribe.Party) bool { return a != nil && b != nil && a.Key() == b.Key() }

func lostParty(c ascribe.Claim) bool {
	return slices.ContainsFunc(c.Caveats, func(v ascribe.Caveat) bool { return v.Field == "subject" || v.Field == "object" })
}

// merge makes one claim of the rules' and the model's.
func merge(r, m ascribe.Claim) ascribe.Claim {
	out := r
	out.Caveats = slices.Clone(r.Caveats)
	out.Explanation.Path = slices.Clone(r.Explanation.Path)
	out.Certainty = 1 - (1-r.Certainty)*(1-m.Certainty)
	out.Extractor = r.Extractor + " + " + m.Extractor
	differ := func(field, other string) {
		out.Caveats = append(out.Caveats, ascribe.Caveat{Field: field, Why: "the model reads it otherwise", Other: other})
		out.Certainty = max(r.Certainty, m.Certainty)
	}
	if turned(r, m) && r.Statement.Key() != m.Statement.Key() {
		differ("subject", m.Subject.Name)
		differ("object", m.Object.Name)
	} else {
		out.Subject = fill(&out, "subject", r.Subject, m.Subject)
		out.Object = fill(&out, "object", r.Object, m.Object)
	}
	if r.Source.Key() != m.Source.Key() {
		differ("source", m.Source.Name)
	}
	if r.Stance != m.Stance {
		differ("stance", string(m.Stance))
	}
	switch {
	case r.Value == "" && m.Value != "":
		out.Value = m.Value
		filled(&out, "value")
	case m.Value != "" && r.Value != m.Value:
		differ("value", m.Value)
	}
	mergeGrades(&out, m, differ)
	out.Explanation.Path = append(out.Explanation.Path, "found by the model as well")
	out.ID = ascribe.ClaimID(out)
	return out
}

// mergeGrades settles confidence, likelihood, hedge and times.
func mergeGrades(out *ascribe.Claim, m ascribe.Claim, differ func(field, other string)) {
	switch {
	case m.Confidence == nil:
	case out.Confidence == nil:
		out.Confidence = m.Confidence
		filled(out, "confidence")
	case out.Confidence.Level != m.Confidence.Level:
		differ("confidence", m.Confidence.Level)
	}
	switch {
	case m.Likelihood == nil:
	case out.Likelihood == nil:
		out.Likelihood = m.Likelihood
		filled(out, "likelihood")
	case out.Likelihood.Low != m.Likelihood.Low || out.Likelihood.High != m.Likelihood.High:
		differ("likelihood", fmt.Sprintf("%d–%d%%", m.Likelihood.Low, m.Likelihood.High))
	}
	if out.Hedge == "" {
		out.Hedge = m.Hedge
	}
	switch {
	case m.When == nil:
	case out.When == nil:
		out.When = m.When
		filled(out, "when")
	case out.When.From != m.When.From || out.When.To != m.When.To:
		differ("when", string(m.When.From)+"/"+string(m.When.To))
	}
	if out.Said == nil {
		out.Said = m.Said
	}
}

// fill takes the party that one of the two names.
func fill(out *ascribe.Claim, field string, r, m *ascribe.Party) *ascribe.Party {
	if r != nil || m == nil {
		return r
	}
	filled(out, field)
	return m
}

func filled(out *ascribe.Claim, field string) {
	out.Caveats = append(out.Caveats, ascribe.Caveat{Field: field, Why: "the model alone found it"})
}
