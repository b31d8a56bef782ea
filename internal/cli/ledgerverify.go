package cli

import (
	"context"
	"fmt"

	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// LedgerVerifyCommand verifies the journal.
type LedgerVerifyCommand struct {
	Head string `help:"A head that this command printed earlier: it must still be in the chain." placeholder:"HASH"`
}

// Help is the long help.
func (LedgerVerifyCommand) Help() string {
	return `Every document that is put or removed and every judgement adds an entry to the ledger's journal.
An entry has the hash of what was kept and the hash of the entry before, so that a changed, missing
or reordered entry, and whatever was changed past the journal, is found and named.

Who can rewrite the whole ledger can rewrite the whole chain. Note the head that is printed in
another place, and give it with --head later.

Examples:
  ascribe ledger verify
  ascribe ledger verify --head 5f0c… --json`
}

// Run fails when something is not as it was noted.
func (c LedgerVerifyCommand) Run(ctx context.Context, g *Globals) error {
	return g.withLedger(ctx, func(store ledger.Ledger, path string) error {
		v, err := store.Verify(ctx, c.Head)
		if err != nil {
			return err
		}
		if g.JSON {
			if err := g.WriteJSON(v); err != nil {
				return err
			}
		} else {
			for _, p := range v.Problems {
				fmt.Fprintf(g.Out, "%s %s\n", p.Where, p.What)
			}
			if len(v.Problems) == 0 {
				fmt.Fprintf(g.Out, "%s is as its journal says: %s, head %s\n", path, wording.Count(int(v.Number), "entry"), v.Hash)
			}
		}
		if n := len(v.Problems); n > 0 {
			return fmt.Errorf("%s: %s found; restore a backup whose head you noted, or find out who changed it", path, wording.Count(n, "problem"))
		}
		return nil
	})
}
