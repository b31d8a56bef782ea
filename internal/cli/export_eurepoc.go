package cli

import (
	"context"
	"errors"
	"io"

	"ascribe/internal/casefile"
	"ascribe/internal/eurepoc"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
)

// ExportEuRepoCCommand writes incidents in the vocabulary of the European Repository of Cyber Incidents.
type ExportEuRepoCCommand struct {
	Chosen
	Format string `help:"How to write them: ${enum}." enum:"csv,json" default:"csv"`
}

// Help is the long help.
func (ExportEuRepoCCommand) Help() string {
	return `One row an incident. Behind each column stands one with the claims that its values rest on, in the
same order. “Not available” is what no claim tells, “Unknown” what claims leave open, “Unknown - not
attributed” an incident for which nobody is held responsible. It is a first coding to be checked.

Examples:
  ascribe export eurepoc --all > incidents.csv
  ascribe export eurepoc al-2022-07 --format json
  ascribe export eurepoc --actor state:ir --as-of 2022-09-08 -o codings.csv`
}

// Run writes the codings.
func (c ExportEuRepoCCommand) Run(ctx context.Context, g *Globals) error {
	var codings []eurepoc.Coding
	err := c.cases(ctx, g, func(opened casefile.Case) { codings = append(codings, opened.Coding()) })
	if err != nil {
		return err
	}
	return c.to(g, func(w io.Writer) error {
		if c.Format == "json" || g.JSON {
			return eurepoc.JSON(w, codings)
		}
		return eurepoc.CSV(w, codings)
	})
}

// cases opens the chosen incidents one after the other.
func (c Chosen) cases(ctx context.Context, g *Globals, each func(casefile.Case)) error {
	asOf, err := day("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return err
	}
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		r, err := c.of(ctx, store)
		if err != nil {
			return err
		}
		choice, err := c.choice(ctx, r)
		if err != nil {
			return err
		}
		ids, err := incidentsOf(ctx, r, choice)
		if err != nil {
			return err
		}
		for _, id := range ids {
			opened, err := casefile.Open(ctx, r, id, casefile.Options{AsOf: asOf, Knowledge: base})
			if errors.Is(err, ledger.ErrNotFound) {
				err = noIncident(ctx, r, id)
			}
			if err != nil {
				return err
			}
			each(opened)
		}
		return nil
	})
}

// incidentsOf lists the incidents that are named, that have a claim of or about the party,
// or whose claims hold the words; all where nothing is chosen.
func incidentsOf(ctx context.Context, r ledger.Reader, c selection.Choice) ([]string, error) {
	if len(c.Incidents) > 0 {
		return c.Incidents, nil
	}
	var ids []string
	for entry, err := range ledger.AllIncidents(ctx, r, ledger.IncidentFilter{Party: c.Party, Query: c.Query}) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, entry.ID)
	}
	return ids, nil
}
