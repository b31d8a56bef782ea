package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"ascribe"
	"ascribe/internal/casefile"
	"ascribe/internal/dossier"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
)

// IncidentCommand writes the dossier of an incident.
type IncidentCommand struct {
	ID     string `arg:"" help:"The incident's id, as ascribe incidents lists it."`
	AsOf   string `help:"Only what had been said by that day." placeholder:"YYYY-MM-DD"`
	Format string `help:"How to write it: ${enum}." enum:"text,md,html,pdf,svg,json,stix" default:"text"`
	Known

	Records bool `help:"Grade each source by its record in the whole ledger too (slower)."`
}

// Help is the long help.
func (IncidentCommand) Help() string {
	return `What happened, who says who did it and how sure they are, who denies it, on what grounds, what
fell and what stayed up, what followed, which names are used by whom, and what is not known.
Every line carries its citation [document:claim], listed with its quote at the end. HTML is one file
that needs nothing else; SVG is the timeline's picture alone.

Examples:
  ascribe incident al-2022-07
  ascribe incident al-2022-07 --as-of 2022-09-08
  ascribe incident al-2022-07 --known 2022-09-20       what this ledger knew by then
  ascribe incident al-2022-07 --format md > dossier.md
  ascribe incident al-2022-07 --format stix > bundle.json
  ascribe incident al-2022-07 --format pdf > dossier.pdf
  ascribe incident al-2022-07 --records`
}

// Run writes the dossier.
func (c IncidentCommand) Run(ctx context.Context, g *Globals) error {
	asOf, err := day("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	store, _, err := g.openForReading(ctx)
	if err != nil {
		return err
	}
	r, err := c.of(ctx, store)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	if c.Format == "stix" {
		err = Chosen{Incidents: []string{c.ID}}.write(ctx, g, r, asOf, func(w io.Writer, s *selection.Selection) error { return stix.Write(w, s, nil) })
		return errors.Join(err, store.Close())
	}
	d, err := dossierOf(ctx, r, c.ID, casefile.Options{AsOf: asOf, Records: c.Records})
	if errors.Is(err, ledger.ErrNotFound) {
		err = noIncident(ctx, r, c.ID)
	}
	if err == nil {
		err = c.write(g, d)
	}
	return errors.Join(err, store.Close())
}

func (c IncidentCommand) write(g *Globals, d dossier.Dossier) error {
	switch {
	case g.JSON || c.Format == "json":
		return d.JSON(g.Out)
	case c.Format == "md":
		return d.Markdown(g.Out)
	case c.Format == "html":
		return d.HTML(g.Out)
	case c.Format == "pdf":
		if isTerminal(g.Out) {
			return usage("a PDF is not for a terminal; write it to a file: ascribe incident %s --format pdf > dossier.pdf", c.ID)
		}
		return d.PDF(g.Out)
	case c.Format == "svg":
		return d.Picture(g.Out)
	default:
		return d.Text(g.Out)
	}
}

// day reads the value of a flag that is a day; "" stays "".
func day(flag, value string) (ascribe.Day, error) {
	if value == "" {
		return "", nil
	}
	d, err := ascribe.ParseDay(value)
	if err != nil || string(d) != value {
		return "", usage("%s %s: not a day; write it as 2022-09-10", flag, value)
	}
	return d, nil
}

// noIncident says which incidents there are that resemble an id.
func noIncident(ctx context.Context, r ledger.Reader, id string) error {
	var near []string
	prefix, _, _ := strings.Cut(strings.ToLower(id), "-")
	for entry, err := range ledger.AllIncidents(ctx, r, ledger.IncidentFilter{}) {
		if err != nil {
			return err
		}
		if strings.HasPrefix(entry.ID, prefix) && len(near) < 5 {
			near = append(near, entry.ID)
		}
	}
	if len(near) == 0 {
		return fmt.Errorf("there is no incident %s; `ascribe incidents` lists those there are", id)
	}
	return fmt.Errorf("there is no incident %s; did you mean %s?", id, strings.Join(near, ", "))
}

// dossierOf builds an incident's dossier from the ledger, with the embedded
// knowledge. It fails with ledger.ErrNotFound where there is no such incident.
func dossierOf(ctx context.Context, r ledger.Reader, id string, o casefile.Options) (dossier.Dossier, error) {
	base, err := knowledge.Embedded()
	if err != nil {
		return dossier.Dossier{}, err
	}
	o.Knowledge = base
	c, err := casefile.Open(ctx, r, id, o)
	if err != nil {
		return dossier.Dossier{}, err
	}
	return c.Dossier(), nil
}
