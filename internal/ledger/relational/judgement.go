package relational

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"ascribe"
	"ascribe/internal/ledger"
)

// Judge implements ledger.Writer.
func (s *Store) Judge(ctx context.Context, j ascribe.Judgement) error {
	if err := j.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ledger.ErrInvalid, err)
	}
	return s.update(ctx, func(tx conn) error {
		if err := s.lockDocuments(ctx, tx, ledger.Documents(j)); err != nil {
			return fmt.Errorf("ledger: %s: %w", j.ID, err)
		}
		if err := putJudgement(ctx, tx, j); err != nil {
			return fmt.Errorf("ledger: %s: %w", j.ID, err)
		}
		if j.Target.Kind == ascribe.ClaimTarget {
			if err := show(ctx, tx, j.Target.Place.Document, forever); err != nil {
				return err
			}
		}
		digest, err := judgementDigest(ctx, tx, j.ID)
		if err == nil {
			err = s.note(ctx, tx, ledger.JudgedDeed, j.ID, digest)
		}
		return err
	})
}

// lockDocuments keeps others from changing what is derived from documents.
func (s *Store) lockDocuments(ctx context.Context, tx conn, ids []string) error {
	var keys []int64
	for _, id := range ids {
		keys = append(keys, documentLock(id))
	}
	slices.Sort(keys)
	return s.dialect.Lock(ctx, tx, keys)
}

func putJudgement(ctx context.Context, tx conn, j ascribe.Judgement) error {
	if j.Undoes != "" {
		var one int
		if err := tx.row(ctx, "SELECT 1 FROM judgement WHERE id = ?", j.Undoes).Scan(&one); err != nil {
			return fmt.Errorf("%w: it undoes another: %w", ledger.ErrInvalid, notFound(err, "judgement", j.Undoes))
		}
	}
	body, err := json.Marshal(j)
	if err != nil {
		return err
	}
	var number int64
	err = tx.row(ctx, `
		INSERT INTO judgement (id, at, kind, target_kind, target, reviewer, body) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING number`,
		j.ID, micros(j.Time), string(j.Kind), string(j.Target.Kind), j.Target.ID, j.Reviewer, string(body)).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) { // it is there already
		return nil
	}
	if err != nil {
		return err
	}
	_, err = tx.execRows(ctx, "INSERT INTO judgement_document (judgement, document) SELECT CAST(? AS BIGINT), j.value ->> 0 FROM {rows}", rowsOf(ledger.Documents(j)), number)
	return err
}

// Judgements implements ledger.Reader.
func (s *Store) Judgements(ctx context.Context, f ledger.JudgementFilter) (ledger.Page[ascribe.Judgement], error) {
	q := selection{from: "judgement j", order: []column{{"j.at", int64(0)}, {"j.id", ""}}, newest: f.Newest}
	q.equal("j.kind = ?", string(f.Kind))
	q.equal("j.target_kind = ?", string(f.Target.Kind))
	q.equal("j.target = ?", f.Target.ID)
	q.equal("j.number IN (SELECT judgement FROM judgement_document WHERE document = ?)", f.Document)
	q.equal("j.reviewer = ?", f.Reviewer)
	if !f.By.IsZero() {
		q.where("j.at <= ?", micros(f.By))
	}
	return page(ctx, s.seen, q, f.Paging, "j.body, j.at, j.id", func(scan func(...any) error) (j ascribe.Judgement, key []any, err error) {
		var body, id string
		var at int64
		if err = scan(&body, &at, &id); err == nil {
			err = json.Unmarshal([]byte(body), &j)
		}
		return j, []any{at, id}, err
	})
}

// Watches implements ledger.Reader.
func (s *Store) Watches(ctx context.Context) ([]ascribe.Watch, error) {
	return collect(ctx, s.seen, "SELECT body FROM watch ORDER BY id", nil, func(scan func(...any) error) (w ascribe.Watch, err error) {
		var body string
		if err = scan(&body); err == nil {
			err = json.Unmarshal([]byte(body), &w)
		}
		return w, err
	})
}

// PutWatch implements ledger.Writer.
func (s *Store) PutWatch(ctx context.Context, w ascribe.Watch) error {
	body, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("ledger: watch %q: %w", w.ID, err)
	}
	return s.update(ctx, func(tx conn) error {
		_, err := tx.exec(ctx, "INSERT INTO watch (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", w.ID, string(body))
		return err
	})
}

// RemoveWatch implements ledger.Writer.
func (s *Store) RemoveWatch(ctx context.Context, id string) error {
	return s.update(ctx, func(tx conn) error {
		n, err := tx.exec(ctx, "DELETE FROM watch WHERE id = ?", id)
		if err == nil && n == 0 {
			err = sql.ErrNoRows
		}
		if err != nil {
			return notFound(err, "watch", id)
		}
		return nil
	})
}
