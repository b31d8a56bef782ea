package relational

import (
	"context"
	"encoding/json"
	"fmt"

	"ascribe"
	"ascribe/internal/ledger"
)

// Size implements ledger.Reader.
func (s *Store) Size(ctx context.Context) (ledger.Size, error) {
	var z ledger.Size
	const query = "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM claim), (SELECT count(*) FROM incident)"
	if err := s.seen.row(ctx, query).Scan(&z.Documents, &z.Claims, &z.Incidents); err != nil {
		return z, fmt.Errorf("ledger: %w", err)
	}
	return z, nil
}

// Document implements ledger.Reader.
func (s *Store) Document(ctx context.Context, id string) (ascribe.Document, error) {
	return decoded[ascribe.Document](ctx, s.seen, "document", id, "SELECT body FROM document WHERE id = ?")
}

// decoded reads one JSON column of one row.
func decoded[T any](ctx context.Context, c conn, what, id, query string) (T, error) {
	var noun T
	var body string
	if err := c.row(ctx, query, id).Scan(&body); err != nil {
		return noun, notFound(err, what, id)
	}
	if err := json.Unmarshal([]byte(body), &noun); err != nil {
		return noun, fmt.Errorf("ledger: %s %q is damaged: %w", what, id, err)
	}
	return noun, nil
}

// Text implements ledger.Reader.
func (s *Store) Text(ctx context.Context, document string) (ascribe.Text, error) {
	var t ascribe.Text
	var layout, content string
	if err := s.seen.row(ctx, "SELECT layout, content FROM document WHERE id = ?", document).Scan(&layout, &content); err != nil {
		return t, notFound(err, "document", document)
	}
	if err := json.Unmarshal([]byte(layout), &t); err != nil {
		return t, fmt.Errorf("ledger: layout of document %q is damaged: %w", document, err)
	}
	t.Content = content
	return t, nil
}

// Original implements ledger.Reader.
func (s *Store) Original(ctx context.Context, document string) ([]byte, error) {
	var b []byte
	if err := s.seen.row(ctx, "SELECT bytes FROM original WHERE document = ?", document).Scan(&b); err != nil {
		return nil, notFound(err, "document", document)
	}
	return b, nil
}

// Origins implements ledger.Reader.
func (s *Store) Origins(ctx context.Context, document string) ([]ledger.Origin, error) {
	return collect(ctx, s.seen, "SELECT file, read FROM origin WHERE document = ? ORDER BY read, file", []any{document},
		func(scan func(...any) error) (o ledger.Origin, err error) {
			var read int64
			err = scan(&o.File, &read)
			o.Read = instant(read)
			return o, err
		})
}

// Stamp implements ledger.Reader.
func (s *Store) Stamp(ctx context.Context, document string) (ledger.Stamp, error) {
	if _, err := s.Document(ctx, document); err != nil {
		return ledger.Stamp{}, err
	}
	pairs, err := collect(ctx, s.seen, "SELECT stage, version FROM stamp WHERE document = ?", []any{document},
		func(scan func(...any) error) (p [2]string, err error) {
			return p, scan(&p[0], &p[1])
		})
	stamp := ledger.Stamp{Stages: make(map[string]string, len(pairs))}
	for _, p := range pairs {
		stamp.Stages[p[0]] = p[1]
	}
	return stamp, err
}

// Mentions implements ledger.Reader.
func (s *Store) Mentions(ctx context.Context, document string) ([]ascribe.Mention, error) {
	return decoded[[]ascribe.Mention](ctx, s.seen, "document", document, "SELECT mentions FROM document WHERE id = ?")
}

// documentOrder is the order of documents.
func documentOrder() []column { return []column{{"d.published", ""}, {"d.id", ""}} }

// Documents implements ledger.Reader.
func (s *Store) Documents(ctx context.Context, f ledger.DocumentFilter) (ledger.Page[ledger.DocumentEntry], error) {
	q := selection{from: "document d", order: documentOrder(), newest: f.Newest}
	q.equal("d.publisher = ?", indexKey(f.Publisher))
	q.equal("d.published >= ?", string(f.From))
	if f.To != "" {
		q.where("d.published <= ? AND d.published <> ''", string(f.To))
	}
	q.equal(`d.id IN (SELECT c.document FROM claim c JOIN incident_claim ic ON ic.claim = c.number
		JOIN incident i ON i.number = ic.incident WHERE i.id = ?)`, f.Incident)
	q.equal("d.id IN (SELECT document FROM entity WHERE id = ?)", f.Entity)
	words, err := s.match(ctx, DocumentText, f.Query, 0)
	if err != nil {
		return ledger.Page[ledger.DocumentEntry]{}, err
	}
	q.matching("d.number IN (%s)", words)
	return page(ctx, s.seen, q, f.Paging, "d.body, d.claims, d.published, d.id",
		func(scan func(...any) error) (e ledger.DocumentEntry, key []any, err error) {
			var body, published, id string
			if err = scan(&body, &e.Claims, &published, &id); err == nil {
				err = json.Unmarshal([]byte(body), &e.Document)
			}
			return e, []any{published, id}, err
		})
}
