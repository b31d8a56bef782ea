package mcp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"ascribe"
	"ascribe/internal/actor"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

// Resolved is whom a name may mean, with what is said of the likeliest.
type Resolved struct {
	Candidates []ascribe.Candidate   `json:"candidates" jsonschema:"whom the name may mean, best first; more than one is not settled"`
	Entity     ascribe.Entity        `json:"entity" jsonschema:"the best of them"`
	Names      []knowledge.Name      `json:"names" jsonschema:"its names, each with who uses it and the source that records it"`
	Statements []knowledge.Statement `json:"statements" jsonschema:"what reference sources state of it; no fact of ours"`
	Listings   []actor.Listing       `json:"listings" jsonschema:"sanctions under one of its names"`
	Incidents  []string              `json:"incidents" jsonschema:"ids of incidents whose claims name it"`
	Claimed    []Cited               `json:"claimed" jsonschema:"claims of it"`
	Said       []Cited               `json:"said" jsonschema:"claims by it"`
}

// resolving is what resolve_name takes.
type resolving struct {
	Name string `json:"name" jsonschema:"a name of a group, state, organisation, person, malware or tool, or an id"`
}

// screened is what screen_name takes.
type screened struct {
	Name string `json:"name" jsonschema:"a name in any script"`
	Type string `json:"type,omitempty" jsonschema:"person, organisation, vessel or aircraft"`
	AsOf string `json:"as_of,omitempty" jsonschema:"how it stood on that day, YYYY-MM-DD"`
}

// Screened is whether a name is listed. What it rests on are the lists: id, date
// and hash stand with each match.
type Screened struct {
	screening.Answer
	Listed bool `json:"listed"`
}

func (t tools) addNames(s *mcp.Server) {
	add(s, "resolve_name", "Whom a name means", "Candidates for a name, the names of the likeliest by who uses them, what reference sources state of it, sanctions, and claims of it and by it with quotes.", t.resolve)
	add(s, "screen_name", "Sanctions screening", "Whether a name is on a sanctions list, in any script, with score and reasons, since when, and the list's date and hash.", t.screen)
}

// claimsOfName is how many claims of each kind a resolved name shows.
const claimsOfName = 5

func (t tools) resolve(ctx context.Context, in resolving) (Resolved, error) {
	if t.Knowledge == nil {
		return Resolved{}, fmt.Errorf("resolve_name: %w", errMissing)
	}
	from := actor.Input{Name: in.Name, Knowledge: t.Knowledge, Ledger: t, Limit: claimsOfName}
	if t.Lists != nil {
		var err error
		if from.Lists, err = t.Lists(); err != nil {
			return Resolved{}, err
		}
	}
	a, err := actor.Gather(ctx, from)
	if err != nil {
		return Resolved{}, err
	}
	out := Resolved{Candidates: a.Candidates, Entity: a.Entity, Names: a.Names, Statements: a.Statements, Listings: a.Listings, Incidents: []string{}}
	for _, e := range a.Incidents {
		out.Incidents = append(out.Incidents, e.ID)
	}
	if out.Claimed, err = t.citations(ctx, a.Claimed); err != nil {
		return out, err
	}
	out.Said, err = t.citations(ctx, a.Said)
	return out, err
}

func (t tools) screen(_ context.Context, in screened) (Screened, error) {
	if t.Screen == nil {
		return Screened{}, fmt.Errorf("screen_name: %w", errMissing)
	}
	q := screening.Query{Name: in.Name}
	switch kind := designation.Type(in.Type); {
	case strings.TrimSpace(in.Name) == "":
		return Screened{}, fmt.Errorf("name is missing")
	case kind.Valid():
		q.Types = []designation.Type{kind}
	case in.Type != "":
		return Screened{}, fmt.Errorf("type %q is none of %v", in.Type, designation.Types())
	}
	var err error
	if q.AsOf, err = day(in.AsOf); err != nil {
		return Screened{}, err
	}
	index, err := t.Screen()
	if err != nil {
		return Screened{}, err
	}
	a := index.Screener().Screen(q)
	a.Matches = slices.Clip(a.Matches)
	if a.Matches == nil {
		a.Matches = []screening.Match{}
	}
	return Screened{Answer: a, Listed: len(a.Matches) > 0}, nil
}
