package relational

import (
	"context"
	"strings"
)

// MatchSort is matchSort, for tests.
const MatchSort = matchSort

// RankAtMost makes searches rank fewer rows than they do.
func (s *Store) RankAtMost(n int) { s.rankLimit = n }

// Tamper runs statements past the store.
func (s *Store) Tamper(ctx context.Context, statements string) error {
	for statement := range strings.SplitSeq(statements, ";") {
		if _, err := s.write.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// Tables lists those that Copy copies.
func Tables() []string {
	var names []string
	for _, t := range tables() {
		names = append(names, t.name)
	}
	return names
}

// Names reads the one column of a query.
func (s *Store) Names(ctx context.Context, query string) ([]string, error) {
	return collect(ctx, s.seen, query, nil, func(scan func(...any) error) (name string, err error) { return name, scan(&name) })
}
