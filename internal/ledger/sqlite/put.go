package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// Put implements ledger.Writer.
func (s *Store) Put(ctx context.Context, r ledger.Record) error {
	if err := r.Validate(); err != nil {
		return err
	}
	if r.Known.IsZero() {
		r.Known = time.Now()
	}
	return s.update(ctx, func(tx *sql.Tx) error {
		for _, part := range []func(context.Context, *sql.Tx, ledger.Record) error{
			putDocument, putOriginal, putStamp, putBands, putCopies, putEntities, putClaims,
		} {
			if err := part(ctx, tx, r); err != nil {
				return fmt.Errorf("ledger: document %s: %w", r.Document.ID, err)
			}
		}
		return nil
	})
}

func putDocument(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	layout := ascribe.Text{Blocks: r.Text.Blocks, Markup: r.Text.Markup}
	parts, err := bodies(r.Document, r.Mentions, layout)
	if err != nil {
		return err
	}
	d := r.Document
	_, err = tx.ExecContext(ctx, `
		INSERT INTO document (id, published, publisher, title, byline, claims, body, signature, mentions, layout, content)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET published = excluded.published, publisher = excluded.publisher, title = excluded.title,
			byline = excluded.byline, claims = excluded.claims, body = excluded.body, signature = excluded.signature,
			mentions = excluded.mentions, layout = excluded.layout, content = excluded.content`,
		d.ID, d.Published, d.Publisher, d.Title, d.Byline, len(r.Claims), parts[0], packWords(r.Signature), parts[1], parts[2], r.Text.Content)
	return err
}

// bodies encodes nouns as JSON.
func bodies(nouns ...any) ([]string, error) {
	out := make([]string, len(nouns))
	for i, noun := range nouns {
		b, err := json.Marshal(noun)
		if err != nil {
			return nil, err
		}
		out[i] = string(b)
	}
	return out, nil
}

func putOriginal(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	if err := putOrigin(ctx, tx, r.Document.ID, ledger.Origin{File: r.Document.File, Read: r.Document.Read}); err != nil {
		return err
	}
	if r.Raw != nil { // the id is the hash of the bytes: what is there already is the same
		_, err := tx.ExecContext(ctx, "INSERT INTO original (document, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING", r.Document.ID, r.Raw)
		return err
	}
	var one int
	err := tx.QueryRowContext(ctx, "SELECT 1 FROM original WHERE document = ?", r.Document.ID).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: its original bytes were never kept", ledger.ErrInvalid)
	}
	return err
}

func putOrigin(ctx context.Context, tx *sql.Tx, document string, o ledger.Origin) error {
	if o.File == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO origin (document, read, file) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
		document, micros(o.Read), o.File)
	return err
}

func putStamp(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM stamp WHERE document = ?", r.Document.ID); err != nil {
		return err
	}
	for _, stage := range slices.Sorted(maps.Keys(r.Stamp.Stages)) {
		if _, err := tx.ExecContext(ctx, "INSERT INTO stamp (document, stage, version) VALUES (?, ?, ?)",
			r.Document.ID, stage, r.Stamp.Stages[stage]); err != nil {
			return err
		}
	}
	return nil
}

func putBands(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM band WHERE document = ?", r.Document.ID); err != nil {
		return err
	}
	list, err := packBands(r.Bands)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO band (band, document) SELECT value, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING", r.Document.ID, list)
	return err
}

// packBands writes bands as a JSON list of signed numbers, which SQLite has.
func packBands(bands []uint64) (string, error) {
	signed := make([]int64, len(bands))
	for i, b := range bands {
		signed[i] = int64(b)
	}
	list, err := json.Marshal(signed)
	return string(list), err
}

func putCopies(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM copy WHERE found_by = ?", r.Document.ID); err != nil {
		return err
	}
	for _, c := range r.Copies {
		other := c.Of
		if other == r.Document.ID {
			other = c.Document
		}
		var one int
		if err := tx.QueryRowContext(ctx, "SELECT 1 FROM document WHERE id = ?", other).Scan(&one); err != nil {
			return fmt.Errorf("%w: copy link: %w", ledger.ErrInvalid, notFound(err, "document", other))
		}
	}
	return each(ctx, tx, "INSERT INTO copy (document, of, found_by, overlap) VALUES (?, ?, ?, ?)", r.Copies, func(c ascribe.Copy) ([]any, error) {
		return []any{c.Document, c.Of, r.Document.ID, c.Overlap}, nil
	})
}

func putEntities(ctx context.Context, tx *sql.Tx, r ledger.Record) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM entity WHERE document = ?", r.Document.ID); err != nil {
		return err
	}
	const insert = "INSERT INTO entity (document, id, type, names, body) VALUES (?, ?, ?, ?, ?)"
	return each(ctx, tx, insert, r.Entities, func(e ascribe.Entity) ([]any, error) {
		body, err := json.Marshal(e)
		return []any{r.Document.ID, e.ID, e.Type, strings.Join(append([]string{e.Name}, e.Aliases...), " · "), string(body)}, err
	})
}

// each executes one prepared statement for every item.
func each[T any](ctx context.Context, tx *sql.Tx, statement string, items []T, args func(T) ([]any, error)) error {
	if len(items) == 0 {
		return nil
	}
	stmt, err := tx.PrepareContext(ctx, statement)
	if err != nil {
		return err
	}
	defer stmt.Close() //nolint:errcheck // ends with the transaction anyway
	for _, item := range items {
		values, err := args(item)
		if err != nil {
			return err
		}
		if _, err := stmt.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return nil
}

// Found implements ledger.Writer.
func (s *Store) Found(ctx context.Context, document string, o ledger.Origin) error {
	return s.update(ctx, func(tx *sql.Tx) error {
		var one int
		if err := tx.QueryRowContext(ctx, "SELECT 1 FROM document WHERE id = ?", document).Scan(&one); err != nil {
			return notFound(err, "document", document)
		}
		return putOrigin(ctx, tx, document, o)
	})
}

// Remove implements ledger.Writer.
func (s *Store) Remove(ctx context.Context, document string) error {
	return s.update(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM document WHERE id = ?", document)
		if err != nil {
			return fmt.Errorf("ledger: document %s: %w", document, err)
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, notFound(sql.ErrNoRows, "document", document))
		}
		return nil
	})
}

// micros is an instant as it is stored; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant is the inverse of micros.
func instant(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// packWords writes 64-bit words as bytes.
func packWords(words []uint64) []byte {
	out := make([]byte, 0, 8*len(words))
	for _, w := range words {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return out
}

// unpackWords is the inverse of packWords.
func unpackWords(packed []byte) []uint64 {
	out := make([]uint64, 0, len(packed)/8)
	for ; len(packed) >= 8; packed = packed[8:] {
		out = append(out, binary.LittleEndian.Uint64(packed))
	}
	return out
}
