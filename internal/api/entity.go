package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/actor"
	"ascribe/internal/ledger"
)

func (s *server) entities(a huma.API) {
	const path = "/entities"
	huma.Register(a, get(path, "list-entities", "Entities", "Whom and what the documents name, by id. With `as-of` those named in documents published by then."),
		func(ctx context.Context, in *Selection) (*pageOf[ascribe.Entity], error) {
			page, err := s.listEntities(ctx, *in)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, entityFields().about("name and aliases"))

	huma.Register(a, get(path+"/{id}", "get-entity", "An entity", "What all documents together know of it."),
		func(ctx context.Context, in *struct{ ByID }) (*body[ascribe.Entity], error) {
			e, err := s.reader.Entity(ctx, in.ID)
			return &body[ascribe.Entity]{e}, s.failure(err)
		})
	huma.Register(a, get("/actor", "get-actor", "Whom a name means", "The names by who uses them, what sources state, sanctions under one of the names, and from the ledger incidents, claims of and by it. The same value as `ascribe actor NAME --json`. Names are statements of their sources: sharing one never merges two actors."),
		func(ctx context.Context, in *struct {
			Name  string `query:"name" required:"true" minLength:"1" maxLength:"200" doc:"A name in any spelling, or an id such as threat-actor:apt28."`
			Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"20" doc:"Most incidents, and claims of each kind."`
			Moment
		}) (*body[actor.Actor], error) {
			found, err := s.actor(ctx, in.Name, in.Limit, in.Moment)
			if err != nil {
				return nil, s.failure(err)
			}
			return &body[actor.Actor]{*found}, nil
		})
}

func (s *server) listEntities(ctx context.Context, in Selection) (none ledger.Page[ascribe.Entity], err error) {
	f := ledger.EntityFilter{Paging: in.paging()}
	if err := entityFields().apply(in.Filter, &f, func(f *ledger.EntityFilter, words string) { f.Query = words }); err != nil {
		return none, err
	}
	r, done, err := s.at(ctx, in.Moment)
	if err != nil {
		return none, err
	}
	defer done()
	page, err := r.Entities(ctx, f)
	if err != nil || in.AsOf == "" {
		return page, err
	}
	return fitting(ctx, page, func(ctx context.Context, e ascribe.Entity) (bool, error) {
		naming, err := r.Documents(ctx, ledger.DocumentFilter{Entity: e.ID, To: in.asOf(), Paging: ledger.Paging{Limit: 1}})
		return len(naming.Items) > 0, err
	})
}

func (s *server) actor(ctx context.Context, name string, limit int, m Moment) (*actor.Actor, error) {
	if s.Knowledge == nil {
		return nil, absent("knowledge of names")
	}
	r, done, err := s.at(ctx, m)
	if err != nil {
		return nil, err
	}
	defer done()
	in := actor.Input{Name: name, Knowledge: s.Knowledge, Ledger: r, Limit: limit, AsOf: m.asOf()}
	if s.Lists != nil {
		if in.Lists, err = s.Lists(); err != nil {
			return nil, err
		}
	}
	return actor.Gather(ctx, in)
}
