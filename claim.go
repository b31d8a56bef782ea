package ascribe

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Claim is the unit of the ledger: one source takes a stance on one statement in
// one quoted passage.
type Claim struct {
	ID        string  `json:"id"`
	Document  string  `json:"document,omitempty"` // Document.ID
	Source    Party   `json:"source"`             // who commits to the statement
	SpeaksFor []Party `json:"speaks_for,omitempty"`
	Via       []Party `json:"via,omitempty"` // who relays it, outermost first
	Stance    Stance  `json:"stance"`
	Statement
	Said       *Interval   `json:"said"`       // when the source said it
	Confidence *Confidence `json:"confidence"` // how good the source says its basis is
	Likelihood *Likelihood `json:"likelihood"` // how probable the source says it is
	Hedge      string      `json:"hedge,omitempty"`
	Quote      Quote       `json:"quote"`

	Supports    []string    `json:"supports,omitempty"`  // ids of the attributions that this claim is evidence for
	Certainty   float64     `json:"certainty,omitempty"` // the extractor's own, 0 to 1; not the speaker's confidence
	Extractor   string      `json:"extractor,omitempty"` // what made it, with versions; " + " between several
	Caveats     []Caveat    `json:"caveats,omitempty"`   // what a reviewer should look at
	Explanation Explanation `json:"explanation,omitzero"`
}

// Statement is what a claim is about: shared by every claim that asserts or denies it.
type Statement struct {
	Predicate Predicate `json:"predicate"`
	Subject   *Party    `json:"subject"` // nil where the text names none
	Object    *Party    `json:"object"`
	Value     string    `json:"value,omitempty"`
	When      *Interval `json:"when"`
}

// Key identifies a statement across documents: predicate and parties, and the
// value where it distinguishes one deed from another.
// A same-as is about names, so that "APT28 is Fancy Bear" is one statement and
// "APT28 is Sofacy" another, whatever entity the three names lead to.
func (s Statement) Key() string {
	a, b := s.Subject.Key(), s.Object.Key()
	if s.Predicate == SameAs && s.Subject != nil && s.Object != nil {
		a, b = Fold(s.Subject.Name), Fold(s.Object.Name)
		if a > b {
			a, b = b, a
		}
	}
	return strings.Join([]string{string(s.Predicate), a, b}, "|")
}

// Quote is the passage that carries a claim. Text equals the bytes [Start, End)
// of the document's Text.Content.
type Quote struct {
	Span
	Text string `json:"text"`
}

// Confidence is an ICD 203 analytic confidence with the words that gave it.
type Confidence struct {
	Level string `json:"level"` // "high", "moderate", "low"
	Words string `json:"words,omitempty"`
	STIX  int    `json:"stix"` // 85, 50, 15 (STIX 2.1 appendix A, None/Low/Med/High scale)
}

// NewConfidence grades a level; words are kept as they stand.
func NewConfidence(level, words string) *Confidence {
	stix := map[string]int{"high": 85, "moderate": 50, "low": 15}[level]
	if stix == 0 {
		return nil
	}
	return &Confidence{Level: level, Words: words, STIX: stix}
}

// Likelihood is an ICD 203 expression of probability with its range in per cent.
type Likelihood struct {
	Words string `json:"words,omitempty"`
	Low   int    `json:"low"`
	High  int    `json:"high"`
}

// NewLikelihood gives the range that a band of probability stands for, nil where
// there is no such band; words are kept as they stand.
func NewLikelihood(band, words string) *Likelihood {
	bounds, ok := map[string][2]int{"remote": {1, 5}, "very unlikely": {5, 20}, "unlikely": {20, 45}, "roughly even": {45, 55},
		"possible": {20, 55}, "likely": {55, 80}, "very likely": {80, 95}, "almost certain": {95, 99}}[band]
	if !ok {
		return nil
	}
	return &Likelihood{Words: words, Low: bounds[0], High: bounds[1]}
}

// Explanation is how the extractor came to a claim.
type Explanation struct {
	Rule  string   `json:"rule,omitempty"`
	Cue   string   `json:"cue,omitempty"`
	Path  []string `json:"path,omitempty"`  // how each role was reached from the cue
	Links []string `json:"links,omitempty"` // why parties were resolved as they were
}

// Stance is what a source does with a statement.
type Stance string

// The stances.
const (
	Asserts   Stance = "asserts"
	Denies    Stance = "denies"
	Doubts    Stance = "doubts"
	Withholds Stance = "withholds"
)

// ClaimID derives a claim's id from its document, source, statement, stance and
// quote, so that extracting again gives the same ids.
func ClaimID(c Claim) string {
	h := sha256.New()
	for _, part := range []string{c.Document, c.Source.Key(), string(c.Stance), c.Statement.Key(), c.Value,
		strconv.Itoa(c.Quote.Start), strconv.Itoa(c.Quote.End)} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return "claim-" + hex.EncodeToString(h.Sum(nil)[:8])
}

// ErrInvalidClaim is wrapped by every error of Claim.Validate.
var ErrInvalidClaim = errors.New("invalid claim")

// Validate checks a claim against the codebook and its quote against the text.
func (c Claim) Validate(text string) error {
	why := c.fault()
	if why == "" && c.Quote.Of(text) != c.Quote.Text {
		why = fmt.Sprintf("quote differs from bytes %d to %d of the text", c.Quote.Start, c.Quote.End)
	}
	if why == "" {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrInvalidClaim, why)
}

// fault says what is wrong with a claim taken by itself, "" when nothing is.
func (c Claim) fault() string {
	switch {
	case c.ID == "":
		return "no id"
	case c.Source.Name == "":
		return "no source"
	case !slices.Contains([]Stance{Asserts, Denies, Doubts, Withholds}, c.Stance):
		return fmt.Sprintf("unknown stance %q", c.Stance)
	case !c.Predicate.Valid():
		return fmt.Sprintf("unknown predicate %q", c.Predicate)
	case c.Subject == nil && c.Object == nil:
		return "neither subject nor object"
	case !c.Predicate.Allows(c.Value):
		return fmt.Sprintf("value %q is not one of %s", c.Value, c.Predicate)
	case c.Quote.Text == "":
		return "no quote"
	}
	return ""
}

// CompareClaims orders claims by place in the text, then by statement.
func CompareClaims(a, b Claim) int {
	return cmp.Or(cmp.Compare(a.Quote.Start, b.Quote.Start), cmp.Compare(a.Quote.End, b.Quote.End),
		cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.ID, b.ID))
}
