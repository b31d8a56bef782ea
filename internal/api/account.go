package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/internal/access"
	"ascribe/internal/ledger"
)

// Whoami is who a request comes from.
type Whoami struct {
	Account string      `json:"account"`
	Role    access.Role `json:"role"`
}

func (s *server) administration(a huma.API) {
	huma.Register(a, get("/size", "get-size", "Size", "How many documents, claims and incidents there are."),
		func(ctx context.Context, _ *struct{}) (*body[ledger.Size], error) {
			size, err := s.reader.Size(ctx)
			return &body[ledger.Size]{size}, s.failure(err)
		})
	huma.Register(a, get("/whoami", "whoami", "Who asks", "The account that a request acts for, and its role."),
		func(ctx context.Context, _ *struct{}) (*body[Whoami], error) {
			id := access.Of(ctx)
			return &body[Whoami]{Whoami{id.Account, id.Role}}, nil
		})
	huma.Register(a, needs(access.Admin, get("/accounts", "list-accounts", "Accounts", "Who may use this server. All of them; there is no next page.")),
		func(context.Context, *struct{}) (*pageOf[access.Account], error) {
			if s.Accounts == nil {
				return nil, absent("accounts")
			}
			accounts, err := s.Accounts.Accounts()
			return paged(ledger.Page[access.Account]{Items: accounts}), s.failure(err)
		})
	huma.Register(a, needs(access.Admin, get("/audit", "list-deeds", "Audit log", "Who did what, or was refused it; newest first.")),
		func(_ context.Context, in *struct {
			Limit int `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"Most entries."`
		}) (*pageOf[access.Deed], error) {
			if s.Accounts == nil {
				return nil, absent("accounts")
			}
			deeds, err := s.Accounts.Deeds(in.Limit)
			return paged(ledger.Page[access.Deed]{Items: deeds}), s.failure(err)
		})
}
