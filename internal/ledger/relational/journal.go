package relational

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// note adds an entry to the journal, unless the last one on the subject says the
// same. It is the last thing that a transaction does, since every other one that
// writes waits for it from here on.
func (s *Store) note(ctx context.Context, tx conn, deed ledger.Deed, subject, digest string) error {
	var before string
	err := tx.row(ctx, "SELECT digest FROM journal WHERE subject = ? ORDER BY number DESC LIMIT 1", subject).Scan(&before)
	if err == nil && before == digest {
		return nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err := s.dialect.Lock(ctx, tx, []int64{journalLock}); err != nil {
		return err
	}
	last, err := head(ctx, tx)
	if err != nil {
		return err
	}
	act := ledger.Act{Number: last.Number + 1, At: micros(time.Now()), Deed: deed, Subject: subject, Digest: digest}
	_, err = tx.exec(ctx, "INSERT INTO journal (number, at, deed, subject, digest, hash) VALUES (?, ?, ?, ?, ?, ?)",
		act.Number, act.At, string(act.Deed), act.Subject, act.Digest, act.Chain(last.Hash))
	return err
}

// noteDocument adds what is kept of a document to the journal.
func (s *Store) noteDocument(ctx context.Context, tx conn, id string) error {
	digest, err := documentDigest(ctx, tx, id)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, ledger.PutDeed, id, digest)
}

// Head implements ledger.Ledger.
func (s *Store) Head(ctx context.Context) (ledger.Head, error) {
	h, err := head(ctx, s.seen)
	if err != nil {
		err = fmt.Errorf("ledger: journal: %w", err)
	}
	return h, err
}

func head(ctx context.Context, c conn) (h ledger.Head, err error) {
	err = c.row(ctx, "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1").Scan(&h.Number, &h.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return h, err
}

// documentDigest is the SHA-256 of the rows of a document: itself, where it was
// found, what was derived from it as it was derived, and since when that is known.
func documentDigest(ctx context.Context, c conn, id string) (string, error) {
	sum := sha256.New()
	for _, query := range []string{
		"SELECT body, mentions, layout FROM document WHERE id = ?",
		"SELECT content FROM document WHERE id = ?",
		"SELECT bytes FROM original WHERE document = ?",
		"SELECT read, file FROM origin WHERE document = ? ORDER BY read, file",
		"SELECT stage, version FROM stamp WHERE document = ? ORDER BY stage",
		"SELECT id, body FROM entity WHERE document = ? ORDER BY id",
		`SELECT coalesce(r.extracted, c.body), k.at FROM claim c JOIN known k ON k.claim = c.id
			LEFT JOIN review r ON r.claim = c.number WHERE c.document = ? ORDER BY c.id`,
	} {
		if err := digestRows(ctx, c, sum, query, id); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// digestRows writes the rows of a query, each as a line of JSON and all with an
// empty line behind, so that no row can pass for another.
func digestRows(ctx context.Context, c conn, sum hash.Hash, query, id string) error {
	rows, err := c.query(ctx, query, id)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // the error is that of rows.Err
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, to := make([][]byte, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	out := json.NewEncoder(sum)
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return err
		}
		if err := out.Encode(values); err != nil {
			return err
		}
	}
	_, _ = sum.Write([]byte("\n")) // never fails
	return rows.Err()
}

// Verify implements ledger.Ledger.
func (s *Store) Verify(ctx context.Context, noted string) (v ledger.Verification, err error) {
	v.Problems = []ledger.Problem{}
	err = s.snapshot(ctx, func(s *Store) error {
		last, err := s.walk(ctx, noted, &v)
		if err != nil {
			return err
		}
		for _, kind := range []struct {
			name, ids string
			put       ledger.Deed
			digest    func(context.Context, conn, string) (string, error)
		}{
			{"document", "SELECT id FROM document WHERE id > ? ORDER BY id LIMIT 1000", ledger.PutDeed, documentDigest},
			{"judgement", "SELECT id FROM judgement WHERE id > ? ORDER BY id LIMIT 1000", ledger.JudgedDeed, judgementDigest},
		} {
			problems, err := s.compare(ctx, last, kind.name, kind.ids, kind.put, kind.digest)
			v.Problems = append(v.Problems, problems...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		err = fmt.Errorf("ledger: journal: %w", err)
	}
	return v, err
}

// walk reads the journal through and returns the last act on each subject.
func (s *Store) walk(ctx context.Context, noted string, v *ledger.Verification) (map[string]ledger.Act, error) {
	last := map[string]ledger.Act{}
	found := noted == ""
	for {
		acts, err := s.actsAfter(ctx, v.Number)
		if err != nil {
			return nil, err
		}
		for _, a := range acts {
			where := fmt.Sprintf("entry %d", a.Number)
			if a.Number != v.Number+1 {
				v.Problems = append(v.Problems, ledger.Problem{Where: fmt.Sprintf("entry %d", v.Number+1), What: fmt.Sprintf("is missing; entry %d comes next", a.Number)})
			} else if a.Hash != a.Chain(v.Hash) {
				v.Problems = append(v.Problems, ledger.Problem{Where: where, What: fmt.Sprintf(
					"(%s %s) doesn't follow from entry %d: one of them was changed, or their order", a.Deed, a.Subject, v.Number)})
			}
			found = found || a.Hash == noted
			v.Number, v.Hash = a.Number, a.Hash
			last[a.Subject] = a
		}
		if len(acts) == 0 {
			break
		}
	}
	if !found {
		v.Problems = append(v.Problems, ledger.Problem{Where: "journal", What: "the hash that was noted is not in it: entries at the end are missing, or it was written anew"})
	}
	return last, nil
}

func (s *Store) actsAfter(ctx context.Context, number int64) ([]ledger.Act, error) {
	const query = "SELECT number, at, deed, subject, digest, hash FROM journal WHERE number > ? ORDER BY number LIMIT 1000"
	return collect(ctx, s.seen, query, []any{number}, func(scan func(...any) error) (a ledger.Act, err error) {
		return a, scan(&a.Number, &a.At, &a.Deed, &a.Subject, &a.Digest, &a.Hash)
	})
}

// compare holds what is kept of documents or judgements against what the journal
// says, and takes them out of it.
func (s *Store) compare(ctx context.Context, last map[string]ledger.Act, name, query string, put ledger.Deed,
	digest func(context.Context, conn, string) (string, error),
) (problems []ledger.Problem, err error) {
	var after string
	for {
		ids, err := collect(ctx, s.seen, query, []any{after}, func(scan func(...any) error) (id string, err error) { return id, scan(&id) })
		if err != nil {
			return problems, err
		}
		for _, id := range ids {
			have, err := digest(ctx, s.seen, id)
			if err != nil {
				return problems, err
			}
			if what := differs(last[id], put, have); what != "" {
				problems = append(problems, ledger.Problem{Where: id, What: what})
			}
			delete(last, id)
			after = id
		}
		if len(ids) == 0 {
			break
		}
	}
	for id, a := range last {
		if a.Deed == put {
			problems = append(problems, ledger.Problem{Where: id, What: fmt.Sprintf("is missing: entry %d %s this %s and none removes it", a.Number, a.Deed, name)})
		}
	}
	return problems, nil
}

func differs(a ledger.Act, put ledger.Deed, have string) string {
	switch {
	case a.Number == 0:
		return "no entry of the journal speaks of it: it was written past it, or before there was one"
	case a.Deed != put:
		return fmt.Sprintf("is there, though entry %d says %s", a.Number, a.Deed)
	case a.Digest != have:
		return fmt.Sprintf("was changed after entry %d", a.Number)
	}
	return ""
}

func judgementDigest(ctx context.Context, c conn, id string) (string, error) {
	var body string
	err := c.row(ctx, "SELECT body FROM judgement WHERE id = ?", id).Scan(&body)
	return ascribe.HashOf([]byte(body)), err
}

// Grouped returns the entry of the journal after which the incidents were made, as
// SetGrouped noted it; 0 where nothing is noted.
func (s *Store) Grouped(ctx context.Context) (entry int64, err error) {
	if err = s.seen.row(ctx, "SELECT coalesce(max(entry), 0) FROM grouped").Scan(&entry); err != nil {
		err = fmt.Errorf("ledger: %w", err)
	}
	return entry, err
}

// SetGrouped notes the entry of the journal after which the incidents were made.
func (s *Store) SetGrouped(ctx context.Context, entry int64) error {
	return s.update(ctx, func(tx conn) error {
		err := s.dialect.Lock(ctx, tx, []int64{incidentsLock})
		if err == nil {
			_, err = tx.exec(ctx, "DELETE FROM grouped")
		}
		if err == nil {
			_, err = tx.exec(ctx, "INSERT INTO grouped (entry) VALUES (?)", entry)
		}
		if err != nil {
			err = fmt.Errorf("ledger: %w", err)
		}
		return err
	})
}
