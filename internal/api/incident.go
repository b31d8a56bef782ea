package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"ascribe/internal/dossier"
	"ascribe/internal/ledger"
)

// ByID is the parameter of what is asked for by its id.
type ByID struct {
	ID string `path:"id" maxLength:"500"`
}

func (s *server) incidents(a huma.API) {
	const path = "/incidents"
	type in struct {
		Selection
		Order
	}
	huma.Register(a, get(path, "list-incidents", "Incidents", "Events in the world as the claims of many documents speak of them, by their first day. With `as-of` those of which something had been said by then."),
		func(ctx context.Context, in *in) (*pageOf[ledger.IncidentEntry], error) {
			page, err := s.listIncidents(ctx, in.Selection, in.Newest)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, incidentFields().about("title and claims"))

	huma.Register(a, get(path+"/{id}", "get-incident", "Dossier of an incident",
		"Who says who did it and how sure they are, who denies it, on what grounds, what fell and stayed up, what followed. Every line carries its citations, and each citation its quote and document. The same value as `ascribe incident ID --json`. A former id leads to the incident that holds most of its claims."),
		func(ctx context.Context, in *struct {
			ByID
			Moment
		}) (*body[dossier.Dossier], error) {
			r, done, err := s.at(ctx, in.Moment)
			if err != nil {
				return nil, s.failure(err)
			}
			defer done()
			d, err := r.Dossier(ctx, in.ID, in.asOf())
			return &body[dossier.Dossier]{d}, s.failure(err)
		})

	huma.Register(a, get("/facets", "list-facets", "Facets", "How many incidents there are by country accused, by victim, by confidence and by month."),
		func(ctx context.Context, _ *struct{}) (*pageOf[ledger.FacetCount], error) {
			counts, err := s.reader.Facets(ctx)
			return paged(ledger.Page[ledger.FacetCount]{Items: counts}), s.failure(err)
		})
}

func (s *server) listIncidents(ctx context.Context, in Selection, newest bool) (none ledger.Page[ledger.IncidentEntry], err error) {
	f := ledger.IncidentFilter{Newest: newest, Paging: in.paging()}
	if err := incidentFields().apply(in.Filter, &f, func(f *ledger.IncidentFilter, words string) { f.Query = words }); err != nil {
		return none, err
	}
	r, done, err := s.at(ctx, in.Moment)
	if err != nil {
		return none, err
	}
	defer done()
	page, err := r.Incidents(ctx, f)
	if err != nil || in.AsOf == "" {
		return page, err
	}
	return fitting(ctx, page, func(ctx context.Context, e ledger.IncidentEntry) (bool, error) {
		said, err := r.Claims(ctx, ledger.ClaimFilter{Incident: e.ID, SaidBy: in.asOf(), Paging: ledger.Paging{Limit: 1}})
		return len(said.Items) > 0, err
	})
}
