package cli

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"ascribe"
	"ascribe/internal/selection"
)

// ExportJSONLCommand writes documents with their claims as JSON lines.
type ExportJSONLCommand struct{ Chosen }

// Help is the long help.
func (ExportJSONLCommand) Help() string {
	return `A line a document in the shape of ascribe extract --format jsonl (ascribe extract --schema prints
it), without mentions: the document, its chosen claims and the entities that they name.

Examples:
  ascribe export jsonl --all > ledger.jsonl
  ascribe export jsonl --all --since 2022-09-08      what the ledger learnt since
  ascribe export jsonl al-2022-07 | jq '.claims[].quote.text'`
}

// Run writes the lines.
func (c ExportJSONLCommand) Run(ctx context.Context, g *Globals) error {
	return c.export(ctx, g, func(w io.Writer, s *selection.Selection) error {
		lines := json.NewEncoder(w)
		lines.SetEscapeHTML(false)
		for d, err := range s.Documents() {
			if err != nil {
				return err
			}
			if err := lines.Encode(ascribe.Extraction{Document: d.Document, Entities: entitiesOf(s, d.Claims), Claims: d.Claims}); err != nil {
				return err
			}
		}
		return s.Err()
	})
}

// entitiesOf are the entities that claims name, by id, each once.
func entitiesOf(s *selection.Selection, claims []ascribe.Claim) []ascribe.Entity {
	out := []ascribe.Entity{}
	var ids []string
	for _, c := range claims {
		parties := append(append([]ascribe.Party{c.Source}, c.SpeaksFor...), c.Via...)
		for _, p := range []*ascribe.Party{c.Subject, c.Object} {
			if p != nil {
				parties = append(parties, *p)
			}
		}
		for _, p := range parties {
			if p.ID != "" {
				ids = append(ids, p.ID)
			}
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if e, ok := s.Entity(id); ok {
			out = append(out, e)
		}
	}
	return out
}
