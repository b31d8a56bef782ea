package ascribe

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// Review is what people's judgements make of a claim.
type Review struct {
	State      JudgementKind `json:"state,omitempty"`     // Accept or Reject, the last word of anybody; "" while nobody decided
	Disputed   bool          `json:"disputed,omitempty"`  // the last words of two reviewers differ
	Extracted  *Claim        `json:"extracted,omitempty"` // the claim as it was read, where it was corrected
	Judgements []Judgement   `json:"judgements"`          // in force, oldest first
	Idle       []string      `json:"idle,omitempty"`      // ids of corrections that can't be applied to it
}

// Rejected reports whether the claim counts for nothing.
func (r *Review) Rejected() bool { return r != nil && r.State == Reject }

// Correctable lists the fields of a claim that a judgement may correct, as they
// are called in its JSON. A quote is what it is.
func Correctable() []string {
	return []string{"source", "speaks_for", "via", "stance", "predicate", "subject", "object", "value", "when", "said", "confidence", "likelihood", "hedge"}
}

// Judged is the claim as judgements make it, which must be in force and about
// it, oldest first; the later of two corrections of a field holds. Its id stays.
// The review is nil without judgements.
func (c Claim) Judged(judgements []Judgement) (Claim, *Review) {
	if len(judgements) == 0 {
		return c, nil
	}
	review := Review{Judgements: judgements}
	seen := c
	for _, j := range judgements {
		switch j.Kind {
		case Accept, Reject:
			review.State = j.Kind
		case Correct:
			corrected, err := seen.Corrected(j.Field, j.Value)
			if err != nil {
				review.Idle = append(review.Idle, j.ID)
				continue
			}
			seen, review.Extracted = corrected, &c
		}
	}
	review.Disputed = disputed(judgements)
	return seen, &review
}

// Corrected is the claim with another value of a field, in JSON as the claim's
// own. A value that the new predicate does not have is dropped with the old one.
func (c Claim) Corrected(field string, value json.RawMessage) (Claim, error) {
	if !slices.Contains(Correctable(), field) {
		return c, fmt.Errorf("%w: field %q can't be corrected", ErrInvalidClaim, field)
	}
	whole, err := json.Marshal(c)
	if err != nil {
		return c, fmt.Errorf("%w: %w", ErrInvalidClaim, err)
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(whole, &fields); err != nil {
		return c, fmt.Errorf("%w: %w", ErrInvalidClaim, err)
	}
	fields[field] = value
	if whole, err = json.Marshal(fields); err != nil {
		return c, fmt.Errorf("%w: %s: %w", ErrInvalidClaim, field, err)
	}
	var out Claim
	if err := json.Unmarshal(whole, &out); err != nil {
		return c, fmt.Errorf("%w: %s: %w", ErrInvalidClaim, field, err)
	}
	if field == "predicate" && !out.Predicate.Allows(out.Value) {
		out.Value = ""
	}
	if why := cmp.Or(out.fault(), out.slip()); why != "" {
		return c, fmt.Errorf("%w: %s", ErrInvalidClaim, why)
	}
	return out, nil
}

// slip says what a person got wrong that an extractor would not, "" for nothing.
func (c Claim) slip() string {
	for _, p := range append(append([]*Party{c.Subject, c.Object}, pointers(c.SpeaksFor)...), pointers(c.Via)...) {
		if p != nil && p.Name == "" {
			return "a party without a name"
		}
	}
	for _, i := range []*Interval{c.When, c.Said} {
		if i != nil && !i.valid() {
			return fmt.Sprintf("%q to %q is no interval of days", i.From, i.To)
		}
	}
	switch {
	case c.Confidence != nil && NewConfidence(c.Confidence.Level, "") == nil:
		return fmt.Sprintf("confidence %q is none of high, moderate and low", c.Confidence.Level)
	case c.Likelihood != nil && (c.Likelihood.Low < 0 || c.Likelihood.High > 100 || c.Likelihood.Low > c.Likelihood.High):
		return fmt.Sprintf("likelihood %d to %d is no range of per cent", c.Likelihood.Low, c.Likelihood.High)
	}
	return ""
}

func pointers(parties []Party) []*Party {
	out := make([]*Party, len(parties))
	for i := range parties {
		out[i] = &parties[i]
	}
	return out
}

// disputed reports whether the last words of two reviewers differ, on whether
// the claim holds or on a field.
func disputed(judgements []Judgement) bool {
	last := map[string]map[string][]byte{} // by what it is about, then by reviewer
	for _, j := range judgements {
		about, word := j.Field, []byte(j.Value)
		switch j.Kind {
		case Accept, Reject:
			about, word = "", []byte(j.Kind)
		case Correct:
		default:
			continue
		}
		if last[about] == nil {
			last[about] = map[string][]byte{}
		}
		last[about][j.Reviewer] = word
	}
	for _, words := range last {
		var first []byte
		for _, word := range words {
			if first != nil && !bytes.Equal(first, word) {
				return true
			}
			first = word
		}
	}
	return false
}
