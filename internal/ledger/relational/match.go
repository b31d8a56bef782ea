package relational

import (
	"context"
	"fmt"
	"strings"

	"ascribe/internal/ledger"
)

// match is a text query that an index answers; without a query it has no words.
type match struct {
	numbers string // a query for the numbers of the rows that fit; "" for none
	args    []any
	rare    bool // fewer rows fit than were asked about
}

// match reads a query and looks whether fewer rows than few fit; 0 doesn't look.
func (s *Store) match(ctx context.Context, in Index, query string, few int) (m match, err error) {
	if strings.TrimSpace(query) == "" {
		return m, nil
	}
	parsed, err := ledger.ParseQuery(query)
	if err != nil {
		return m, err
	}
	m.numbers, m.args = s.dialect.Matching(in, parsed)
	if few > 0 {
		m.rare, err = s.fewer(ctx, m, few)
	}
	return m, err
}

// fewer reports whether fewer rows than a limit fit.
func (s *Store) fewer(ctx context.Context, m match, limit int) (bool, error) {
	var n int
	query := "SELECT count(*) FROM (SELECT 1 FROM (" + m.numbers + ") f LIMIT ?) n"
	if err := s.seen.row(ctx, query, append(m.args[:len(m.args):len(m.args)], limit)...).Scan(&n); err != nil {
		return false, fmt.Errorf("ledger: %w", err)
	}
	return n < limit, nil
}

// matching adds a condition with a query for numbers in place of its %s, unless
// nothing is looked for.
func (q *selection) matching(cond string, m match) {
	if m.numbers != "" {
		q.where(fmt.Sprintf(cond, m.numbers), m.args...)
	}
}
