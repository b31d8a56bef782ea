package ascribe

// Rejection is something that an extractor read and that a check did not let
// through. It is kept so that a reader can see what was refused, and why.
type Rejection struct {
	Extractor string `json:"extractor"`      // Claim.Extractor of what was refused
	Check     string `json:"check"`          // which check refused it; listed in docs/terms.md
	Why       string `json:"why"`            // in words
	Said      string `json:"said,omitempty"` // what was read, shortened
}

// Caveat is what a reviewer should look at in a claim: a field on which
// extractors disagree, or one that a check emptied.
type Caveat struct {
	Field string `json:"field"`           // of the claim: subject, object, value, source, stance, confidence, likelihood, when
	Why   string `json:"why"`             // in words
	Other string `json:"other,omitempty"` // the other reading, where there is one
}
