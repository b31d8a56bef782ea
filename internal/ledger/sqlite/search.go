package sqlite

import (
	"context"
	"fmt"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
)

// matchExpression is a query in the language of FTS5 (sqlite.org/fts5.html, 3).
// Every word is quoted, so that none is an operator.
func matchExpression(query string) (string, error) {
	parsed, err := ledger.ParseQuery(query)
	if err != nil {
		return "", err
	}
	var with, without []string
	for _, t := range parsed.Terms {
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
	return expr, nil
}

// How words that fit are marked on the way here: by noncharacters, which Unicode
// keeps for such uses and no text should have (D14); and how many words a passage has.
const (
	markStart    = '\uFDD0'
	markEnd      = '\uFDD1'
	passageWords = 32
)

// rankLimit is how many rows may fit a query for them to be ranked: BM25 looks at
// every one, at some 4 µs each.
const rankLimit = 10000

// searchable is where a kind of thing is searched for.
type searchable struct {
	index, from string
	columns     string   // document, claim, title
	id          string   // unique
	order       []string // of the rows, where they are not ranked
	passage     int      // the index's column that passages are taken from
}

func searchableKind(k ledger.Kind) (searchable, error) {
	switch k {
	case ledger.DocumentKind:
		return searchable{"document_text", "document_text CROSS JOIN document d ON d.number = document_text.rowid",
			"d.id, '', d.title", "d.id", []string{"d.published", "d.id"}, 3}, nil
	case ledger.ClaimKind:
		return searchable{"claim_text", "claim_text CROSS JOIN claim c ON c.number = claim_text.rowid CROSS JOIN document d ON d.id = c.document",
			"c.document, c.id, d.title", "c.id", []string{"c.day", "c.document", "c.start", "c.id"}, 1}, nil
	default:
		return searchable{}, fmt.Errorf("%w: there is nothing called %q to search in", ledger.ErrBadQuery, k)
	}
}

// Search implements ledger.Reader. Ranks are BM25's, smallest first; more rows
// than rankLimit come newest first instead.
func (s *Store) Search(ctx context.Context, f ledger.Search) (ledger.Page[ledger.Hit], error) {
	var none ledger.Page[ledger.Hit]
	in, err := searchableKind(f.In)
	if err != nil {
		return none, err
	}
	expr, err := matchExpression(f.Query)
	if err != nil {
		return none, err
	}
	few, err := s.fewer(ctx, in.index, expr, rankLimit)
	if err != nil {
		return none, err
	}
	if !few {
		return s.newest(ctx, in, expr, f)
	}
	rank := "bm25(" + in.index + ")"
	q := selection{from: in.from, order: []string{rank, in.id}}
	q.where(in.index+" MATCH ?", expr)
	return page(ctx, s.read, q, f.Paging, in.shown()+", "+rank+", "+in.id, func(scan func(...any) error) (ledger.Hit, []any, error) {
		var rank float64
		var id string
		h, err := scanHit(f.In, scan, &rank, &id)
		return h, []any{rank, id}, err
	})
}

// shown are the columns of a hit.
func (in searchable) shown() string {
	return fmt.Sprintf("%s, snippet(%s, %d, char(0xFDD0), char(0xFDD1), ' … ', %d)", in.columns, in.index, in.passage, passageWords)
}

func scanHit(kind ledger.Kind, scan func(...any) error, key ...any) (ledger.Hit, error) {
	h := ledger.Hit{Kind: kind}
	var marked string
	err := scan(append([]any{&h.Document, &h.Claim, &h.Title, &marked}, key...)...)
	h.Passage, h.Marks = unmark(marked)
	return h, err
}

// fewer reports whether fewer rows of an index than a limit fit.
func (s *Store) fewer(ctx context.Context, index, expr string, limit int) (bool, error) {
	var n int
	query := fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s MATCH ? LIMIT ?)", index, index)
	if err := s.read.QueryRowContext(ctx, query, expr, limit).Scan(&n); err != nil {
		return false, fmt.Errorf("ledger: %w", err)
	}
	return n < limit, nil
}

// newest reads a page of rows that fit, by walking down their order; then the
// passages of these rows alone.
func (s *Store) newest(ctx context.Context, in searchable, expr string, f ledger.Search) (ledger.Page[ledger.Hit], error) {
	table, alias := "document", "d"
	if f.In == ledger.ClaimKind {
		table, alias = "claim", "c"
	}
	q := selection{from: table + " " + alias, order: in.order, newest: true}
	q.where(fmt.Sprintf("+%s.number IN (SELECT rowid FROM %s WHERE %s MATCH ?)", alias, in.index, in.index), expr)
	numbers, err := page(ctx, s.read, q, f.Paging, alias+".number, "+strings.Join(in.order, ", "), func(scan func(...any) error) (number int64, key []any, err error) {
		key = make([]any, len(in.order))
		to := []any{&number}
		for i := range key {
			to = append(to, &key[i])
		}
		return number, key, scan(to...)
	})
	out := ledger.Page[ledger.Hit]{Items: []ledger.Hit{}, Next: numbers.Next}
	for _, number := range numbers.Items {
		if err != nil {
			break
		}
		var h ledger.Hit
		query := fmt.Sprintf("SELECT %s FROM %s WHERE %s MATCH ? AND %s.rowid = ?", in.shown(), in.from, in.index, in.index)
		h, err = scanHit(f.In, s.read.QueryRowContext(ctx, query, expr, number).Scan)
		out.Items = append(out.Items, h)
	}
	if err != nil {
		return ledger.Page[ledger.Hit]{}, fmt.Errorf("ledger: %w", err)
	}
	return out, nil
}

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
