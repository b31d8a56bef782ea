package relational

import (
	"context"
	"fmt"
	"strings"

	"ascribe/internal/ledger"
)

// rankLimit is how many rows may fit a query for them to be ranked: a ranking
// looks at every one, at some 4 µs each.
const rankLimit = 5000

// searchable is where a kind of thing is searched for.
type searchable struct {
	index Index
	table string // with its alias; its rows have numbers
	alias string
	order []column // of the rows, where they are not ranked
	hit   string   // a query for document, claim and title by a row's number
	only  []string // conditions on every row
}

func searchableKind(k ledger.Kind) (searchable, error) {
	switch k {
	case ledger.DocumentKind:
		return searchable{DocumentText, "document d", "d", documentOrder(), "SELECT id, '', title FROM document WHERE number = ?", nil}, nil
	case ledger.ClaimKind:
		return searchable{ClaimText, "claim c", "c", claimOrder("c"),
			"SELECT c.document, c.id, d.title FROM claim c JOIN document d ON d.id = c.document WHERE c.number = ?", []string{unrejected}}, nil
	default:
		return searchable{}, fmt.Errorf("%w: there is nothing called %q to search in", ledger.ErrBadQuery, k)
	}
}

// Search implements ledger.Reader. More rows than rankLimit come newest first
// instead of ranked.
func (s *Store) Search(ctx context.Context, f ledger.Search) (out ledger.Page[ledger.Hit], err error) {
	err = s.snapshot(ctx, func(s *Store) error {
		out, err = s.search(ctx, f)
		return err
	})
	return out, err
}

func (s *Store) search(ctx context.Context, f ledger.Search) (out ledger.Page[ledger.Hit], err error) {
	in, err := searchableKind(f.In)
	if err != nil {
		return out, err
	}
	parsed, err := ledger.ParseQuery(f.Query)
	if err != nil {
		return out, err
	}
	numbers, args := s.dialect.Matching(in.index, parsed)
	few, err := s.fewer(ctx, match{numbers: numbers, args: args}, s.rankLimit)
	if err != nil {
		return out, err
	}
	if few {
		return s.ranked(ctx, in, parsed, f)
	}
	return s.newest(ctx, in, parsed, f)
}

// ranked reads a page of rows that fit, best first.
func (s *Store) ranked(ctx context.Context, in searchable, parsed ledger.Query, f ledger.Search) (ledger.Page[ledger.Hit], error) {
	r := s.dialect.Ranked(in.index, parsed)
	id := in.alias + ".id"
	q := selection{from: fmt.Sprintf("%s {join} %s ON %s.number = %s", r.From, in.table, in.alias, r.Number),
		order: []column{{r.Rank, float64(0)}, {id, ""}}, args: r.Args}
	if r.Where != "" {
		q.conds = []string{r.Where}
	}
	q.conds = append(q.conds, in.only...)
	numbers, err := page(ctx, s.seen, q, f.Paging, r.Number+", "+r.Rank+", "+id, func(scan func(...any) error) (number int64, key []any, err error) {
		var rank float64
		var id string
		err = scan(&number, &rank, &id)
		return number, []any{rank, id}, err
	})
	if err != nil {
		return ledger.Page[ledger.Hit]{}, err
	}
	return s.hits(ctx, in, parsed, f.In, numbers)
}

// newest reads a page of rows that fit, by walking down their order.
func (s *Store) newest(ctx context.Context, in searchable, parsed ledger.Query, f ledger.Search) (ledger.Page[ledger.Hit], error) {
	fits, args := s.dialect.Matching(in.index, parsed)
	q := selection{from: in.table, order: in.order, newest: true}
	q.where(fmt.Sprintf("+%s.number IN (%s)", in.alias, fits), args...)
	q.conds = append(q.conds, in.only...)
	numbers, err := page(ctx, s.seen, q, f.Paging, in.alias+".number, "+strings.Join(names(in.order), ", "), func(scan func(...any) error) (number int64, key []any, err error) {
		key = make([]any, len(in.order))
		to := []any{&number}
		for i := range key {
			to = append(to, &key[i])
		}
		return number, key, scan(to...)
	})
	if err != nil {
		return ledger.Page[ledger.Hit]{}, err
	}
	return s.hits(ctx, in, parsed, f.In, numbers)
}

// hits reads what is shown of a page of rows.
func (s *Store) hits(ctx context.Context, in searchable, parsed ledger.Query, kind ledger.Kind, numbers ledger.Page[int64]) (ledger.Page[ledger.Hit], error) {
	out := ledger.Page[ledger.Hit]{Items: []ledger.Hit{}, Next: numbers.Next}
	for _, number := range numbers.Items {
		h := ledger.Hit{Kind: kind}
		err := s.seen.row(ctx, in.hit, number).Scan(&h.Document, &h.Claim, &h.Title)
		if err == nil {
			h.Passage, h.Marks, err = s.dialect.Passage(ctx, s.seen, in.index, number, parsed)
		}
		if err != nil {
			return ledger.Page[ledger.Hit]{}, fmt.Errorf("ledger: %w", err)
		}
		out.Items = append(out.Items, h)
	}
	return out, nil
}
