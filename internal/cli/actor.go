package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
)

// ActorCommand shows what is known and claimed of an actor.
type ActorCommand struct {
	Name  string `arg:"" help:"A name of a group, state, organisation or person, or an id such as threat-actor:apt28."`
	Limit int    `help:"How many claims to show of each kind." default:"20" placeholder:"N"`
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

// actor is what actor shows.
type actor struct {
	Query      string                 `json:"query"`
	Candidates []ascribe.Candidate    `json:"candidates"` // whom the name may mean, best first
	Entity     ascribe.Entity         `json:"entity"`     // the best
	Names      []knowledge.Name       `json:"names"`
	Statements []knowledge.Statement  `json:"statements"`
	Listings   []listing              `json:"listings"` // sanctions under one of its names
	Incidents  []ledger.IncidentEntry `json:"incidents"`
	Claimed    []ledger.Entry         `json:"claimed"` // of it
	Said       []ledger.Entry         `json:"said"`    // by it
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
	if err != nil {
		return err
	}
	if err := found.list(); err != nil {
		return err
	}
	if g.JSON {
		return g.WriteJSON(found)
	}
	return found.write(g, base)
}

// open opens the ledger; without one (nil) the knowledge alone answers.
func (c ActorCommand) open(ctx context.Context, g *Globals) (ledger.Ledger, error) {
	path, err := g.ledgerFile()
	if err != nil {
		return nil, err
	}
	store, err := sqlite.OpenExisting(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		g.Note("no ledger yet at %s: only what the embedded knowledge holds", path)
		return nil, nil
	case err != nil:
		return nil, err
	}
	return store, nil
}

func (c ActorCommand) gather(ctx context.Context, base *knowledge.Base, store ledger.Reader) (*actor, error) {
	a := &actor{Query: c.Name, Candidates: candidates(base, c.Name), Names: []knowledge.Name{}, Statements: []knowledge.Statement{},
		Incidents: []ledger.IncidentEntry{}, Claimed: []ledger.Entry{}, Said: []ledger.Entry{}}
	if store != nil && len(a.Candidates) == 0 {
		local, err := store.Entities(ctx, ledger.EntityFilter{Query: c.Name})
		if err != nil && !errors.Is(err, ledger.ErrBadQuery) {
			return nil, err
		}
		for _, e := range local.Items {
			a.Candidates = append(a.Candidates, ascribe.Candidate{Entity: e.ID, Name: e.Name, Reasons: []string{"named in the ledger's documents"}})
		}
	}
	if len(a.Candidates) == 0 {
		return nil, fmt.Errorf("nobody known as %q, neither in the embedded knowledge nor in the ledger; check the spelling, or try `ascribe incidents --search %q`", c.Name, c.Name)
	}
	id := a.Candidates[0].Entity
	if e, ok := base.Entity(id); ok {
		a.Entity = e
		a.Names = append(a.Names, base.Names(id)...)
		for _, relation := range knowledge.Relations() {
			a.Statements = append(a.Statements, base.Related(id, relation)...)
		}
	}
	if store == nil {
		return a, nil
	}
	return a, a.fromLedger(ctx, store, id, c.Limit)
}

// list adds the designations that bear one of its names.
func (a *actor) list() error {
	store, err := openLists("")
	if err != nil {
		return err
	}
	lists, err := store.Current()
	if err != nil {
		return err
	}
	a.Listings = listings(a.Entity, a.Names, lists)
	return nil
}

// candidates are the entities a name may mean; an id means its entity.
func candidates(base *knowledge.Base, name string) []ascribe.Candidate {
	if e, ok := base.Entity(strings.ToLower(strings.TrimSpace(name))); ok {
		return []ascribe.Candidate{{Entity: e.ID, Name: e.Name, Score: 1, Reasons: []string{"by its id"}}}
	}
	return base.Resolve(name, knowledge.Query{})
}

// fromLedger adds what the ledger holds of an entity.
func (a *actor) fromLedger(ctx context.Context, store ledger.Reader, id string, limit int) error {
	if a.Entity.ID == "" {
		e, err := store.Entity(ctx, id)
		if err != nil {
			return err
		}
		a.Entity = e
	}
	paging := ledger.Paging{Limit: limit}
	incidents, err := store.Incidents(ctx, ledger.IncidentFilter{Party: id, Paging: paging})
	if err != nil {
		return err
	}
	claimed, err := store.Claims(ctx, ledger.ClaimFilter{Party: id, Paging: paging})
	if err != nil {
		return err
	}
	said, err := store.Claims(ctx, ledger.ClaimFilter{Source: id, Paging: paging})
	if err != nil {
		return err
	}
	a.Incidents, a.Claimed, a.Said = append(a.Incidents, incidents.Items...), append(a.Claimed, claimed.Items...), append(a.Said, said.Items...)
	return nil
}
