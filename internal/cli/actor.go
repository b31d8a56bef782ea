package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"ascribe/internal/actor"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
)

// ActorCommand shows what is known and claimed of an actor.
type ActorCommand struct {
	Name  string `arg:"" help:"A name of a group, state, organisation or person, or an id such as threat-actor:apt28."`
	Limit int    `help:"How many claims to show of each kind." default:"20" placeholder:"N"`
	Known
}

// Help is the long help.
func (ActorCommand) Help() string {
	return `Names with who uses each; sponsors, overlaps and tools with who states so; sanctions under one
of its names; and, from the ledger, the incidents, what is claimed of the actor, and what it says
itself. Names are statements of their sources: sharing one never merges two actors. A name that
fits several shows them all.

Examples:
  ascribe actor MuddyWater
  ascribe actor "Fancy Bear" --json
  ascribe actor state:al`
}

// Run writes what is known.
func (c ActorCommand) Run(ctx context.Context, g *Globals) error {
	if c.Limit < 1 || c.Limit > ledger.MaxLimit {
		return usage("--limit %d: give 1 to %d", c.Limit, ledger.MaxLimit)
	}
	base, err := knowledge.Embedded()
	if err != nil {
		return err
	}
	store, err := c.open(ctx, g)
	if err != nil {
		return err
	}
	found, err := c.gather(ctx, base, store)
	if store != nil {
		err = errors.Join(err, store.Close())
	}
	if errors.Is(err, actor.ErrNobody) {
		return fmt.Errorf("%w; check the spelling, or try `ascribe incidents --search %q`", err, c.Name)
	}
	if err != nil {
		return err
	}
	if g.JSON {
		return g.WriteJSON(found)
	}
	return actorText{found}.write(g, base)
}

// gather collects what knowledge, lists and ledger hold.
func (c ActorCommand) gather(ctx context.Context, base *knowledge.Base, store ledger.Ledger) (*actor.Actor, error) {
	held, err := openLists("")
	if err != nil {
		return nil, err
	}
	in := actor.Input{Name: c.Name, Knowledge: base, Limit: c.Limit}
	if in.Lists, err = held.Current(); err != nil {
		return nil, err
	}
	if store != nil {
		if in.Ledger, err = c.of(ctx, store); err != nil {
			return nil, err
		}
	}
	return actor.Gather(ctx, in)
}

// open opens the ledger; without one (nil) the knowledge alone answers.
func (c ActorCommand) open(ctx context.Context, g *Globals) (ledger.Ledger, error) {
	at, err := g.ledgerPlace()
	if err != nil {
		return nil, err
	}
	opened, err := at.openExisting(ctx)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		g.Note("no ledger yet at %s: only what the embedded knowledge holds", at)
		return nil, nil
	case err != nil:
		return nil, err
	}
	return opened, nil
}
