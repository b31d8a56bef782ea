package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"

	"ascribe/examples"
	"ascribe/internal/casefile"
	"ascribe/internal/ledger"
)

// DemoCommand shows the program with its examples.
type DemoCommand struct {
	Browser bool `help:"Open the page in a browser." default:"true" negatable:""`
	Once    bool `help:"End after the dossier; serve nothing."`
}

// Help is the long help.
func (DemoCommand) Help() string {
	return `Reads the example documents (about public incidents, written for this project) into a temporary
ledger, prints the dossier of the incident that most of them tell of, and serves the pages until
Ctrl-C. Nothing is left behind.

Examples:
  ascribe demo
  ascribe demo --once --quiet`
}

// Run shows the demonstration.
func (c DemoCommand) Run(ctx context.Context, g *Globals) error {
	folder, err := os.MkdirTemp("", "ascribe-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	documents := filepath.Join(folder, "documents")
	if err := os.CopyFS(documents, examples.Documents()); err != nil {
		return err
	}
	demo := *g
	demo.Ledger, demo.JSON = filepath.Join(folder, "ledger.db"), false
	ingest := IngestCommand{Inputs: Inputs{Sources: []string{documents}}}
	if err := ingest.Run(ctx, &demo); err != nil {
		return err
	}
	return demo.withLedger(ctx, func(store ledger.Ledger, path string) error {
		return c.show(ctx, &demo, store)
	})
}

func (c DemoCommand) show(ctx context.Context, g *Globals, store ledger.Ledger) error {
	page, err := store.Incidents(ctx, ledger.IncidentFilter{})
	if err != nil {
		return err
	}
	if len(page.Items) == 0 {
		return errors.New("the examples yield no incident; please report it")
	}
	most := slices.MaxFunc(page.Items, func(a, b ledger.IncidentEntry) int {
		return cmp.Compare(len(a.Documents), len(b.Documents))
	})
	d, err := dossierOf(ctx, store, most.ID, casefile.Options{})
	if err != nil {
		return err
	}
	fmt.Fprintln(g.Out)
	if err := d.Text(g.Out); err != nil || c.Once {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		listener, err = net.Listen("tcp", "127.0.0.1:0") // the usual port is taken
	}
	if err != nil {
		return err
	}
	return ServeCommand{Open: c.Browser && isTerminal(g.Err)}.serve(ctx, g, store, listener)
}
