package relational

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// forever is later than every judgement, in microseconds.
const forever = math.MaxInt64

// show makes the claims of a document what the judgements made by an instant
// make of them. Documents that nobody judged cost one look into an index.
func show(ctx context.Context, tx conn, document string, by int64) error {
	judgements, err := judgementsOf(ctx, tx, document, by)
	if err != nil {
		return err
	}
	var judged bool
	const query = "SELECT EXISTS (SELECT 1 FROM claim c JOIN review r ON r.claim = c.number WHERE c.document = ?)"
	if err := tx.row(ctx, query, document).Scan(&judged); err != nil {
		return err
	}
	if len(judgements) == 0 && !judged {
		return nil
	}
	d, err := decoded[ascribe.Document](ctx, tx, "document", document, "SELECT body FROM document WHERE id = ?")
	if errors.Is(err, ledger.ErrNotFound) { // judged before it was removed
		return nil
	}
	if err != nil {
		return err
	}
	extracted, err := extractedClaims(ctx, tx, document)
	if err != nil {
		return err
	}
	return showAs(ctx, tx, d, extracted, ledger.Judged(extracted, judgements))
}

func judgementsOf(ctx context.Context, tx conn, document string, by int64) ([]ascribe.Judgement, error) {
	const query = "SELECT j.body FROM judgement_document d JOIN judgement j ON j.number = d.judgement WHERE d.document = ? AND j.at <= ?"
	return collect(ctx, tx, query, []any{document, by}, func(scan func(...any) error) (j ascribe.Judgement, err error) {
		var body string
		if err = scan(&body); err == nil {
			err = json.Unmarshal([]byte(body), &j)
		}
		return j, err
	})
}

// extractedClaims are the claims of a document as they were read.
func extractedClaims(ctx context.Context, tx conn, document string) ([]ledger.Entry, error) {
	const query = `
		SELECT coalesce(r.extracted, c.body), k.at FROM claim c JOIN known k ON k.claim = c.id LEFT JOIN review r ON r.claim = c.number
		WHERE c.document = ? ORDER BY c.start, c.id`
	return collect(ctx, tx, query, []any{document}, func(scan func(...any) error) (e ledger.Entry, err error) {
		var body string
		var known int64
		if err = scan(&body, &known); err == nil {
			err = json.Unmarshal([]byte(body), &e.Claim)
		}
		e.Known = instant(known)
		return e, err
	})
}

// showAs writes the claims of a document as they are judged.
func showAs(ctx context.Context, tx conn, d ascribe.Document, extracted, judged []ledger.Entry) error {
	claims := make([]ascribe.Claim, len(judged))
	for i, e := range judged {
		claims[i] = e.Claim
	}
	if err := writeClaims(ctx, tx, d, claims); err != nil {
		return err
	}
	const empty = "DELETE FROM review WHERE claim IN (SELECT number FROM claim WHERE document = ?)"
	if _, err := tx.exec(ctx, empty, d.ID); err != nil {
		return err
	}
	var rows [][]any // claim, rejected, as it was read, review
	for i, e := range judged {
		if e.Review == nil {
			continue
		}
		parts, err := bodies(extracted[i].Claim, e.Review)
		if err != nil {
			return err
		}
		rejected := 0
		if e.Review.Rejected() {
			rejected = 1
		}
		rows = append(rows, []any{e.ID, rejected, parts[0], parts[1]})
	}
	if _, err := tx.execRows(ctx, `INSERT INTO review (claim, rejected, extracted, body)
		SELECT c.number, CAST(j.value ->> 1 AS BIGINT), j.value ->> 2, j.value ->> 3 FROM {rows} JOIN claim c ON c.id = j.value ->> 0`, rows); err != nil {
		return err
	}
	return tx.dialect.IndexClaims(ctx, tx, d.ID)
}

// asKnown runs f with the ledger as it showed claims at an instant, those of one document or, without
// its id, of all: where judgements were made since, in a transaction that makes claims what they were and is taken back.
func (s *Store) asKnown(ctx context.Context, at time.Time, document string, f func(*Store) error) error {
	if at.IsZero() {
		return f(s)
	}
	const query = `
		SELECT DISTINCT d.document FROM judgement j JOIN judgement_document d ON d.judgement = j.number
		WHERE j.at > ? AND j.target_kind = ? AND (d.document = ? OR ? = '') ORDER BY d.document`
	documents, err := collect(ctx, s.seen, query, []any{micros(at), string(ascribe.ClaimTarget), document, document}, func(scan func(...any) error) (id string, err error) {
		return id, scan(&id)
	})
	if err != nil {
		return err
	}
	if len(documents) == 0 {
		return f(s)
	}
	back := errors.New("taken back")
	err = s.update(ctx, func(tx conn) error {
		for _, d := range documents {
			if err := show(ctx, tx, d, micros(at)); err != nil {
				return fmt.Errorf("ledger: document %s as of %s: %w", d, at.Format(time.RFC3339), err)
			}
		}
		past := *s
		past.seen = tx
		if err := f(&past); err != nil {
			return err
		}
		return back
	})
	if errors.Is(err, back) {
		return nil
	}
	return err
}
