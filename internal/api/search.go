package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/internal/ledger"
)

func (s *server) search(a huma.API) {
	huma.Register(a, get("/search", "search", "Search", "Claims or documents, those first that fit best, each with the passage that fits."),
		func(ctx context.Context, in *struct {
			Q  string `query:"q" required:"true" maxLength:"1000" doc:"Words that must all occur; \"together\", beginnings*, -not."`
			In string `query:"in" enum:"claim,document" default:"claim" doc:"What to look for."`
			Paging
			Moment
		}) (*pageOf[ledger.Hit], error) {
			r, done, err := s.at(ctx, in.Moment)
			if err != nil {
				return nil, s.failure(err)
			}
			defer done()
			page, err := r.Search(ctx, ledger.Search{Query: in.Q, In: ledger.Kind(in.In), Paging: in.paging()})
			if err == nil && in.AsOf != "" {
				page, err = fitting(ctx, page, func(ctx context.Context, h ledger.Hit) (bool, error) { return saidBy(ctx, r, h, in.Moment) })
			}
			return paged(page), s.failure(err)
		})
}

// saidBy reports whether what was found had been said, or published, by a day.
func saidBy(ctx context.Context, r Reader, h ledger.Hit, m Moment) (bool, error) {
	if h.Claim == "" {
		d, err := r.Document(ctx, h.Document)
		return d.Published == "" || d.Published <= m.asOf(), err
	}
	c, err := r.Claim(ctx, h.Claim)
	return c.Day == "" || c.Day <= m.asOf(), err
}
