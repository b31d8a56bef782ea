package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/internal/ledger"
)

func (s *server) claims(a huma.API) {
	const path = "/claims"
	type in struct {
		Selection
		Order
	}
	huma.Register(a, list(path, "list-claims", "Claims", "One source takes a stance on one statement in one quoted passage, by the day it was said. Each with its quote, the bytes that this stands at, and its document."),
		func(ctx context.Context, in *in) (*pageOf[ledger.Entry], error) {
			f := ledger.ClaimFilter{Newest: in.Newest}
			page, err := s.listClaims(ctx, in.Selection, f)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, claimFields().about("quote and names"))

	huma.Register(a, single(path+"/{id}", "get-claim", "A claim", "With how it was read, and what reviewers made of it; one that was rejected too."),
		func(ctx context.Context, in *struct {
			ByID
			Moment
		}) (*body[ledger.Entry], error) {
			r, err := s.at(in.Moment)
			if err != nil {
				return nil, err
			}
			c, err := r.Claim(ctx, in.ID)
			if err == nil && in.AsOf != "" && c.Day > in.asOf() {
				err = ledger.ErrNotFound
			}
			return &body[ledger.Entry]{c}, s.failure(err)
		})
}

// listClaims adds what was asked for to a filter and gives its page.
func (s *server) listClaims(ctx context.Context, in Selection, f ledger.ClaimFilter) (none ledger.Page[ledger.Entry], err error) {
	f.Paging, f.SaidBy = in.paging(), in.asOf()
	if err := claimFields().apply(in.Filter, &f, wordsOfClaims); err != nil {
		return none, err
	}
	r, err := s.at(in.Moment)
	if err != nil {
		return none, err
	}
	return r.Claims(ctx, f)
}

func wordsOfClaims(f *ledger.ClaimFilter, words string) { f.Query = words }
