package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/ledger"
)

func (s *server) judgements(a huma.API) {
	const path = "/judgements"
	type in struct {
		Filter string `query:"filter" maxLength:"4096"`
		Paging
		Order
	}
	huma.Register(a, list(path, "list-judgements", "Judgements", "What people said of what was derived, by time. Nothing is ever overwritten: what was undone is here too."),
		func(ctx context.Context, in *in) (*pageOf[ascribe.Judgement], error) {
			f := ledger.JudgementFilter{Newest: in.Newest, Paging: in.paging()}
			if err := judgementFields().apply(in.Filter, &f, nil); err != nil {
				return nil, s.failure(err)
			}
			page, err := s.reader.Judgements(ctx, f)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, judgementFields().about(""))
}

func (s *server) watches(a huma.API) {
	huma.Register(a, list("/watches", "list-watches", "Watches", "Saved questions of which news is told. All of them; there is no next page."),
		func(ctx context.Context, _ *struct{}) (*pageOf[ascribe.Watch], error) {
			watches, err := s.reader.Watches(ctx)
			return paged(ledger.Page[ascribe.Watch]{Items: watches}), s.failure(err)
		})
}
