package sqlite

import (
	"context"
	"encoding/json"

	"ascribe"
	"ascribe/internal/ledger"
)

const claimColumns = "c.body, c.day, k.at, c.document, c.start, c.id"

// scanClaim reads claimColumns; the key is that of a claim's order.
func scanClaim(scan func(...any) error) (e ledger.Entry, key []any, err error) {
	var body, day, document, id string
	var known int64
	var start int
	if err = scan(&body, &day, &known, &document, &start, &id); err == nil {
		err = json.Unmarshal([]byte(body), &e.Claim)
	}
	e.Day, e.Known = ascribe.Day(day), instant(known)
	return e, []any{day, document, start, id}, err
}

// Claim implements ledger.Reader.
func (s *Store) Claim(ctx context.Context, id string) (ledger.Entry, error) {
	row := s.read.QueryRowContext(ctx, "SELECT "+claimColumns+" FROM claim c JOIN known k ON k.claim = c.id WHERE c.id = ?", id)
	e, _, err := scanClaim(row.Scan)
	if err != nil {
		return e, notFound(err, "claim", id)
	}
	return e, nil
}

// Claims implements ledger.Reader.
func (s *Store) Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error) {
	q := claimSelection(f)
	q.equal("c.document = ?", f.Document)
	q.equal("c.statement = ?", f.Statement)
	q.equal("c.number IN (SELECT ic.claim FROM incident_claim ic JOIN incident i ON i.number = ic.incident WHERE i.id = ?)", f.Incident)
	anyOf(&q, "c.predicate", f.Predicates)
	anyOf(&q, "c.stance", f.Stances)
	q.equal("c.day <= ?", string(f.SaidBy))
	if f.MinCertainty > 0 {
		q.where("c.certainty >= ?", f.MinCertainty)
	}
	if !f.KnownBy.IsZero() {
		q.where("k.at <= ?", micros(f.KnownBy))
	}
	if err := q.matching("c.number IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)", f.Query); err != nil {
		return ledger.Page[ledger.Entry]{}, err
	}
	return page(ctx, s.read, q, f.Paging, claimColumns, scanClaim)
}

// claimSelection begins a query in the order of claims. Where a party is asked
// for, its own entries in that order drive the query (CROSS JOIN keeps SQLite
// from turning the joins round).
func claimSelection(f ledger.ClaimFilter) selection {
	const known = " CROSS JOIN known k ON k.claim = c.id"
	const sits = "EXISTS (SELECT 1 FROM party WHERE side = ? AND key = ? AND day = c.day AND document = c.document AND start = c.start AND id = c.id)"
	q := selection{from: "claim c" + known, newest: f.Newest, order: []string{"c.day", "c.document", "c.start", "c.id"}}
	side, key := saysSide, f.Source
	switch {
	case f.Source == "" && f.Party == "":
		return q
	case f.Source == "":
		side, key = doesSide, f.Party
	case f.Party != "":
		q.where(sits, doesSide, f.Party)
	}
	q.from = "party p CROSS JOIN claim c ON c.number = p.claim" + known
	q.order = []string{"p.day", "p.document", "p.start", "p.id"}
	q.where("p.side = ? AND p.key = ?", side, key)
	return q
}
