package api

import (
	"context"
	"fmt"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/internal/ledger"
)

func (s *server) claims(a huma.API) {
	const path = "/claims"
	type in struct {
		Selection
		Order
	}
	huma.Register(a, get(path, "list-claims", "Claims", "One source takes a stance on one statement in one quoted passage, by the day it was said. Each with its quote, the bytes that this stands at, and its document."),
		func(ctx context.Context, in *in) (*pageOf[ledger.Entry], error) {
			f := ledger.ClaimFilter{Newest: in.Newest}
			page, err := s.listClaims(ctx, in.Selection, f)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, claimFields().about("quote and names"))

	huma.Register(a, get(path+"/{id}", "get-claim", "A claim", "With how it was read, and what reviewers made of it; one that was rejected too."),
		func(ctx context.Context, in *struct {
			ByID
			Moment
		}) (*body[ledger.Entry], error) {
			page, err := s.reader.Claims(ctx, ledger.ClaimFilter{IDs: []string{in.ID}, Rejected: true, SaidBy: in.asOf(), KnownBy: in.Known})
			if err == nil && len(page.Items) == 0 {
				err = fmt.Errorf("claim %s: %w", in.ID, ledger.ErrNotFound)
			}
			if err != nil {
				return nil, s.failure(err)
			}
			return &body[ledger.Entry]{page.Items[0]}, nil
		})
}

// listClaims adds what was asked for to a filter and gives its page.
func (s *server) listClaims(ctx context.Context, in Selection, f ledger.ClaimFilter) (none ledger.Page[ledger.Entry], err error) {
	f.Paging, f.SaidBy = in.paging(), in.asOf()
	if err := claimFields().apply(in.Filter, &f, wordsOfClaims); err != nil {
		return none, err
	}
	r, done, err := s.claimsAt(ctx, in.Moment, &f)
	if err != nil {
		return none, err
	}
	defer done()
	return r.Claims(ctx, f)
}

func wordsOfClaims(f *ledger.ClaimFilter, words string) { f.Query = words }

// claimsAt is the ledger to ask for claims. Only incidents are made anew for a
// time; claims are kept with the time that they were known.
func (s *server) claimsAt(ctx context.Context, m Moment, f *ledger.ClaimFilter) (r Reader, done func(), err error) {
	if f.Incident == "" {
		f.KnownBy, m.Known = m.Known, time.Time{}
	}
	return s.at(ctx, m)
}
