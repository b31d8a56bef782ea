// Package render writes extractions for people: as a table, and claim by claim
// with how each came about.
package render

import (
	"fmt"
	"io"
	"strings"

	"ascribe"
	"ascribe/internal/wording"
)

// Table writes a document's heading and its claims, one a line, numbered from 1
// and fitted to width columns.
func Table(w io.Writer, e ascribe.Extraction, width int) error {
	var b strings.Builder
	b.WriteString(Heading(e.Document, len(e.Claims)) + "\n")
	for _, flag := range e.Document.Flags {
		fmt.Fprintf(&b, "  ! %s: %s\n", flag.Flag, flag.Why)
	}
	if n := len(e.Document.Rejected); n > 0 {
		fmt.Fprintf(&b, "  ! %s refused by the checks on what the model read: --explain all shows them\n", wording.Count(n, "reading"))
	}
	rows := [][]string{{"#", "source", "stance", "statement", "how sure", "when"}}
	for i, c := range e.Claims {
		rows = append(rows, []string{fmt.Sprint(i + 1), speaker(c), string(c.Stance), Statement(c.Statement), grade(c), wording.Interval(c.When)})
	}
	if len(rows) > 1 {
		fit(&b, rows, width, 3)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// Heading is one line on a document.
func Heading(d ascribe.Document, claims int) string {
	parts := []string{d.File}
	if d.Title != "" {
		parts = append(parts, "“"+oneLine(d.Title)+"”")
	}
	for _, part := range []string{d.Publisher, string(d.Published)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(append(parts, wording.Count(claims, "claim")), " · ")
}

// Statement is a statement in words: subject, predicate and value, object.
func Statement(s ascribe.Statement) string {
	predicate := string(s.Predicate)
	if s.Value != "" {
		predicate += " (" + s.Value + ")"
	}
	return PartyName(s.Subject) + " " + predicate + " " + PartyName(s.Object)
}

// PartyName is a party's name, "–" for none, with the country of a party that is
// only described.
func PartyName(p *ascribe.Party) string {
	switch {
	case p == nil:
		return "–"
	case p.ID == "" && p.Country != "":
		return oneLine(p.Name) + " [" + p.Country + "]"
	default:
		return oneLine(p.Name)
	}
}

func speaker(c ascribe.Claim) string {
	name := PartyName(&c.Source)
	if n := len(c.SpeaksFor); n > 0 {
		name += " for " + PartyName(&c.SpeaksFor[n-1])
	}
	return name
}

func grade(c ascribe.Claim) string {
	var parts []string
	if c.Confidence != nil {
		parts = append(parts, c.Confidence.Level)
	}
	if c.Likelihood != nil {
		parts = append(parts, fmt.Sprintf("%d–%d%%", c.Likelihood.Low, c.Likelihood.High))
	}
	if c.Hedge != "" {
		parts = append(parts, "“"+c.Hedge+"”")
	}
	return strings.Join(parts, ", ")
}

// oneLine folds white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
