package relational

import (
	"context"

	"ascribe"
	"ascribe/internal/ledger"
)

func putFacets(ctx context.Context, tx conn, incident int64, i ascribe.Incident) error {
	var rows [][]any
	for _, f := range ledger.FacetsOf(i) {
		rows = append(rows, []any{string(f.Kind), f.Value})
	}
	_, err := tx.execRows(ctx, `INSERT INTO incident_facet (incident, facet, value)
		SELECT CAST(? AS BIGINT), j.value ->> 0, j.value ->> 1 FROM {rows} WHERE true ON CONFLICT DO NOTHING`, rows, incident)
	return err
}

// Facets implements ledger.Reader.
func (s *Store) Facets(ctx context.Context) ([]ledger.FacetCount, error) {
	return collect(ctx, s.seen, "SELECT facet, value, count(*) FROM incident_facet GROUP BY facet, value ORDER BY facet, value", nil,
		func(scan func(...any) error) (f ledger.FacetCount, err error) {
			return f, scan(&f.Kind, &f.Value, &f.Incidents)
		})
}
