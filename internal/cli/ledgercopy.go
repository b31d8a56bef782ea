package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// LedgerCopyCommand copies a ledger from store to store.
type LedgerCopyCommand struct {
	From string `arg:"" help:"The ledger to copy: a file or postgres://USER@HOST/DATABASE."`
	To   string `arg:"" help:"Where it goes: a new file, or a database that holds nothing."`
}

// Help is the long help.
func (LedgerCopyCommand) Help() string {
	return `Copies everything, in one transaction and from one moment of a ledger that may be in use, and
compares both by a hash of their contents. When that differs, or anything fails, nothing is kept.

Examples:
  ascribe ledger copy case.db postgres://ascribe@db.example.org/case
  ascribe ledger copy postgres://ascribe@db.example.org/case case.db`
}

// copied is what ledger copy --json writes.
type copied struct {
	From string `json:"from"`
	To   string `json:"to"`
	Hash string `json:"hash"` // SHA-256 of the contents, times included
	ledger.Size
}

// Run copies.
func (c LedgerCopyCommand) Run(ctx context.Context, g *Globals) error {
	from, err := placeOf("FROM", c.From)
	if err != nil {
		return err
	}
	to, err := placeOf("TO", c.To)
	if err != nil {
		return err
	}
	source, err := from.openExisting(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no ledger at %s", from)
	}
	if err != nil {
		return err
	}
	report, err := copyInto(ctx, source, to)
	if err = errors.Join(err, source.Close()); err != nil {
		return err
	}
	report.From, report.To = from.String(), to.String()
	if g.JSON {
		return g.WriteJSON(report)
	}
	g.Note("%s is a copy of %s, with the hash %s", to, from, report.Hash)
	return nil
}

func copyInto(ctx context.Context, source store, to place) (report copied, err error) {
	target, err := to.open(ctx)
	if err != nil {
		return report, err
	}
	report.Hash, err = relational.Copy(ctx, source.Rows(), target.Rows())
	if err == nil {
		report.Size, err = target.Size(ctx)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", to, err)
	}
	return report, errors.Join(err, target.Close())
}

// LedgerHashCommand hashes what a ledger holds.
type LedgerHashCommand struct {
	Times bool `help:"Cover when things were read and first known."`
}

// Help is the long help.
func (LedgerHashCommand) Help() string {
	return `Two ledgers with the same documents, read by the same version, have the same hash, whatever store
holds them, in whatever order and by however many workers they were read. With --times, only a
copy has.

Example:
  ascribe ledger hash --ledger case.db`
}

// Run prints the hash.
func (c LedgerHashCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, _ string) error {
		var hash string
		if err := store.Snapshot(ctx, func(r ledger.Reader) (err error) {
			hash, err = ledger.Hash(ctx, r, ledger.Times(c.Times))
			return err
		}); err != nil {
			return err
		}
		if g.JSON {
			return g.WriteJSON(map[string]string{"hash": hash})
		}
		fmt.Fprintln(g.Out, hash)
		return nil
	})
}
