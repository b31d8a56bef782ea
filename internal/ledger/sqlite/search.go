package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// dialect is what SQLite does its own way.
type dialect struct{}

// Words implements relational.Dialect: CROSS JOIN keeps the order of tables
// (sqlite.org/optoverview.html, 7.3).
func (dialect) Words(query string) string {
	if !strings.Contains(query, "{") {
		return query
	}
	return strings.NewReplacer("{rows}", "json_each(?) AS j", "{join}", "CROSS JOIN", "{json}", "").Replace(query)
}

// Text implements relational.Dialect.
func (dialect) Text(s string) string { return s }

// Exact implements relational.Dialect.
func (dialect) Exact(s string) any { return s }

// Isolation implements relational.Dialect: every transaction sees one state.
func (dialect) Isolation() sql.IsolationLevel { return sql.LevelDefault }

// Lock implements relational.Dialect: there is one writer anyway.
func (dialect) Lock(context.Context, relational.Tx, []int64) error { return nil }

// IndexDocument implements relational.Dialect: triggers keep the indexes.
func (dialect) IndexDocument(context.Context, relational.Tx, ledger.Record) error { return nil }

// IndexClaims implements relational.Dialect.
func (dialect) IndexClaims(context.Context, relational.Tx, string) error { return nil }

// IndexIncidents implements relational.Dialect.
func (dialect) IndexIncidents(context.Context, relational.Tx) error { return nil }

// Filled implements relational.Dialect.
func (dialect) Filled(context.Context, relational.Tx) error { return nil }

// Matching implements relational.Dialect.
func (dialect) Matching(in relational.Index, q ledger.Query) (string, []any) {
	return fmt.Sprintf("SELECT rowid FROM %s WHERE %s MATCH ?", in, in), []any{matchExpression(q)}
}

// Ranked implements relational.Dialect, by BM25.
func (dialect) Ranked(in relational.Index, q ledger.Query) relational.Ranking {
	index := string(in)
	return relational.Ranking{From: index, Where: index + " MATCH ?", Number: index + ".rowid", Rank: "bm25(" + index + ")", Args: []any{matchExpression(q)}}
}

// Passage implements relational.Dialect.
func (dialect) Passage(ctx context.Context, tx relational.Tx, in relational.Index, number int64, q ledger.Query) (string, []ascribe.Span, error) {
	column := map[relational.Index]int{relational.DocumentText: 3, relational.ClaimText: 1}[in]
	query := fmt.Sprintf("SELECT snippet(%s, %d, char(0xFDD0), char(0xFDD1), ' … ', %d) FROM %s WHERE %s MATCH ? AND rowid = ?",
		in, column, passageWords, in, in)
	var marked string
	if err := tx.QueryRowContext(ctx, query, matchExpression(q), number).Scan(&marked); err != nil {
		return "", nil, err
	}
	passage, marks := unmark(marked)
	return passage, marks, nil
}

// matchExpression is a query in the language of FTS5 (sqlite.org/fts5.html, 3).
// Every word is quoted, so that none is an operator.
func matchExpression(query ledger.Query) string {
	var with, without []string
	for _, t := range query.Terms {
		term := `"` + strings.Join(t.Words, " ") + `"`
		if t.Prefix {
			term += " *"
		}
		if t.Exclude {
			without = append(without, term)
		} else {
			with = append(with, term)
		}
	}
	expr := "(" + strings.Join(with, " AND ") + ")"
	for _, term := range without {
		expr += " NOT " + term
	}
	return expr
}

// How words that fit are marked on the way here: by noncharacters, which Unicode
// keeps for such uses and no text should have (D14); and how many words a passage has.
const (
	markStart    = '\uFDD0'
	markEnd      = '\uFDD1'
	passageWords = 32
)

// unmark takes the marks out of a passage and says where they were.
func unmark(marked string) (string, []ascribe.Span) {
	var b strings.Builder
	spans := []ascribe.Span{}
	start := -1
	for _, r := range marked {
		switch {
		case r == markStart:
			start = b.Len()
		case r == markEnd && start >= 0:
			spans = append(spans, ascribe.Span{Start: start, End: b.Len()})
			start = -1
		case r != markEnd:
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}
