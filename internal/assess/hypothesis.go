package assess

import (
	"slices"

	"ascribe"
)

// Hypothesis is "this accused stands behind the incident" with who is for and
// against it. Sources are keys.
type Hypothesis struct {
	Accused      string   `json:"accused"`
	Asserting    []string `json:"asserting"`              // independent sources: no publication, nobody twice
	Publications []string `json:"publications,omitempty"` // that assert it in their own words, copies of a text once
	Admitting    []string `json:"admitting,omitempty"`    // the accused themselves
	Denying      []string `json:"denying,omitempty"`
	Doubting     []string `json:"doubting,omitempty"`  // doubt it or withhold judgement
	Relays       int      `json:"relays"`              // documents that relay one of those who assert it
	LinkOnly     bool     `json:"link_only,omitempty"` // nobody says more than that there is a link
	Claims       []string `json:"claims"`
}

// Contested reports whether somebody asserts and somebody denies it.
func (h Hypothesis) Contested() bool {
	return len(h.Denying) > 0 && len(h.Asserting)+len(h.Publications)+len(h.Admitting) > 0
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
		c.once(&h)
		h.Relays = c.relays(h)
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
		list := &h.Doubting
		switch v := c.voices[m.Claims[0]]; {
		case m.Stance == ascribe.Denies:
			list = &h.Denying
		case m.Stance != ascribe.Asserts:
		case v.key() == h.Accused:
			list = &h.Admitting
		case v.kind == PublicationSource || v.kind == StateMediaSource:
			list = &h.Publications
		default:
			list = &h.Asserting
		}
		if m.Stance == ascribe.Asserts && m.Relation != Link {
			h.LinkOnly = false
		}
		if !slices.Contains(*list, cell.Source) {
			*list = append(*list, cell.Source)
		}
		h.Claims = append(h.Claims, m.Claims...)
	}
}

// once takes out who would be counted twice: a state one of whose bodies is
// counted already, and publications that carry copies of one text.
func (c *incidentCase) once(h *Hypothesis) {
	states := map[string]bool{}
	for _, v := range c.voices {
		if v.state != "" && v.key() != v.state && slices.Contains(h.Asserting, v.key()) {
			states[v.state] = true
		}
	}
	h.Asserting = slices.DeleteFunc(h.Asserting, func(key string) bool { return states[key] })
	seen := map[string]bool{}
	h.Publications = slices.DeleteFunc(h.Publications, func(key string) bool {
		text := c.textOf(key, h.Claims)
		again := seen[text]
		seen[text] = true
		return again
	})
}

// textOf names the text in which a publication asserts something: its document, or
// the first by id of those that are copies of one another.
func (c *incidentCase) textOf(source string, claims []string) string {
	var document string
	for _, claim := range c.claims {
		if slices.Contains(claims, claim.ID) && c.voices[claim.ID].key() == source {
			document = claim.Document
			break
		}
	}
	for range c.Copies { // follow the links to the first; a chain is no longer than the list
		for _, l := range c.Copies {
			switch {
			case l.Document == document && l.Of < document:
				document = l.Of
			case l.Of == document && l.Document < document:
				document = l.Document
			}
		}
	}
	return document
}

// relays counts the documents that only pass on what one of the asserting sources said.
func (c *incidentCase) relays(h Hypothesis) int {
	documents := map[string]bool{}
	for _, claim := range c.claims {
		if len(claim.Via) > 0 && slices.Contains(h.Claims, claim.ID) && slices.Contains(h.Asserting, c.voices[claim.ID].key()) {
			documents[claim.Document] = true
		}
	}
	return len(documents)
}
