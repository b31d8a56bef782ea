package relational

import (
	"context"
	"encoding/json"
	"fmt"

	"ascribe"
	"ascribe/internal/ledger"
)

// Entity implements ledger.Reader.
func (s *Store) Entity(ctx context.Context, id string) (ascribe.Entity, error) {
	known, err := collect(ctx, s.seen, "SELECT body FROM entity WHERE id = ? ORDER BY document", []any{id}, scanEntity)
	if err == nil && len(known) == 0 {
		err = fmt.Errorf("entity %q: %w", id, ledger.ErrNotFound)
	}
	if err != nil {
		return ascribe.Entity{}, err
	}
	return ledger.MergeEntities(id, known), nil
}

func scanEntity(scan func(...any) error) (e ascribe.Entity, err error) {
	var body string
	if err = scan(&body); err == nil {
		err = json.Unmarshal([]byte(body), &e)
	}
	return e, err
}

// Entities implements ledger.Reader.
func (s *Store) Entities(ctx context.Context, f ledger.EntityFilter) (ledger.Page[ascribe.Entity], error) {
	q := selection{from: "(SELECT DISTINCT id FROM entity) e", order: []column{{"e.id", ""}}}
	q.equal("e.id IN (SELECT id FROM entity WHERE document = ?)", f.Document)
	q.equal("e.id IN (SELECT id FROM entity WHERE type = ?)", string(f.Type))
	words, err := s.match(ctx, EntityText, f.Query, 0)
	if err != nil {
		return ledger.Page[ascribe.Entity]{}, err
	}
	q.matching("e.id IN (SELECT id FROM entity WHERE number IN (%s))", words)
	ids, err := page(ctx, s.seen, q, f.Paging, "e.id", func(scan func(...any) error) (id string, key []any, err error) {
		err = scan(&id)
		return id, []any{id}, err
	})
	out := ledger.Page[ascribe.Entity]{Items: []ascribe.Entity{}, Next: ids.Next}
	for _, id := range ids.Items {
		e, entityErr := s.Entity(ctx, id)
		if entityErr != nil {
			return out, entityErr
		}
		out.Items = append(out.Items, e)
	}
	return out, err
}
