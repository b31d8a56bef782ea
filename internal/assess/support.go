package assess

import (
	"slices"

	"ascribe"
)

// Support is what the words of independent sources on one hypothesis add up to
// as an opinion. It is no probability that the hypothesis is true: it says how
// much the sources claim, weighed by rules that anybody can look up and change.
type Support struct {
	Accused string  `json:"accused"`
	Opinion Opinion `json:"opinion"` // of all who speak for themselves
	Free    Opinion `json:"free"`    // of those of them without a stake
	For     float64 `json:"for"`     // evidence, summed
	Against float64 `json:"against"`
	Steps   []Step  `json:"steps"`
}

// Step is one source's part in a support figure.
type Step struct {
	Source     string     `json:"source"`
	Claims     []string   `json:"claims"`
	Says       string     `json:"says"` // what its words weigh: "asserts, high confidence"
	Spoken     Opinion    `json:"spoken"`
	Discounts  []Discount `json:"discounts"`
	Weighed    Opinion    `json:"weighed"`
	For        float64    `json:"for"` // evidence r and s of the weighed opinion
	Against    float64    `json:"against"`
	Interested bool       `json:"interested,omitempty"`
}

// Discount is one weight by which an opinion was weakened.
type Discount struct {
	Weight float64 `json:"weight"`
	Why    string  `json:"why"`
}

// support adds up, for each hypothesis, those who speak for themselves. Publications
// are left out: they do not say from whom they know.
func (c *incidentCase) support(a Assessment) []Support {
	claims := map[string]ascribe.Claim{}
	for _, k := range c.claims {
		claims[k.ID] = k
	}
	var out []Support
	for _, h := range a.Hypotheses {
		s := Support{Accused: h.Accused, Opinion: nothingSaid(), Free: nothingSaid()}
		var r, q float64
		for _, source := range a.Sources {
			if !slices.Contains(slices.Concat(h.Asserting, h.Admitting, h.Denying, h.Doubting), source.Key) || source.Kind == PublicationSource || source.Kind == StateMediaSource {
				continue
			}
			step, ok := c.step(a, source, h.Accused, claims)
			if !ok {
				continue
			}
			s.Steps = append(s.Steps, step)
			s.For, s.Against = s.For+step.For, s.Against+step.Against
			if !step.Interested {
				r, q = r+step.For, q+step.Against
			}
		}
		s.Opinion, s.Free = opinionOf(s.For, s.Against), opinionOf(r, q)
		out = append(out, s)
	}
	return out
}

// step weighs what one source says of one accused by its firmest mark: several claims of one
// voice are no more than one.
func (c *incidentCase) step(a Assessment, source Source, accused string, claims map[string]ascribe.Claim) (Step, bool) {
	var best Step
	found := false
	for _, cell := range a.Cells {
		if cell.Source != source.Key || cell.Accused != accused {
			continue
		}
		for _, m := range cell.Marks {
			if m.Relation == Counter {
				continue
			}
			if s := c.weigh(source, m, claims); !found || s.Weighed.Uncertainty < best.Weighed.Uncertainty {
				best, found = s, true
			}
		}
	}
	return best, found
}

func (c *incidentCase) weigh(source Source, m Mark, claims map[string]ascribe.Claim) Step {
	s := Step{Source: source.Key, Claims: m.Claims, Interested: source.Interested()}
	s.Spoken, s.Says = spoken(m.Stance, m.Confidence, m.Likelihood)
	s.Weighed = s.Spoken
	discount := func(sort, value, prefix string) {
		if w, why := weight(sort, value); w < 1 {
			s.Discounts = append(s.Discounts, Discount{Weight: w, Why: prefix + why})
			s.Weighed = s.Weighed.Discount(w)
		}
	}
	discount("reliability", source.Reliability.Grade, "graded "+source.Reliability.Grade+", ")
	discount("relation", string(m.Relation), "")
	if hedged(m, claims) {
		discount("hedge", "hedge", "")
	}
	s.For, s.Against = s.Weighed.Evidence()
	return s
}
