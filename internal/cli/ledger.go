package cli

import (
	"context"
	"errors"
	"fmt"

	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// LedgerCommand looks after the ledger's file.
type LedgerCommand struct {
	Check  LedgerCheckCommand  `cmd:"" help:"Read everything and report what is damaged."`
	Backup LedgerBackupCommand `cmd:"" help:"Write a consistent copy to a new file, also while the ledger is in use."`
	Copy   LedgerCopyCommand   `cmd:"" help:"Copy a ledger to a new place: a file or a database."`
	Verify LedgerVerifyCommand `cmd:"" help:"Verify the chain of hashes over everything that was done."`
	Hash   LedgerHashCommand   `cmd:"" help:"Print a hash of everything that the ledger holds."`
	Remove LedgerRemoveCommand `cmd:"" help:"Forget documents with everything derived from them."`
}

// withLedger runs do on the ledger and closes it.
func (g *Globals) withLedger(ctx context.Context, do func(store ledger.Ledger, path string) error) error {
	opened, path, err := g.openForReading(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(opened, path), opened.Close())
}

// LedgerCheckCommand checks the ledger.
type LedgerCheckCommand struct{}

// Help is the long help.
func (LedgerCheckCommand) Help() string {
	return `Checks the file, the hash of every document and text, and every quote against its text.

Example:
  ascribe ledger check --ledger case.db`
}

// Run fails when something is damaged.
func (LedgerCheckCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		report, err := store.Check(ctx)
		if err != nil {
			return err
		}
		if g.JSON {
			if err := g.WriteJSON(report); err != nil {
				return err
			}
		} else {
			writeCheck(g, path, report)
		}
		if n := len(report.Problems); n > 0 {
			return fmt.Errorf("%s: %s found; restore a backup, or ingest the documents into a new ledger", path, wording.Count(n, "problem"))
		}
		return nil
	})
}

func writeCheck(g *Globals, path string, report ledger.Report) {
	for _, p := range report.Problems {
		fmt.Fprintf(g.Out, "%s: %s\n", p.Where, p.What)
	}
	if len(report.Problems) == 0 && !g.Quiet {
		fmt.Fprintf(g.Out, "%s is sound: %s, %s, %s\n", path, wording.Count(report.Documents, "document"),
			wording.Count(report.Claims, "claim"), wording.Count(report.Incidents, "incident"))
	}
}

// LedgerBackupCommand copies the ledger.
type LedgerBackupCommand struct {
	To string `arg:"" help:"File to write; it must not exist." type:"path"`
}

// Help is the long help.
func (LedgerBackupCommand) Help() string {
	return `The copy is a ledger in one file, also of a ledger in a database. To restore it, use it with
--ledger, or copy it: ascribe ledger copy FILE postgres://USER@HOST/DATABASE

Example:
  ascribe ledger backup /backups/ledger-2022-09-10.db`
}

// Run writes the copy.
func (c LedgerBackupCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		if err := store.Backup(ctx, c.To); err != nil {
			return err
		}
		g.Note("%s is a copy of %s", c.To, path)
		return nil
	})
}

// LedgerRemoveCommand forgets documents.
type LedgerRemoveCommand struct {
	Documents []string `arg:"" help:"Ids of documents (doc-…)."`
}

// Help is the long help.
func (LedgerRemoveCommand) Help() string {
	return `Example:
  ascribe ledger remove doc-1f0c5a3b9d2e4f60`
}

// Run removes the documents and makes the incidents anew.
func (c LedgerRemoveCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		failed := failures{inputs: len(c.Documents)}
		for _, id := range c.Documents {
			if err := store.Remove(ctx, id); err != nil {
				failed.add(err)
			}
		}
		failed.list(g.Err)
		if _, err := regroup(ctx, store); err != nil {
			return err
		}
		return failed.err()
	})
}
