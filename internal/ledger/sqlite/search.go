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

// The characters put round words that fit, and how many words a passage has.
const (
	passageWords = 32
)

// Search implements ledger.Reader. Ranks are BM25's, smallest first.
func (s *Store) Search(ctx context.Context, f ledger.Search) (ledger.Page[ledger.Hit], error) {
	expr, err := matchExpression(f.Query)
	if err != nil {
		return ledger.Page[ledger.Hit]{}, err
	}
	table, columns := "document_text", "d.id, '', d.title"
	from := "document_text CROSS JOIN document d ON d.number = document_text.rowid"
	id, column := "d.id", 3 // the text
	switch f.In {
	case ledger.DocumentKind:
	case ledger.ClaimKind:
		table, columns = "claim_text", "c.document, c.id, d.title"
		from = "claim_text CROSS JOIN claim c ON c.number = claim_text.rowid CROSS JOIN document d ON d.id = c.document"
		id, column = "c.id", 1 // the quote
	default:
		return ledger.Page[ledger.Hit]{}, fmt.Errorf("%w: there is nothing called %q to search in", ledger.ErrBadQuery, f.In)
	}
	q := selection{from: from, order: []string{"bm25(" + table + ")", id}}
	q.where(table+" MATCH ?", expr)
	columns += fmt.Sprintf(", snippet(%s, %d, char(2), char(3), ' … ', %d), bm25(%s)", table, column, passageWords, table)
	return page(ctx, s.read, q, f.Paging, columns, func(scan func(...any) error) (ledger.Hit, []any, error) {
		h := ledger.Hit{Kind: f.In}
		var marked string
		var rank float64
		err := scan(&h.Document, &h.Claim, &h.Title, &marked, &rank)
		h.Passage, h.Marks = unmark(marked)
		if h.Claim != "" {
			return h, []any{rank, h.Claim}, err
		}
		return h, []any{rank, h.Document}, err
	})
}

// unmark takes the marks out of a passage and says where they were.
func unmark(marked string) (string, []ascribe.Span) {
	var b strings.Builder
	spans := []ascribe.Span{}
	start := -1
	for _, r := range marked {
		switch {
		case r == '\x02':
			start = b.Len()
		case r == '\x03' && start >= 0:
			spans = append(spans, ascribe.Span{Start: start, End: b.Len()})
			start = -1
		case r != '\x03':
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}
