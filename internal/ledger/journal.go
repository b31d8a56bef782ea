package ledger

import (
	"encoding/json"

	"ascribe"
)

// Deed is what an entry of the journal says was done.
type Deed string

// The deeds.
const (
	PutDeed     Deed = "put"     // a document was put, or found at another place
	RemovedDeed Deed = "removed" // a document was removed
	JudgedDeed  Deed = "judged"  // a judgement was added
)

// Act is one entry of the journal: what was done to a document or a judgement,
// and what was kept of it then.
type Act struct {
	Number  int64  `json:"number"` // 1, 2, 3 …
	At      int64  `json:"at"`     // microseconds since 1970, by the clock of the writer
	Deed    Deed   `json:"deed"`
	Subject string `json:"subject"`
	Digest  string `json:"digest"` // SHA-256 of what is kept of the subject, "" when nothing is
	Hash    string `json:"hash"`   // see Chain
}

// Chain is the hash of an act that follows one with the hash before ("" for the
// first): SHA-256, in hexadecimal, over all its other fields and that hash.
func (a Act) Chain(before string) string {
	b, err := json.Marshal([]any{a.Number, a.At, a.Deed, a.Subject, a.Digest, before})
	if err != nil { // strings and numbers
		return ""
	}
	return ascribe.HashOf(b)
}

// Head is the last entry of the journal; zero where there is none.
type Head struct {
	Number int64  `json:"entries"`
	Hash   string `json:"head"`
}

// Verification is what Verify found.
type Verification struct {
	Head
	Problems []Problem `json:"problems"`
}
