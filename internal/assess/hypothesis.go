package assess

import (
	"ascribe"
)

// Hypothesis is "this accused stands behind the incident" with who is for and
// against it.
type Hypothesis struct {
	Accused  string `json:"accused"`
	LinkOnly bool   `json:"link_only,omitempty"` // nobody says more than that there is a link
	Tally
}

// hypotheses counts, for each accused, who stands where.
func (c *incidentCase) hypotheses(accused []Accused, cells []Cell) []Hypothesis {
	var out []Hypothesis
	for _, a := range accused {
		if a.Counter {
			continue
		}
		h := Hypothesis{Accused: a.Key, LinkOnly: true}
		for _, cell := range cells {
			if cell.Accused == a.Key {
				c.count(&h, cell)
			}
		}
		c.settle(&h.Tally)
		out = append(out, h)
	}
	return out
}

// count takes one source's stances into a hypothesis.
func (c *incidentCase) count(h *Hypothesis, cell Cell) {
	for _, m := range cell.Marks {
		if m.Relation == Counter {
			continue
		}
		if m.Stance == ascribe.Asserts && m.Relation != Link {
			h.LinkOnly = false
		}
		h.take(c.voices[m.Claims[0]], m.Stance, h.Accused, m.Claims...)
	}
}
