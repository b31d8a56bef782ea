package cli

import (
	"context"
	"errors"
	"fmt"

	"ascribe/internal/cli/render"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// IncidentsCommand lists incidents.
type IncidentsCommand struct {
	Search string `help:"Only those whose title or claims hold these words." placeholder:"WORDS"`
	Newest bool   `help:"Newest first."`
}

// Help is the long help.
func (IncidentsCommand) Help() string {
	return `With --json, a list of {"id", "title", "victim", "when", "claims", "documents": [{"id", "file",
"claims"}]}, where a document's claims counts those of its claims that belong to the incident.

Examples:
  ascribe incidents
  ascribe incidents --search "ministry" --newest
  ascribe incidents --json | jq '.[].id'`
}

// Run writes the list.
func (c IncidentsCommand) Run(ctx context.Context, g *Globals) error {
	store, _, err := g.openForReading(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.list(ctx, g, store), store.Close())
}

func (c IncidentsCommand) list(ctx context.Context, g *Globals, r ledger.Reader) error {
	found := []ledger.IncidentEntry{}
	for entry, err := range ledger.AllIncidents(ctx, r, ledger.IncidentFilter{Query: c.Search, Newest: c.Newest}) {
		if err != nil {
			return err
		}
		found = append(found, entry)
	}
	if g.JSON {
		return g.WriteJSON(found)
	}
	if len(found) == 0 {
		g.Note("no incidents%s", map[bool]string{true: " with these words"}[c.Search != ""])
		return nil
	}
	rows := [][]string{{"id", "when", "title", "documents", "claims"}}
	for _, entry := range found {
		rows = append(rows, []string{entry.ID, wording.Interval(entry.When), entry.Title, fmt.Sprint(len(entry.Documents)), fmt.Sprint(len(entry.Claims))})
	}
	return render.Rows(g.Out, rows, g.Width(), 2, 0)
}
