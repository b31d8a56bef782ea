package relational

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
)

const claimColumns = "c.body, c.day, k.at, c.document, c.start, c.id, (SELECT body FROM review WHERE claim = c.number)"

// unrejected leaves out the claims that people rejected, which are few.
const unrejected = "c.number NOT IN (SELECT claim FROM review WHERE rejected = 1)"

// scanClaim reads claimColumns; the key is that of a claim's order.
func scanClaim(scan func(...any) error) (e ledger.Entry, key []any, err error) {
	var body, day, document, id string
	var known int64
	var start int64
	var review sql.NullString
	if err = scan(&body, &day, &known, &document, &start, &id, &review); err == nil {
		err = json.Unmarshal([]byte(body), &e.Claim)
	}
	if err == nil && review.Valid {
		err = json.Unmarshal([]byte(review.String), &e.Review)
	}
	e.Day, e.Known = ascribe.Day(day), instant(known)
	return e, []any{day, document, start, id}, err
}

// Claim implements ledger.Reader.
func (s *Store) Claim(ctx context.Context, id string) (ledger.Entry, error) {
	row := s.seen.row(ctx, "SELECT "+claimColumns+" FROM claim c JOIN known k ON k.claim = c.id WHERE c.id = ?", id)
	e, _, err := scanClaim(row.Scan)
	if err != nil {
		return e, notFound(err, "claim", id)
	}
	return e, nil
}

// Claims implements ledger.Reader.
func (s *Store) Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error) {
	var out ledger.Page[ledger.Entry]
	err := s.asKnown(ctx, f.KnownBy, f.Document, func(s *Store) (err error) {
		out, err = s.claims(ctx, f)
		return err
	})
	return out, err
}

func (s *Store) claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error) {
	fits, err := s.match(ctx, ClaimText, f.Query, matchSort)
	if err != nil {
		return ledger.Page[ledger.Entry]{}, err
	}
	q := claimSelection(f, fits)
	if !f.Rejected {
		q.where(unrejected)
	}
	if f.IDs != nil {
		list, err := json.Marshal(rowsOf(f.IDs))
		if err != nil {
			return ledger.Page[ledger.Entry]{}, fmt.Errorf("ledger: %w", err)
		}
		q.where("c.id IN (SELECT j.value ->> 0 FROM {rows})", string(list))
	}
	q.equal("c.document = ?", f.Document)
	q.equal("c.statement = ?", indexKey(f.Statement))
	q.equal("c.number IN (SELECT ic.claim FROM incident_claim ic JOIN incident i ON i.number = ic.incident WHERE i.id = ?)", f.Incident)
	anyOf(&q, "c.predicate", f.Predicates)
	anyOf(&q, "c.stance", f.Stances)
	q.equal(q.order[0].name+" <= ?", string(f.SaidBy))
	if f.MinCertainty > 0 {
		q.where("c.certainty >= ?", f.MinCertainty)
	}
	if f.Extractor != "" {
		q.where(`lower(c.body{json} ->> 'extractor') LIKE lower(?) ESCAPE '\'`, "%"+likeEscape.Replace(f.Extractor)+"%")
	}
	if !f.KnownBy.IsZero() {
		q.where("k.at <= ?", micros(f.KnownBy))
	}
	return page(ctx, s.seen, q, f.Paging, claimColumns, scanClaim)
}

// likeEscape makes a text fit for LIKE, where it then stands for itself.
var likeEscape = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// matchSort is how many claims that fit a query are rather sorted than looked
// for along an index that is in order.
const matchSort = 2000

// claimOrder is the order of claims, by the columns of a table that has them.
func claimOrder(table string) []column {
	return []column{{table + ".day", ""}, {table + ".document", ""}, {table + ".start", int64(0)}, {table + ".id", ""}}
}

// claimSelection begins a query in the order of claims with the conditions that
// can drive it: rare words, else a party's own entries in that order ({join} keeps
// the engine from turning the joins round), else the order itself.
func claimSelection(f ledger.ClaimFilter, words match) selection {
	const known = " {join} known k ON k.claim = c.id"
	const sits = "EXISTS (SELECT 1 FROM party WHERE side = ? AND key = ? AND day = c.day AND document = c.document AND start = c.start AND id = c.id)"
	q := selection{from: "claim c" + known, newest: f.Newest, order: claimOrder("c")}
	seats := [][2]string{}
	for _, seat := range [][2]string{{saysSide, f.Source}, {relaysSide, f.Relay}, {doesSide, f.Party}} {
		if seat[1] != "" {
			seats = append(seats, [2]string{seat[0], indexKey(seat[1])})
		}
	}
	if words.rare {
		q.matching("c.number IN (%s)", words)
	} else {
		q.matching("+c.number IN (%s)", words) // the plus keeps it from driving
	}
	if !words.rare && len(seats) > 0 {
		q.from = "party p {join} claim c ON c.number = p.claim" + known
		q.order = claimOrder("p")
		q.where("p.side = ? AND p.key = ?", seats[0][0], seats[0][1])
		seats = seats[1:]
	}
	for _, seat := range seats {
		q.where(sits, seat[0], seat[1])
	}
	return q
}
