package relational

import (
	"context"
	"encoding/json"

	"ascribe"
	"ascribe/internal/ledger"
)

// putClaims makes the claims of a document those of the record. Claims that stay
// keep their row, and so their place in incidents.
func putClaims(ctx context.Context, tx conn, r *ledger.Record) error {
	if err := deleteOtherClaims(ctx, tx, r); err != nil {
		return err
	}
	const note = "INSERT INTO known (at, claim) SELECT CAST(? AS BIGINT), j.value ->> 0 FROM {rows} WHERE true ON CONFLICT DO NOTHING"
	if _, err := tx.execRows(ctx, note, claimIDs(r.Claims), micros(r.Known)); err != nil {
		return err
	}
	const unjudged = "DELETE FROM review WHERE claim IN (SELECT number FROM claim WHERE document = ?)"
	if _, err := tx.exec(ctx, unjudged, r.Document.ID); err != nil {
		return err
	}
	if err := writeClaims(ctx, tx, r.Document, r.Claims); err != nil {
		return err
	}
	return show(ctx, tx, r.Document.ID, forever)
}

// writeClaims writes the rows of all claims of a document, with their parties.
func writeClaims(ctx context.Context, tx conn, d ascribe.Document, claims []ascribe.Claim) error {
	rows := make([][]any, len(claims))
	for i, c := range claims {
		body, err := json.Marshal(c)
		if err != nil {
			return err
		}
		rows[i] = []any{c.ID, c.Document, string(ledger.SaidDay(d, c)), c.Quote.Start, string(c.Predicate), string(c.Stance), c.Certainty,
			indexKey(c.Statement.Key()), ledger.PartyNames(c), c.Quote.Text, string(body)}
	}
	const upsert = `
		INSERT INTO claim (id, document, day, start, predicate, stance, certainty, statement, names, quote, body)
		SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, CAST(j.value ->> 3 AS BIGINT), j.value ->> 4, j.value ->> 5,
			CAST(j.value ->> 6 AS DOUBLE PRECISION), j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10 FROM {rows} WHERE true
		ON CONFLICT (id) DO UPDATE SET document = excluded.document, day = excluded.day, start = excluded.start,
			predicate = excluded.predicate, stance = excluded.stance, certainty = excluded.certainty,
			statement = excluded.statement, names = excluded.names, quote = excluded.quote, body = excluded.body`
	if _, err := tx.execRows(ctx, upsert, rows); err != nil {
		return err
	}
	return putParties(ctx, tx, d.ID, claims)
}

// deleteOtherClaims deletes the claims that the document no longer has.
func deleteOtherClaims(ctx context.Context, tx conn, r *ledger.Record) error {
	list, err := json.Marshal(claimIDs(r.Claims))
	if err == nil {
		_, err = tx.exec(ctx, "DELETE FROM claim WHERE document = ? AND id NOT IN (SELECT j.value ->> 0 FROM {rows})", r.Document.ID, string(list))
	}
	return err
}

// claimIDs are the ids of claims as rows.
func claimIDs(claims []ascribe.Claim) [][]any {
	rows := make([][]any, len(claims))
	for i, c := range claims {
		rows[i] = []any{c.ID}
	}
	return rows
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

func putParties(ctx context.Context, tx conn, document string, claims []ascribe.Claim) error {
	const empty = "DELETE FROM party WHERE claim IN (SELECT number FROM claim WHERE document = ?)"
	if _, err := tx.exec(ctx, empty, document); err != nil {
		return err
	}
	var seats [][]any // side, key, claim
	for _, c := range claims {
		for _, p := range ledger.Parties(c) {
			seats = append(seats, []any{sideOf(p.Role), indexKey(p.Party.Key()), c.ID})
		}
	}
	_, err := tx.execRows(ctx, `
		INSERT INTO party (side, key, day, document, start, id, claim)
		SELECT j.value ->> 0, j.value ->> 1, c.day, c.document, c.start, c.id, c.number
		FROM {rows} JOIN claim c ON c.id = j.value ->> 2
		WHERE true ON CONFLICT DO NOTHING`, seats)
	return err
}
