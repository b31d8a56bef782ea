package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"ascribe"
	"ascribe/internal/ledger"
)

// putClaims makes the claims of a document those of the record. Claims that stay
// keep their row, and so their place in incidents.
func putClaims(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	if err := deleteOtherClaims(ctx, tx, r); err != nil {
		return err
	}
	if err := putKnown(ctx, tx, r); err != nil {
		return err
	}
	const upsert = `
		INSERT INTO claim (id, document, day, start, predicate, stance, certainty, statement, names, quote, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET document = excluded.document, day = excluded.day, start = excluded.start,
			predicate = excluded.predicate, stance = excluded.stance, certainty = excluded.certainty,
			statement = excluded.statement, names = excluded.names, quote = excluded.quote, body = excluded.body`
	if err := each(ctx, tx, upsert, r.Claims, func(c ascribe.Claim) ([]any, error) {
		body, err := json.Marshal(c)
		return []any{c.ID, c.Document, ledger.SaidDay(r.Document, c), c.Quote.Start, c.Predicate, c.Stance, c.Certainty,
			c.Statement.Key(), ledger.PartyNames(c), c.Quote.Text, string(body)}, err
	}); err != nil {
		return err
	}
	return putParties(ctx, tx, r.Document.ID, r.Claims)
}

// deleteOtherClaims deletes the claims that the document no longer has.
func deleteOtherClaims(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	ids, err := claimIDs(r.Claims)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM claim WHERE document = ? AND id NOT IN (SELECT value FROM json_each(?))", r.Document.ID, ids)
	return err
}

// putKnown notes when claims were first known, unless that is noted already.
func putKnown(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	ids, err := claimIDs(r.Claims)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO known (claim, at) SELECT value, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING", micros(r.Known), ids)
	return err
}

// claimIDs are the ids of claims as a JSON list.
func claimIDs(claims []ascribe.Claim) (string, error) {
	ids := make([]string, len(claims))
	for i, c := range claims {
		ids[i] = c.ID
	}
	list, err := json.Marshal(ids)
	return string(list), err
}

// The sides of a claim on which a party can stand: see table party.
const (
	saysSide   = "says"
	relaysSide = "relays"
	doesSide   = "does"
)

func sideOf(role ledger.PartyRole) string {
	switch role {
	case ledger.SourceRole, ledger.SpeaksForRole:
		return saysSide
	case ledger.ViaRole:
		return relaysSide
	default:
		return doesSide
	}
}

func putParties(ctx context.Context, tx *sql.Tx, document string, claims []ascribe.Claim) error {
	const empty = "DELETE FROM party WHERE claim IN (SELECT number FROM claim WHERE document = ?)"
	if _, err := tx.ExecContext(ctx, empty, document); err != nil {
		return err
	}
	seats := [][3]string{} // side, key, claim
	for _, c := range claims {
		for _, p := range ledger.Parties(c) {
			seats = append(seats, [3]string{sideOf(p.Role), p.Party.Key(), c.ID})
		}
	}
	list, err := json.Marshal(seats)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO party (side, key, day, document, start, id, claim)
		SELECT j.value ->> 0, j.value ->> 1, c.day, c.document, c.start, c.id, c.number
		FROM json_each(?) j JOIN claim c ON c.id = j.value ->> 2
		WHERE true ON CONFLICT DO NOTHING`, string(list))
	return err
}
