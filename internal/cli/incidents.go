package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ascribe/internal/cli/render"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// IncidentsCommand lists incidents.
type IncidentsCommand struct {
	Search string `help:"Only those whose title or claims hold these words." placeholder:"WORDS"`
	Newest bool   `help:"Newest first."`
	Known
}

// Help is the long help.
func (IncidentsCommand) Help() string {
	return `With --json, a list of {"id", "title", "victim", "when", "claims", "documents": [{"id", "file",
"claims"}], "campaigns", "similar"}, where a document's claims counts those of its claims that belong to the incident.

Examples:
  ascribe incidents
  ascribe incidents --search "ministry" --newest
  ascribe incidents --known 2022-09-08
  ascribe incidents --json | jq '.[].id'`
}

// Run writes the list.
func (c IncidentsCommand) Run(ctx context.Context, g *Globals) error {
	store, _, err := g.openForReading(ctx)
	if err != nil {
		return err
	}
	r, err := c.of(ctx, store)
	if err == nil {
		err = c.list(ctx, g, r)
	}
	return errors.Join(err, store.Close())
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
	campaigns := map[string][]string{}
	for _, entry := range found {
		for _, c := range entry.Campaigns {
			campaigns[c.Name] = append(campaigns[c.Name], entry.ID)
		}
		rows = append(rows, []string{entry.ID, wording.Interval(entry.When), entry.Title, fmt.Sprint(len(entry.Documents)), fmt.Sprint(len(entry.Claims))})
	}
	if err := render.Rows(g.Out, rows, g.Width(), 2, 0); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(campaigns)) {
		fmt.Fprintf(g.Out, "\n%s: %s\n", name, strings.Join(campaigns[name], ", "))
	}
	return nil
}
