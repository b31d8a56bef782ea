// Package actor gathers what is known and claimed of somebody with a name: whom
// the name may mean, the names by who uses them, what sources state, sanctions
// under one of the names, and what the ledger holds.
//
// Entry point: Gather.
package actor

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/ledger"
)

// Actor is what Gather found.
type Actor struct {
	Query      string                 `json:"query"`
	Candidates []ascribe.Candidate    `json:"candidates"` // whom the name may mean, best first
	Entity     ascribe.Entity         `json:"entity"`     // the best
	Names      []knowledge.Name       `json:"names"`
	Statements []knowledge.Statement  `json:"statements"`
	Listings   []Listing              `json:"listings"` // sanctions under one of its names
	Incidents  []ledger.IncidentEntry `json:"incidents"`
	Claimed    []ledger.Entry         `json:"claimed"` // of it
	Said       []ledger.Entry         `json:"said"`    // by it
}

// ErrNobody is wrapped by Gather's error where a name means nobody.
var ErrNobody = errors.New("nobody known as")

// Reader is what Gather asks of a ledger.
type Reader interface {
	Entity(ctx context.Context, id string) (ascribe.Entity, error)
	Entities(ctx context.Context, f ledger.EntityFilter) (ledger.Page[ascribe.Entity], error)
	Incidents(ctx context.Context, f ledger.IncidentFilter) (ledger.Page[ledger.IncidentEntry], error)
	Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error)
}

// Input is what Gather works from.
type Input struct {
	Name      string // or an entity's id
	Knowledge *knowledge.Base
	Ledger    Reader // nil: the knowledge alone answers
	Lists     []designation.List
	AsOf      ascribe.Day // only claims said by that day; "" is all
	Limit     int         // most incidents, and claims of each kind; 0 is the ledger's default
}

// Gather collects what is known of whoever a name means; of several the likeliest.
// It fails with ErrNobody where neither knowledge nor ledger knows the name.
func Gather(ctx context.Context, in Input) (*Actor, error) {
	a := &Actor{Query: in.Name, Candidates: candidates(in.Knowledge, in.Name), Names: []knowledge.Name{}, Statements: []knowledge.Statement{},
		Listings: []Listing{}, Incidents: []ledger.IncidentEntry{}, Claimed: []ledger.Entry{}, Said: []ledger.Entry{}}
	if err := a.local(ctx, in); err != nil {
		return nil, err
	}
	if len(a.Candidates) == 0 {
		return nil, fmt.Errorf("%w %q, neither in the embedded knowledge nor in the ledger", ErrNobody, in.Name)
	}
	id := a.Candidates[0].Entity
	if e, ok := in.Knowledge.Entity(id); ok {
		a.Entity = e
		a.Names = append(a.Names, in.Knowledge.Names(id)...)
		for _, relation := range knowledge.Relations() {
			a.Statements = append(a.Statements, in.Knowledge.Related(id, relation)...)
		}
	}
	if in.Ledger != nil {
		if err := a.fromLedger(ctx, in, id); err != nil {
			return nil, err
		}
	}
	a.Listings = listings(a.Entity, a.Names, in.Lists)
	return a, nil
}

// candidates are the entities a name may mean; an id means its entity.
func candidates(base *knowledge.Base, name string) []ascribe.Candidate {
	if e, ok := base.Entity(strings.ToLower(strings.TrimSpace(name))); ok {
		return []ascribe.Candidate{{Entity: e.ID, Name: e.Name, Score: 1, Reasons: []string{"by its id"}}}
	}
	return base.Resolve(name, knowledge.Query{})
}

// local looks in the ledger for a name that the knowledge does not have.
func (a *Actor) local(ctx context.Context, in Input) error {
	if in.Ledger == nil || len(a.Candidates) > 0 || strings.TrimSpace(in.Name) == "" {
		return nil
	}
	switch e, err := in.Ledger.Entity(ctx, in.Name); {
	case err == nil:
		a.Candidates = append(a.Candidates, ascribe.Candidate{Entity: e.ID, Name: e.Name, Score: 1, Reasons: []string{"by its id"}})
		return nil
	case !errors.Is(err, ledger.ErrNotFound):
		return err
	}
	named, err := in.Ledger.Entities(ctx, ledger.EntityFilter{Query: in.Name})
	if err != nil && !errors.Is(err, ledger.ErrBadQuery) {
		return err
	}
	for _, e := range named.Items {
		a.Candidates = append(a.Candidates, ascribe.Candidate{Entity: e.ID, Name: e.Name, Reasons: []string{"named in the ledger's documents"}})
	}
	return nil
}

// fromLedger adds what the ledger holds of an entity.
func (a *Actor) fromLedger(ctx context.Context, in Input, id string) (err error) {
	if a.Entity.ID == "" {
		if a.Entity, err = in.Ledger.Entity(ctx, id); err != nil {
			return err
		}
	}
	paging := ledger.Paging{Limit: in.Limit}
	incidents, err := in.Ledger.Incidents(ctx, ledger.IncidentFilter{Party: id, Paging: paging})
	if err != nil {
		return err
	}
	claimed, err := in.Ledger.Claims(ctx, ledger.ClaimFilter{Party: id, SaidBy: in.AsOf, Paging: paging})
	if err != nil {
		return err
	}
	said, err := in.Ledger.Claims(ctx, ledger.ClaimFilter{Source: id, SaidBy: in.AsOf, Paging: paging})
	if err != nil {
		return err
	}
	a.Incidents, a.Claimed, a.Said = append(a.Incidents, incidents.Items...), append(a.Claimed, claimed.Items...), append(a.Said, said.Items...)
	return nil
}
