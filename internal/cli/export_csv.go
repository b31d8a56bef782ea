package cli

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/internal/selection"
	"ascribe/internal/wording"
)

// ExportCSVCommand writes claims as a table.
type ExportCSVCommand struct{ Chosen }

// Help is the long help.
func (ExportCSVCommand) Help() string {
	return `A row a claim, with its document, source, stance, statement, grades, times and quote. Text of a
document that a spreadsheet would take for a formula has an apostrophe before it.

Examples:
  ascribe export csv al-2022-07 > claims.csv
  ascribe export csv --query "wiper" -o wiper.csv
  ascribe export csv --all --as-of 2022-09-08 > claims.csv`
}

// Run writes the table.
func (c ExportCSVCommand) Run(ctx context.Context, g *Globals) error {
	return c.export(ctx, g, writeClaims)
}

// claimHeads are the columns of the table.
func claimHeads() []string {
	return []string{"claim", "document", "file", "title", "publisher", "published", "url", "source", "source_id", "speaks_for", "via", "stance",
		"predicate", "subject", "subject_id", "object", "object_id", "value", "when_from", "when_to", "said_from", "said_to",
		"confidence", "likelihood", "likelihood_low", "likelihood_high", "hedge", "certainty", "quote_start", "quote_end", "quote"}
}

// writeClaims writes a row for each claim of a selection.
func writeClaims(w io.Writer, s *selection.Selection) error {
	out := csv.NewWriter(w)
	if err := out.Write(claimHeads()); err != nil {
		return err
	}
	for d, err := range s.Documents() {
		if err != nil {
			return err
		}
		for _, claim := range d.Claims {
			if err := out.Write(claimCells(d.Document, claim)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// claimCells is one claim's row, parallel to claimHeads.
func claimCells(d ascribe.Document, c ascribe.Claim) []string {
	subject, subjectID := partyCells(c.Subject)
	object, objectID := partyCells(c.Object)
	whenFrom, whenTo := intervalCells(c.When)
	saidFrom, saidTo := intervalCells(c.Said)
	confidence, likelihood := make([]string, 1), make([]string, 3)
	if c.Confidence != nil {
		confidence[0] = c.Confidence.Level
	}
	if l := c.Likelihood; l != nil {
		likelihood = []string{l.Words, strconv.Itoa(l.Low), strconv.Itoa(l.High)}
	}
	cells := []string{c.ID, d.ID, d.File, d.Title, d.Publisher, string(d.Published), d.URL, c.Source.Name, c.Source.ID, partyNames(c.SpeaksFor), partyNames(c.Via),
		string(c.Stance), string(c.Predicate), subject, subjectID, object, objectID, c.Value, whenFrom, whenTo, saidFrom, saidTo, confidence[0],
		likelihood[0], likelihood[1], likelihood[2], c.Hedge, fmt.Sprintf("%.2f", c.Certainty), strconv.Itoa(c.Quote.Start), strconv.Itoa(c.Quote.End), c.Quote.Text}
	for i, cell := range cells {
		cells[i] = wording.Cell(cell)
	}
	return cells
}

func partyCells(p *ascribe.Party) (name, id string) {
	if p == nil {
		return "", ""
	}
	return p.Name, p.ID
}

func intervalCells(i *ascribe.Interval) (from, to string) {
	if i == nil {
		return "", ""
	}
	return string(i.From), string(i.To)
}

func partyNames(parties []ascribe.Party) string {
	var names []string
	for _, p := range parties {
		names = append(names, p.Name)
	}
	return strings.Join(names, "; ")
}
