package cli

import (
	"context"
	"io"

	"ascribe/internal/casefile"
	"ascribe/internal/veris"
)

// ExportVERISCommand writes incidents in the Vocabulary for Event Recording and Incident Sharing.
type ExportVERISCommand struct{ Chosen }

// Help is the long help.
func (ExportVERISCommand) Help() string {
	return `A JSON list of VERIS records. Under "plus" stand the claims behind each value, with their quotes. What
VERIS requires and no claim tells is "Unknown".

Examples:
  ascribe export veris al-2022-07 > albania.json
  ascribe export veris --all -o incidents.json`
}

// Run writes the records.
func (c ExportVERISCommand) Run(ctx context.Context, g *Globals) error {
	var records []veris.Incident
	err := c.cases(ctx, g, func(opened casefile.Case) { records = append(records, opened.Record()) })
	if err != nil {
		return err
	}
	return c.to(g, func(w io.Writer) error { return veris.JSON(w, records) })
}
