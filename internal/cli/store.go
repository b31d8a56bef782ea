package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/postgres"
	"ascribe/internal/ledger/relational"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/work"
)

// place is where a ledger is: a file, or a PostgreSQL database.
type place string

// ledgerPlace is --ledger, ASCRIBE_LEDGER or the default.
func (g *Globals) ledgerPlace() (place, error) {
	if g.Ledger != "" {
		return placeOf("--ledger", g.Ledger)
	}
	path, err := g.LedgerPath()
	return place(path), err
}

func placeOf(what, written string) (place, error) {
	if scheme, _, found := strings.Cut(written, "://"); found && !postgres.IsAddress(written) {
		return "", usage("%s %s: %s ledgers are not supported; give the path of a file or postgres://USER@HOST/DATABASE", what, written, scheme)
	}
	return place(written), nil
}

// String is the place without a password.
func (p place) String() string {
	if p.remote() {
		return postgres.Name(string(p))
	}
	return string(p)
}

// remote tells a database from a file.
func (p place) remote() bool { return postgres.IsAddress(string(p)) }

// store is a ledger that can be copied.
type store interface {
	ledger.Ledger
	work.Ledger
	Rows() *relational.Store
}

// open opens the ledger at a place, making it where there is none.
func (p place) open(ctx context.Context) (store, error) {
	if p.remote() {
		return postgres.Open(ctx, string(p))
	}
	return sqlite.Open(ctx, string(p))
}

// openExisting opens a ledger that is there; else its error wraps fs.ErrNotExist.
func (p place) openExisting(ctx context.Context) (store, error) {
	if p.remote() {
		return postgres.OpenExisting(ctx, string(p))
	}
	return sqlite.OpenExisting(ctx, string(p))
}

// openForWriting opens the ledger, making it where there is none.
func (g *Globals) openForWriting(ctx context.Context) (store, string, error) {
	at, err := g.ledgerPlace()
	if err != nil {
		return nil, "", err
	}
	opened, err := at.open(ctx)
	return opened, at.String(), err
}

// openForReading opens a ledger that is there.
func (g *Globals) openForReading(ctx context.Context) (store, string, error) {
	at, err := g.ledgerPlace()
	if err != nil {
		return nil, "", err
	}
	opened, err := at.openExisting(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("there is no ledger at %s yet; make one with `ascribe ingest FILE…`, or name another with --ledger PATH", at)
	}
	return opened, at.String(), err
}
