package relational

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"ascribe/internal/ledger"
)

// column is one part of a sort key, with a value of the type that it has: "",
// int64(0) or float64(0).
type column struct {
	name string
	like any
}

// names lists columns for a query.
func names(columns []column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.name
	}
	return out
}

// selection builds the query of one page of a list: conditions, and a position
// in an order that no two rows share.
type selection struct {
	from   string
	order  []column // the sort key, all in one direction
	newest bool     // downwards
	conds  []string
	args   []any
}

func (q *selection) where(cond string, args ...any) {
	q.conds = append(q.conds, cond)
	q.args = append(q.args, args...)
}

// equal adds a condition on a value unless that is empty.
func (q *selection) equal(cond, value string) {
	if value != "" {
		q.where(cond, value)
	}
}

// anyOf adds a condition that a column is one of some values, unless there are none.
func anyOf[T ~string](q *selection, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = string(v)
	}
	q.where(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// after continues behind a cursor.
func (q *selection) after(cursor string) error {
	if cursor == "" {
		return nil
	}
	to := make([]any, len(q.order))
	for i, c := range q.order {
		to[i] = reflect.New(reflect.TypeOf(c.like)).Interface()
	}
	if err := ledger.DecodeCursor(cursor, to...); err != nil {
		return err
	}
	key := make([]any, len(to))
	for i := range to {
		key[i] = reflect.ValueOf(to[i]).Elem().Interface()
	}
	compare := ">"
	if q.newest {
		compare = "<"
	}
	q.where(fmt.Sprintf("(%s) %s (?%s)", strings.Join(names(q.order), ", "), compare, strings.Repeat(", ?", len(key)-1)), key...)
	return nil
}

func (q *selection) sql(columns string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "SELECT %s FROM %s", columns, q.from)
	for i, cond := range q.conds {
		b.WriteString([]string{" WHERE ", " AND "}[min(i, 1)])
		b.WriteString(cond)
	}
	direction := ""
	if q.newest {
		direction = " DESC"
	}
	fmt.Fprintf(&b, " ORDER BY %s%s LIMIT ?", strings.Join(names(q.order), direction+", "), direction)
	return b.String()
}

// page reads one page. The scan function returns each item with its sort key.
func page[T any](ctx context.Context, c conn, q selection, p ledger.Paging, columns string,
	scan func(func(...any) error) (T, []any, error),
) (ledger.Page[T], error) {
	if err := q.after(p.Cursor); err != nil {
		return ledger.Page[T]{}, err
	}
	var keys [][]any
	items, err := collect(ctx, c, q.sql(columns), append(q.args, p.Size()+1), func(row func(...any) error) (T, error) {
		item, key, err := scan(row)
		keys = append(keys, key)
		return item, err
	})
	if err != nil {
		return ledger.Page[T]{}, err
	}
	out := ledger.Page[T]{Items: items}
	if n := p.Size(); len(items) > n {
		out.Items, out.Next = items[:n], ledger.EncodeCursor(keys[n-1]...)
	}
	return out, nil
}
