package sqlite

import (
	"context"
	"fmt"

	"ascribe"
	"ascribe/internal/ledger"
)

// Copies implements ledger.Reader.
func (s *Store) Copies(ctx context.Context, document string) ([]ascribe.Copy, error) {
	query, args := "SELECT document, of, max(overlap) FROM copy GROUP BY document, of ORDER BY document, of", []any(nil)
	if document != "" {
		query = `SELECT document, of, max(overlap) FROM copy WHERE document = ? OR of = ? GROUP BY document, of ORDER BY document, of`
		args = []any{document, document}
	}
	return collect(ctx, s.read, query, args, func(scan func(...any) error) (c ascribe.Copy, err error) {
		return c, scan(&c.Document, &c.Of, &c.Overlap)
	})
}

// CopyCandidates implements ledger.Reader.
func (s *Store) CopyCandidates(ctx context.Context, document string, bands []uint64) ([]ledger.CopyCandidate, error) {
	list, err := packBands(bands)
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	const query = `
		SELECT id, published, signature FROM document
		WHERE id IN (SELECT b.document FROM json_each(?) j JOIN band b ON b.band = j.value) AND id <> ? ORDER BY id`
	return collect(ctx, s.read, query, []any{list, document}, func(scan func(...any) error) (c ledger.CopyCandidate, err error) {
		var packed []byte
		err = scan(&c.Document, &c.Published, &packed)
		c.Signature = unpackWords(packed)
		return c, err
	})
}
