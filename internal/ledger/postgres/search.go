package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// dialect is what PostgreSQL does its own way.
type dialect struct{}

// Words implements relational.Dialect: placeholders are numbered.
func (dialect) Words(query string) string {
	query = strings.NewReplacer("{rows}", "json_array_elements(?::json) AS j(value)", "{join}", "JOIN", "{json}", "::json").Replace(query)
	pieces := strings.Split(query, "?")
	var b strings.Builder
	for i, piece := range pieces {
		if i > 0 {
			fmt.Fprintf(&b, "$%d", i)
		}
		b.WriteString(piece)
	}
	return b.String()
}

// Text implements relational.Dialect: TEXT takes neither NUL nor bytes that are not UTF-8.
func (dialect) Text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// Exact implements relational.Dialect.
func (dialect) Exact(s string) any { return []byte(s) }

// Isolation implements relational.Dialect.
func (dialect) Isolation() sql.IsolationLevel { return sql.LevelRepeatableRead }

// Lock implements relational.Dialect, by locks that end with the transaction.
func (dialect) Lock(ctx context.Context, tx relational.Tx, keys []int64) error {
	list, err := json.Marshal(keys)
	if err == nil && len(keys) > 0 {
		_, err = tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(value::bigint) FROM json_array_elements_text($1::json)", string(list))
	}
	return err
}

// Matching implements relational.Dialect. The terms of a query may stand in
// several parts of a long text, so each is looked for alone.
func (dialect) Matching(in relational.Index, q ledger.Query) (string, []any) {
	with, without := expressions(in, q)
	if len(with) == 0 {
		return fmt.Sprintf("SELECT number FROM %s WHERE false", in), nil
	}
	one := fmt.Sprintf("SELECT number FROM %s WHERE words @@ CAST(? AS TSQUERY)", in)
	query := one + strings.Repeat(" INTERSECT "+one, len(with)-1) + strings.Repeat(" EXCEPT "+one, len(without))
	var args []any
	for _, term := range append(with, without...) {
		args = append(args, term)
	}
	return query, args
}

// expressions gives the terms of a query as tsqueries: those that must occur and
// those that must not.
func expressions(in relational.Index, q ledger.Query) (with, without []string) {
	for _, t := range q.Terms {
		words := stems(in, t)
		for i := range words {
			words[i] = "'" + words[i] + "'"
		}
		term := strings.Join(words, " <-> ")
		switch {
		case term == "":
			continue
		case t.Prefix:
			term += ":*"
		}
		if t.Exclude {
			without = append(without, term)
		} else {
			with = append(with, term)
		}
	}
	return with, without
}

// stems are the words of a term as an index has them.
func stems(in relational.Index, t ledger.Term) []string {
	var out []string
	for w := range wordsOf(in, strings.Join(t.Words, " ")) {
		if w.text != "" {
			out = append(out, w.text)
		}
	}
	return out
}

// Ranked implements relational.Dialect, by the best part of each entry.
func (d dialect) Ranked(in relational.Index, q ledger.Query) relational.Ranking {
	fits, args := d.Matching(in, q)
	with, _ := expressions(in, q)
	anyTerm := "(" + strings.Join(with, ") | (") + ")"
	if len(with) == 0 {
		anyTerm = ""
	}
	from := fmt.Sprintf(`(SELECT number, -max(ts_rank(words, CAST(? AS TSQUERY)))::float8 AS rank FROM %s
		WHERE number IN (%s) GROUP BY number) r`, in, fits)
	return relational.Ranking{From: from, Number: "r.number", Rank: "r.rank", Args: append([]any{anyTerm}, args...)}
}
