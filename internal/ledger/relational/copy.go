package relational

import (
	"context"
	"encoding/json"
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
	return collect(ctx, s.seen, query, args, func(scan func(...any) error) (c ascribe.Copy, err error) {
		return c, scan(&c.Document, &c.Of, &c.Overlap)
	})
}

// CopyCandidates implements ledger.Reader.
func (s *Store) CopyCandidates(ctx context.Context, document string, bands []uint64) ([]ledger.CopyCandidate, error) {
	return copyCandidates(ctx, s.seen, document, bands)
}

func copyCandidates(ctx context.Context, c conn, document string, bands []uint64) ([]ledger.CopyCandidate, error) {
	list, err := json.Marshal(bandRows(bands))
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	const query = `
		SELECT id, published, signature FROM document
		WHERE id IN (SELECT b.document FROM {rows} JOIN band b ON b.band = CAST(j.value ->> 0 AS BIGINT)) AND id <> ? ORDER BY id`
	return collect(ctx, c, query, []any{string(list), document}, func(scan func(...any) error) (c ledger.CopyCandidate, err error) {
		var packed []byte
		err = scan(&c.Document, &c.Published, &packed)
		c.Signature = unpackWords(packed)
		return c, err
	})
}

// bandRows are bands as rows of signed numbers, which databases have.
func bandRows(bands []uint64) [][]any {
	rows := make([][]any, len(bands))
	for i, b := range bands {
		rows[i] = []any{int64(b)}
	}
	return rows
}
