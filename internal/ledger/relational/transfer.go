package relational

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ascribe/internal/ledger"
)

// table is a table whose rows are a ledger's contents; what can be made of these
// again, as full text, is not among them.
type table struct {
	name  string
	exact string // the column that holds a string to the byte, if one does
}

// tables lists them so that what refers to others comes after them.
func tables() []table {
	return []table{
		{"document", "content"}, {"original", ""}, {"origin", "file"}, {"stamp", ""}, {"band", ""}, {"copy", ""}, {"entity", ""},
		{"claim", ""}, {"known", ""}, {"party", ""}, {"incident", ""}, {"incident_claim", ""}, {"incident_facet", ""},
		{"former", ""}, {"judgement", ""}, {"judgement_document", ""}, {"review", ""}, {"watch", ""}, {"journal", ""},
	}
}

// The bounds of what is held and sent at once.
const (
	batchRows  = 200
	batchBytes = 4 << 20
)

// Copy fills an empty ledger with everything that another one holds, from one
// state of it and in one transaction, and returns the hash with times that both have.
func Copy(ctx context.Context, from, to *Store) (hash string, err error) {
	err = from.snapshot(ctx, func(from *Store) error {
		if hash, err = ledger.Hash(ctx, from, ledger.WithTimes); err != nil {
			return fmt.Errorf("the ledger that is copied: %w", err)
		}
		return to.update(ctx, func(tx conn) error {
			if err := fill(ctx, from.seen, tx); err != nil {
				return err
			}
			copied := *to
			copied.seen = tx
			have, err := ledger.Hash(ctx, &copied, ledger.WithTimes)
			if err == nil && have != hash {
				err = fmt.Errorf("the copy's hash is %s and not %s: nothing is kept of it", have, hash)
			}
			return err
		})
	})
	return hash, err
}

// ErrNotEmpty says that a ledger can't be filled since it holds something.
var ErrNotEmpty = errors.New("it holds something already; name a new ledger")

func fill(ctx context.Context, from, to conn) error {
	for _, t := range tables() {
		var used bool
		if err := to.row(ctx, "SELECT EXISTS (SELECT 1 FROM "+t.name+")").Scan(&used); err != nil {
			return fmt.Errorf("ledger: %s: %w", t.name, err)
		}
		if used {
			return ErrNotEmpty
		}
	}
	for _, t := range tables() {
		if err := copyTable(ctx, from, to, t); err != nil {
			return fmt.Errorf("ledger: %s: %w", t.name, err)
		}
	}
	return to.dialect.Filled(ctx, to)
}

func copyTable(ctx context.Context, from, to conn, t table) error {
	rows, err := from.query(ctx, "SELECT * FROM "+t.name)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // the error is that of rows.Err
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	b := batch{to: to, table: t.name, columns: columns}
	exact := slices.Index(columns, t.exact)
	for rows.Next() {
		values, pointers := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			pointers[i] = &values[i]
		}
		if err := rows.Scan(pointers...); err != nil {
			return err
		}
		if exact >= 0 {
			values[exact] = to.dialect.Exact(stringOf(values[exact]))
		}
		if err := b.add(ctx, values); err != nil {
			return err
		}
	}
	return errors.Join(rows.Err(), b.flush(ctx))
}

func stringOf(value any) string {
	if b, ok := value.([]byte); ok {
		return string(b)
	}
	return fmt.Sprint(value)
}

// batch gathers rows of a table, to insert many at once.
type batch struct {
	to      conn
	table   string
	columns []string
	values  []any
	bytes   int
}

func (b *batch) add(ctx context.Context, row []any) error {
	for _, v := range row {
		switch v := v.(type) {
		case string:
			b.bytes += len(v)
		case []byte:
			b.bytes += len(v)
		}
	}
	b.values = append(b.values, row...)
	if len(b.values) >= batchRows*len(b.columns) || b.bytes >= batchBytes {
		return b.flush(ctx)
	}
	return nil
}

func (b *batch) flush(ctx context.Context) error {
	if len(b.values) == 0 {
		return nil
	}
	one := "(?" + strings.Repeat(", ?", len(b.columns)-1) + ")"
	query := fmt.Sprintf("INSERT INTO %s (%s) VALUES %s%s", b.table, strings.Join(b.columns, ", "), one,
		strings.Repeat(", "+one, len(b.values)/len(b.columns)-1))
	_, err := b.to.exec(ctx, query, b.values...)
	b.values, b.bytes = b.values[:0], 0
	return err
}
