package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// indexed says what an index is of: the table and those of its columns.
func indexed(in relational.Index) (table string, columns []string) {
	switch in {
	case relational.DocumentText:
		return "document", []string{"title", "publisher", "byline", "content"}
	case relational.EntityText:
		return "entity", []string{"names"}
	case relational.ClaimText:
		return "claim", []string{"names", "quote"}
	default:
		return "incident", []string{"title", "names"}
	}
}

// entry is what an index has of a row.
type entry struct {
	number int64
	parts  []string
}

// entriesBatch is how many entries are held at once.
const entriesBatch = 500

// entries makes what an index should have of the rows that fit a condition, some
// at a time, in the order of their numbers.
func entries(ctx context.Context, tx relational.Tx, in relational.Index, cond string, args []any, do func([]entry) error) error {
	for last := int64(-1); ; {
		batch, err := batchOf(ctx, tx, in, fmt.Sprintf("%s AND number > %d ORDER BY number LIMIT %d", cond, last, entriesBatch), args)
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := do(batch); err != nil {
			return err
		}
		if len(batch) < entriesBatch {
			return nil
		}
		last = batch[len(batch)-1].number
	}
}

func batchOf(ctx context.Context, tx relational.Tx, in relational.Index, cond string, args []any) ([]entry, error) {
	table, columns := indexed(in)
	rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT number, %s FROM %s WHERE %s", strings.Join(columns, ", "), table, cond), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // the error is that of rows.Err
	var batch []entry
	for rows.Next() {
		var e entry
		texts := make([]string, len(columns))
		to := []any{&e.number}
		for i := range texts {
			to = append(to, &texts[i])
		}
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		e.parts = vectors(in, texts)
		batch = append(batch, e)
	}
	return batch, rows.Err()
}

// reindex brings an index up to date for the rows that fit a condition.
func reindex(ctx context.Context, tx relational.Tx, in relational.Index, cond string, args ...any) error {
	return entries(ctx, tx, in, cond, args, func(batch []entry) error {
		list, counts, err := listOf(batch)
		if err != nil {
			return err
		}
		upsert := fmt.Sprintf(`INSERT INTO %s AS t (number, part, words)
			SELECT CAST(j.value ->> 0 AS BIGINT), CAST(j.value ->> 1 AS INTEGER), CAST(j.value ->> 2 AS TSVECTOR) FROM json_array_elements($1::json) AS j(value)
			ON CONFLICT (number, part) DO UPDATE SET words = excluded.words WHERE t.words <> excluded.words`, in)
		if _, err := tx.ExecContext(ctx, upsert, list); err != nil {
			return err
		}
		// Parts of what was longer before.
		shorten := fmt.Sprintf(`DELETE FROM %s t USING json_array_elements($1::json) AS j(value)
			WHERE t.number = CAST(j.value ->> 0 AS BIGINT) AND t.part >= CAST(j.value ->> 1 AS INTEGER)`, in)
		_, err = tx.ExecContext(ctx, shorten, counts)
		return err
	})
}

// listOf gives entries as a JSON list of number, part and words, and one of number
// and count of parts.
func listOf(batch []entry) (list, counts string, err error) {
	var parts, sizes [][]any
	for _, e := range batch {
		for i, words := range e.parts {
			parts = append(parts, []any{e.number, i, words})
		}
		sizes = append(sizes, []any{e.number, len(e.parts)})
	}
	a, err := json.Marshal(parts)
	if err != nil {
		return "", "", err
	}
	b, err := json.Marshal(sizes)
	return string(a), string(b), err
}

// IndexDocument implements relational.Dialect.
func (d dialect) IndexDocument(ctx context.Context, tx relational.Tx, r ledger.Record) error {
	if err := reindex(ctx, tx, relational.DocumentText, "id = $1", r.Document.ID); err != nil {
		return err
	}
	if err := reindex(ctx, tx, relational.EntityText, "document = $1", r.Document.ID); err != nil {
		return err
	}
	return d.IndexClaims(ctx, tx, r.Document.ID)
}

// IndexClaims implements relational.Dialect.
func (dialect) IndexClaims(ctx context.Context, tx relational.Tx, document string) error {
	return reindex(ctx, tx, relational.ClaimText, "document = $1", document)
}

// IndexIncidents implements relational.Dialect.
func (dialect) IndexIncidents(ctx context.Context, tx relational.Tx) error {
	return reindex(ctx, tx, relational.IncidentText, "true")
}

// Filled implements relational.Dialect: every index, and the counters that give
// rows their numbers.
func (dialect) Filled(ctx context.Context, tx relational.Tx) error {
	for _, table := range []string{"document", "entity", "claim", "incident", "judgement"} {
		next := fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%s', 'number'), (SELECT coalesce(max(number), 0) + 1 FROM %s), false)", table, table)
		if _, err := tx.ExecContext(ctx, next); err != nil {
			return err
		}
	}
	for _, in := range indexes() {
		if err := reindex(ctx, tx, in, "true"); err != nil {
			return err
		}
	}
	return nil
}

func indexes() []relational.Index {
	return []relational.Index{relational.DocumentText, relational.EntityText, relational.ClaimText, relational.IncidentText}
}
