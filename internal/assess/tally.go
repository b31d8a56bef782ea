package assess

import (
	"cmp"
	"slices"

	"ascribe"
)

// Tally is who stands where on one matter, each voice once. Sources are keys,
// so that each count opens into its list and, by Claims, into its quotes.
type Tally struct {
	Asserting    []string `json:"asserting"`              // independent sources: no publication, nobody twice
	Publications []string `json:"publications,omitempty"` // that assert it in their own words, copies of a text once
	Admitting    []string `json:"admitting,omitempty"`    // those of whom it is said
	Denying      []string `json:"denying,omitempty"`
	Doubting     []string `json:"doubting,omitempty"` // doubt it or withhold judgement
	Relays       []string `json:"relays,omitempty"`   // documents that pass on one of those who assert it
	Aside        []Aside  `json:"aside,omitempty"`    // who is not counted, and why
	Claims       []string `json:"claims"`
}

// Aside is a source that says so too and is not counted again.
type Aside struct {
	Source string      `json:"source"`
	Why    AsideReason `json:"why"`
	Beside string      `json:"beside"` // the source, or the document, that is counted
}

// AsideReason is why a source is not counted.
type AsideReason string

// The reasons.
const (
	OwnBody  AsideReason = "own-body" // a state beside one of its own bodies
	SameText AsideReason = "copy"     // it speaks only in a copy of a text that is counted
)

// Contested reports whether somebody asserts and somebody denies it.
func (t Tally) Contested() bool { return len(t.Denying) > 0 && t.Asserted() }

// Asserted reports whether anybody says that it is so.
func (t Tally) Asserted() bool { return len(t.Asserting)+len(t.Publications)+len(t.Admitting) > 0 }

// take counts one claim's source; self is the key of the party of whom it is said.
func (t *Tally) take(v voice, stance ascribe.Stance, self string, claims ...string) {
	list := &t.Doubting
	switch {
	case stance == ascribe.Denies:
		list = &t.Denying
	case stance != ascribe.Asserts:
	case v.key() == self:
		list = &t.Admitting
	case v.kind == PublicationSource || v.kind == StateMediaSource:
		list = &t.Publications
	default:
		list = &t.Asserting
	}
	if !slices.Contains(*list, v.key()) {
		*list = append(*list, v.key())
	}
	t.Claims = append(t.Claims, claims...)
}

// settle takes out who would be counted twice (a state one of whose bodies is
// counted already, whoever speaks only in a copy) and lists the relays.
func (c *incidentCase) settle(t *Tally) {
	slices.SortFunc(t.Claims, func(a, b string) int { return cmp.Compare(c.place[a], c.place[b]) })
	t.Claims = slices.Compact(t.Claims)
	states := map[string]string{}
	for _, id := range t.Claims {
		if v := c.voices[id]; v.state != "" && v.key() != v.state && slices.Contains(t.Asserting, v.key()) && states[v.state] == "" {
			states[v.state] = v.key()
		}
	}
	t.Asserting = slices.DeleteFunc(t.Asserting, func(key string) bool {
		if states[key] != "" {
			t.Aside = append(t.Aside, Aside{Source: key, Why: OwnBody, Beside: states[key]})
		}
		return states[key] != ""
	})
	seen := map[string]bool{}
	repeated := func(key string) bool {
		text, original := c.textOf(key, t.Claims)
		if original == "" && seen[text] {
			original = text
		}
		seen[text] = true
		if original != "" {
			t.Aside = append(t.Aside, Aside{Source: key, Why: SameText, Beside: original})
		}
		return original != ""
	}
	t.Publications = slices.DeleteFunc(t.Publications, repeated)
	t.Asserting = slices.DeleteFunc(t.Asserting, func(key string) bool { return c.describedInCopy(key, t) })
	t.Relays = c.relays(*t)
}

// describedInCopy sets aside a source without a name of its own ("U.S.
// specialists") that speaks only in a copy: copies reword whom they quote.
func (c *incidentCase) describedInCopy(key string, t *Tally) bool {
	_, original := c.textOf(key, t.Claims)
	if original == "" || !described(key) {
		return false
	}
	t.Aside = append(t.Aside, Aside{Source: key, Why: SameText, Beside: original})
	return true
}

// textOf names the text in which a source takes part in a matter: its first
// document, or the first by id of those that are copies of one another. original is the document that speaks of
// the matter and whose text this one repeats, "" for none.
func (c *incidentCase) textOf(source string, claims []string) (text, original string) {
	in := map[string]bool{}
	for _, id := range claims {
		document := c.all[c.place[id]].Document
		in[document] = true
		if text == "" && c.voices[id].key() == source {
			text = document
		}
	}
	for _, l := range c.Copies {
		if l.Document == text && in[l.Of] && (original == "" || l.Of < original) {
			original = l.Of
		}
	}
	for range c.Copies { // follow the links to the first; a chain is no longer than the list
		for _, l := range c.Copies {
			switch {
			case l.Document == text && l.Of < text:
				text = l.Of
			case l.Of == text && l.Document < text:
				text = l.Document
			}
		}
	}
	return text, original
}

// relays lists the documents that only pass on what one of the asserting sources said.
func (c *incidentCase) relays(t Tally) []string {
	var out []string
	for _, id := range t.Claims {
		if claim := c.all[c.place[id]]; len(claim.Via) > 0 && slices.Contains(t.Asserting, c.voices[id].key()) {
			out = append(out, claim.Document)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
