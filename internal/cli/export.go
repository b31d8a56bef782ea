package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"ascribe"
	"ascribe/internal/actor"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
)

// ExportCommand writes the ledger for other programs: a format a command.
type ExportCommand struct {
	STIX    ExportSTIXCommand    `cmd:"" name:"stix" help:"As a STIX 2.1 bundle."`
	MISP    ExportMISPCommand    `cmd:"" name:"misp" help:"As MISP events."`
	EuRepoC ExportEuRepoCCommand `cmd:"" name:"eurepoc" help:"Incidents coded as by the European Repository of Cyber Incidents."`
	VERIS   ExportVERISCommand   `cmd:"" name:"veris" help:"Incidents in the Vocabulary for Event Recording and Incident Sharing."`
	CSV     ExportCSVCommand     `cmd:"" name:"csv" help:"Claims as a table, a row a claim."`
	Parquet ExportParquetCommand `cmd:"" name:"parquet" help:"Claims or statements as a Parquet table, for notebooks."`
	JSONL   ExportJSONLCommand   `cmd:"" name:"jsonl" help:"Documents with their claims, a JSON line a document."`
}

// Chosen are the arguments and flags that say what is exported.
type Chosen struct {
	Incidents []string `arg:"" optional:"" name:"incident" help:"Ids of incidents, as ascribe incidents lists them."`
	Actor     string   `help:"Claims of and by a group, state, organisation or person: a name or an id." placeholder:"NAME"`
	Query     string   `help:"Claims whose quote or parties hold these words." placeholder:"WORDS"`
	All       bool     `help:"The whole ledger."`
	Since     string   `help:"Only what the ledger learnt on that day or later: a day, or a time such as 2022-09-08T10:00:00Z." placeholder:"TIME"`
	AsOf      string   `help:"Only what had been said by that day." placeholder:"YYYY-MM-DD"`
	Known

	Output string `short:"o" help:"File to write (default: standard output)." type:"path" placeholder:"FILE"`
}

// choice is what the flags choose.
func (c Chosen) choice(ctx context.Context, r ledger.Reader) (selection.Choice, error) {
	named := len(c.Incidents) > 0 || c.Actor != "" || c.Query != ""
	if named == c.All {
		return selection.Choice{}, usage("name incidents, --actor NAME or --query WORDS; or --all for the whole ledger")
	}
	party, err := c.party(ctx, r)
	return selection.Choice{Incidents: c.Incidents, Party: party, Query: c.Query}, err
}

// party is the entity that --actor means. Nothing is guessed where a name fits several.
func (c Chosen) party(ctx context.Context, r ledger.Reader) (string, error) {
	if c.Actor == "" {
		return "", nil
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return "", err
	}
	gathered, err := actor.Gather(ctx, actor.Input{Name: c.Actor, Knowledge: base, Ledger: r, Limit: 1})
	if err != nil {
		return "", err
	}
	found := gathered.Candidates
	if len(found) > 1 && found[0].Score-found[1].Score < 0.1 {
		return "", fmt.Errorf("%q may be %s or %s, among others; give the id", c.Actor, found[0].Entity, found[1].Entity)
	}
	return found[0].Entity, nil
}

// export writes what was chosen.
func (c Chosen) export(ctx context.Context, g *Globals, write func(io.Writer, *selection.Selection) error) error {
	asOf, err := day("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		r, err := c.of(ctx, store)
		if err != nil {
			return err
		}
		return c.write(ctx, g, r, asOf, write)
	})
}

// write writes what was chosen of a ledger, as it had been said by a day.
func (c Chosen) write(ctx context.Context, g *Globals, store ledger.Reader, asOf ascribe.Day, write func(io.Writer, *selection.Selection) error) error {
	choice, err := c.choice(ctx, store)
	if err != nil {
		return err
	}
	choice.SaidBy = asOf
	if choice.Since, err = instant("--since", c.Since); err != nil {
		return err
	}
	chosen, err := selection.Select(ctx, store, choice)
	if errors.Is(err, ledger.ErrNotFound) && len(c.Incidents) == 1 {
		err = noIncident(ctx, store, c.Incidents[0])
	}
	if err != nil {
		return err
	}
	return c.to(g, func(w io.Writer) error { return write(w, chosen) })
}

// to writes to --output, else to standard output. A file that could not be
// written whole is removed.
func (c Chosen) to(g *Globals, write func(io.Writer) error) error {
	if c.Output == "" {
		return write(g.Out)
	}
	file, err := os.Create(c.Output)
	if err != nil {
		return err
	}
	if err := errors.Join(write(file), file.Close()); err != nil {
		return errors.Join(err, os.Remove(c.Output))
	}
	g.Note("%s written", c.Output)
	return nil
}

// Marks are the flags that say how what is written may be passed on.
type Marks struct {
	TLP   string `name:"tlp" help:"Mark STIX objects with a level of the Traffic Light Protocol 2.0: clear, green, amber, amber+strict or red." placeholder:"LEVEL"`
	Terms string `help:"Mark STIX objects with terms of use in plain words." placeholder:"TEXT"`
}

// markings are the markings as STIX has them.
func (m Marks) markings() ([]*stix.Marking, error) {
	var out []*stix.Marking
	if m.TLP != "" {
		tlp, err := stix.TLP(m.TLP)
		if err != nil {
			return nil, usage("--tlp %s: %w", m.TLP, err)
		}
		out = append(out, tlp)
	}
	if m.Terms != "" {
		out = append(out, stix.Statement(m.Terms))
	}
	return out, nil
}

// instant reads a flag that takes a day or a time; "" is the beginning of time.
func instant(flag, value string) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, value); err == nil {
			return at, nil
		}
	}
	return time.Time{}, usage("%s %s: neither a day nor a time; write 2022-09-08 or 2022-09-08T10:00:00Z", flag, value)
}
