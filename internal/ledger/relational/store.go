// Package relational is what stores of the ledger in SQL databases share: the
// tables' rows, and the questions. A Dialect says what an engine does its own
// way: placeholders, full text, locks. Package sqlite and package postgres add
// the opening, the schema and the care of the files.
package relational

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"ascribe/internal/ledger"
)

// Store is a ledger in a SQL database. All but Check, Backup and Close of the
// contract is here.
type Store struct {
	dialect     Dialect
	write, read *sql.DB
	rankLimit   int
	seen        conn // where questions go: the pool read, or one transaction of it
}

// New makes a store of two pools of connections to a database whose schema is up
// to date. They may be the same. Readers must see finished transactions only.
func New(dialect Dialect, write, read *sql.DB) *Store {
	return &Store{dialect: dialect, write: write, read: read, rankLimit: rankLimit, seen: conn{read, dialect}}
}

// Rows is the store itself, for Copy.
func (s *Store) Rows() *Store { return s }

// Close waits for running queries and closes both pools.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != s.read {
		err = errors.Join(err, s.write.Close())
	}
	return err
}

// update runs f in a transaction that writes.
func (s *Store) update(ctx context.Context, f func(conn) error) error {
	return InTx(ctx, s.write, nil, func(tx *sql.Tx) error { return f(conn{tx, s.dialect}) })
}

// Snapshot runs f with a reader of one state of the ledger, whatever is written
// meanwhile. The reader answers one question at a time, and only during the call.
func (s *Store) Snapshot(ctx context.Context, f func(ledger.Reader) error) error {
	return s.snapshot(ctx, func(seen *Store) error { return f(seen) })
}

func (s *Store) snapshot(ctx context.Context, f func(*Store) error) error {
	if _, pool := s.seen.querier.(*sql.DB); !pool {
		return f(s)
	}
	return InTx(ctx, s.read, &sql.TxOptions{ReadOnly: true, Isolation: s.dialect.Isolation()}, func(tx *sql.Tx) error {
		seen := *s
		seen.seen = conn{tx, s.dialect}
		return f(&seen)
	})
}

// InTx runs f in a transaction and commits it, or rolls it back with f's error.
func InTx(ctx context.Context, db *sql.DB, o *sql.TxOptions, f func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after Commit there is nothing to roll back
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// querier is what both a pool and a transaction can do.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// conn is a pool or a transaction that is asked in the words of its engine.
type conn struct {
	querier
	dialect Dialect
}

func (c conn) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return c.QueryContext(ctx, c.dialect.Words(query), c.texts(args)...)
}

func (c conn) row(ctx context.Context, query string, args ...any) *sql.Row {
	return c.QueryRowContext(ctx, c.dialect.Words(query), c.texts(args)...)
}

// exec returns the number of rows that were changed.
func (c conn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := c.ExecContext(ctx, c.dialect.Words(query), c.texts(args)...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// texts makes strings such as the engine's text columns can hold.
func (c conn) texts(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = c.dialect.Text(s)
		}
	}
	return args
}

// execRows executes a statement once for many rows, and not at all for none. They
// stand as {rows} in its text, behind what else it takes, with the texts
// j.value ->> 0, j.value ->> 1 … as columns.
func (c conn) execRows(ctx context.Context, query string, rows [][]any, args ...any) (int64, error) {
	for _, row := range rows {
		c.texts(row)
	}
	list, err := json.Marshal(rows)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return c.exec(ctx, query, append(args, string(list))...)
}

// rowsOf makes rows of one column.
func rowsOf(values []string) [][]any {
	rows := make([][]any, len(values))
	for i, v := range values {
		rows[i] = []any{v}
	}
	return rows
}

// collect reads all rows of a query.
func collect[T any](ctx context.Context, c conn, query string, args []any, scan func(func(...any) error) (T, error)) ([]T, error) {
	rows, err := c.query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close() //nolint:errcheck // the error is that of rows.Err
	out := []T{}
	for rows.Next() {
		item, err := scan(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
		out = append(out, item)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	return out, nil
}

// notFound says what is missing where a row was wanted.
func notFound(err error, what, id string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %q: %w", what, id, ledger.ErrNotFound)
	}
	return fmt.Errorf("ledger: %s %q: %w", what, id, err)
}
