package sqlite

import (
	"context"
	"database/sql"

	"ascribe"
	"ascribe/internal/ledger"
)

func putFacets(ctx context.Context, tx *sql.Tx, incident int64, i ascribe.Incident) error {
	for _, f := range ledger.FacetsOf(i) {
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO incident_facet (facet, value, incident) VALUES (?, ?, ?)", f.Kind, f.Value, incident); err != nil {
			return err
		}
	}
	return nil
}

// Facets implements ledger.Reader.
func (s *Store) Facets(ctx context.Context) (out []ledger.FacetCount, err error) {
	err = s.view(ctx, func(tx *sql.Tx) error {
		out, err = collect(ctx, tx, "SELECT facet, value, count(*) FROM incident_facet GROUP BY facet, value ORDER BY facet, value", nil,
			func(scan func(...any) error) (f ledger.FacetCount, err error) {
				return f, scan(&f.Kind, &f.Value, &f.Incidents)
			})
		return err
	})
	return out, err
}
