package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
)

// openForWriting opens the ledger, making it where there is none.
func (g *Globals) openForWriting(ctx context.Context) (ledger.Ledger, string, error) {
	path, err := g.ledgerFile()
	if err != nil {
		return nil, "", err
	}
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, path, err
	}
	return store, path, nil
}

// openForReading opens a ledger that is there.
func (g *Globals) openForReading(ctx context.Context) (ledger.Ledger, string, error) {
	path, err := g.ledgerFile()
	if err != nil {
		return nil, "", err
	}
	store, err := sqlite.OpenExisting(ctx, path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, path, fmt.Errorf("there is no ledger at %s yet; make one with `ascribe ingest FILE…`, or name another with --ledger PATH", path)
	}
	if err != nil {
		return nil, path, err
	}
	return store, path, nil
}

func (g *Globals) ledgerFile() (string, error) {
	if scheme, _, found := strings.Cut(g.Ledger, "://"); found {
		return "", usage("--ledger %s: %s ledgers are not supported; give the path of a file", g.Ledger, scheme)
	}
	return g.LedgerPath()
}
