package ledger

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"ascribe"
)

// Record is a document with everything that was derived from it: what one Put keeps.
type Record struct {
	Document ascribe.Document
	Raw      []byte // the original; nil keeps the bytes that are already there
	Text     ascribe.Text
	Entities []ascribe.Entity
	Mentions []ascribe.Mention
	Claims   []ascribe.Claim

	Copies    []ascribe.Copy                           // from or to this document
	Link      func(CopyCandidate) (ascribe.Copy, bool) // if not nil, Put asks it about each candidate instead of taking Copies
	Signature []uint64                                 // of the text, for finding near-copies
	Bands     []uint64                                 // the signature's locality-sensitive hashes

	Stamp Stamp
	Known time.Time // when the ledger learns this; zero is now
}

// Stamp says by which version of each stage a document's rows were made.
type Stamp struct {
	Stages map[string]string `json:"stages"`
}

// Equal reports whether both were made by the same versions of the same stages.
func (s Stamp) Equal(o Stamp) bool { return maps.Equal(s.Stages, o.Stages) }

// Validate checks that a record's parts belong together: hashes, spans, and each
// claim against its quote. Errors wrap ErrInvalid.
func (r Record) Validate() error {
	for _, check := range []func() error{r.validateDocument, r.validateMentions, r.validateClaims, r.validateCopies} {
		if err := check(); err != nil {
			return fmt.Errorf("%w: document %s: %w", ErrInvalid, r.Document.ID, err)
		}
	}
	return nil
}

func (r Record) validateDocument() error {
	d := r.Document
	switch {
	case d.ID == "":
		return fmt.Errorf("no id")
	case r.Raw != nil && d.ID != ascribe.DocumentID(r.Raw):
		return fmt.Errorf("the id is not that of the original's %d bytes", len(r.Raw))
	case r.Raw != nil && d.SHA256 != ascribe.HashOf(r.Raw):
		return fmt.Errorf("SHA-256 of the original differs")
	case d.TextSHA256 != ascribe.HashOf([]byte(r.Text.Content)):
		return fmt.Errorf("SHA-256 of the text differs")
	}
	end := 0
	for _, b := range r.Text.Blocks {
		if b.Start < end || b.End < b.Start || b.End > len(r.Text.Content) {
			return fmt.Errorf("%s block at bytes %d to %d is out of order or out of bounds", b.Kind, b.Start, b.End)
		}
		end = b.End
	}
	return nil
}

func (r Record) validateMentions() error {
	for _, m := range r.Mentions {
		if m.Start < 0 || m.End <= m.Start || m.End > len(r.Text.Content) {
			return fmt.Errorf("mention %q at bytes %d to %d is out of bounds", m.Text, m.Start, m.End)
		}
	}
	return nil
}

func (r Record) validateClaims() error {
	seen := make(map[string]bool, len(r.Claims))
	for _, c := range r.Claims {
		if err := c.Validate(r.Text.Content); err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
		if c.Document != r.Document.ID {
			return fmt.Errorf("claim %s is of document %q", c.ID, c.Document)
		}
		if seen[c.ID] {
			return fmt.Errorf("claim %s occurs twice", c.ID)
		}
		seen[c.ID] = true
	}
	return nil
}

func (r Record) validateCopies() error {
	for _, c := range r.Copies {
		if (c.Document == r.Document.ID) == (c.Of == r.Document.ID) {
			return fmt.Errorf("copy link from %s to %s is not about it", c.Document, c.Of)
		}
	}
	return nil
}

// SaidDay is the day that a claim counts from in said time: when its source said
// it, else when its document was published, else when that was read.
func SaidDay(d ascribe.Document, c ascribe.Claim) ascribe.Day {
	switch {
	case c.Said != nil && c.Said.From != "":
		return c.Said.From
	case d.Published != "":
		return d.Published
	case !d.Read.IsZero():
		return ascribe.DayOf(d.Read)
	default:
		return ""
	}
}

// PartyNames are the names by which a claim can be found: those of every party,
// as resolved and as they stand in the text.
func PartyNames(c ascribe.Claim) string {
	var names []string
	for _, p := range Parties(c) {
		names = append(names, p.Party.Name)
		if p.Party.Text != "" && p.Party.Text != p.Party.Name {
			names = append(names, p.Party.Text)
		}
	}
	return strings.Join(names, " · ")
}

// PartyRole is what a party is to a claim.
type PartyRole string

// The roles of parties in a claim.
const (
	SourceRole    PartyRole = "source"
	SpeaksForRole PartyRole = "speaks-for"
	ViaRole       PartyRole = "via"
	SubjectRole   PartyRole = "subject"
	ObjectRole    PartyRole = "object"
)

// RoleParty is a party in its role.
type RoleParty struct {
	Role  PartyRole
	Party ascribe.Party
}

// Parties lists the parties of a claim with their roles, source first.
func Parties(c ascribe.Claim) []RoleParty {
	out := []RoleParty{{SourceRole, c.Source}}
	for _, p := range c.SpeaksFor {
		out = append(out, RoleParty{SpeaksForRole, p})
	}
	for _, p := range c.Via {
		out = append(out, RoleParty{ViaRole, p})
	}
	if c.Subject != nil {
		out = append(out, RoleParty{SubjectRole, *c.Subject})
	}
	if c.Object != nil {
		out = append(out, RoleParty{ObjectRole, *c.Object})
	}
	return out
}
