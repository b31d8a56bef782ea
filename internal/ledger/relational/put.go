package relational

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
	err := s.update(ctx, func(tx conn) error {
		for _, part := range []func(context.Context, conn, *ledger.Record) error{
			s.link, putDocument, putOriginal, putStamp, putBands, putCopies, putEntities, putClaims, s.index, s.journal,
		} {
			if err := part(ctx, tx, &r); err != nil {
				return fmt.Errorf("ledger: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("document %s: %w", r.Document.ID, err)
	}
	return nil
}

// link asks the record which documents it shares text with. Documents that share a
// band wait for each other, so that of two near-copies that are put at once the
// second one finds the first.
func (s *Store) link(ctx context.Context, tx conn, r *ledger.Record) error {
	keys := []int64{documentLock(r.Document.ID)}
	for _, b := range r.Bands {
		keys = append(keys, int64(b))
	}
	slices.Sort(keys) // in one order, so that no two wait for each other
	if err := s.dialect.Lock(ctx, tx, keys); err != nil || r.Link == nil || len(r.Bands) == 0 {
		return err
	}
	candidates, err := copyCandidates(ctx, tx, r.Document.ID, r.Bands)
	if err != nil {
		return err
	}
	r.Copies = nil
	for _, c := range candidates {
		if link, ok := r.Link(c); ok {
			r.Copies = append(r.Copies, link)
		}
	}
	return nil
}

func (s *Store) index(ctx context.Context, tx conn, r *ledger.Record) error {
	return s.dialect.IndexDocument(ctx, tx, *r)
}

func (s *Store) journal(ctx context.Context, tx conn, r *ledger.Record) error {
	return s.noteDocument(ctx, tx, r.Document.ID)
}

func putDocument(ctx context.Context, tx conn, r *ledger.Record) error {
	layout := ascribe.Text{Blocks: r.Text.Blocks, Markup: r.Text.Markup}
	parts, err := bodies(r.Document, r.Mentions, layout)
	if err != nil {
		return err
	}
	d := r.Document
	_, err = tx.exec(ctx, `
		INSERT INTO document (id, published, publisher, title, byline, claims, body, signature, mentions, layout, content)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET published = excluded.published, publisher = excluded.publisher, title = excluded.title,
			byline = excluded.byline, claims = excluded.claims, body = excluded.body, signature = excluded.signature,
			mentions = excluded.mentions, layout = excluded.layout, content = excluded.content`,
		d.ID, string(d.Published), indexKey(d.Publisher), d.Title, d.Byline, len(r.Claims), parts[0], packWords(r.Signature), parts[1], parts[2],
		tx.dialect.Exact(r.Text.Content))
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

func putOriginal(ctx context.Context, tx conn, r *ledger.Record) error {
	if err := putOrigin(ctx, tx, r.Document.ID, ledger.Origin{File: r.Document.File, Read: r.Document.Read}); err != nil {
		return err
	}
	if r.Raw != nil { // the id is the hash of the bytes: what is there already is the same
		_, err := tx.exec(ctx, "INSERT INTO original (document, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING", r.Document.ID, r.Raw)
		return err
	}
	var one int
	err := tx.row(ctx, "SELECT 1 FROM original WHERE document = ?", r.Document.ID).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: its original bytes were never kept", ledger.ErrInvalid)
	}
	return err
}

func putOrigin(ctx context.Context, tx conn, document string, o ledger.Origin) error {
	if o.File == "" {
		return nil
	}
	_, err := tx.exec(ctx, "INSERT INTO origin (document, read, file) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
		document, micros(o.Read), tx.dialect.Exact(o.File))
	return err
}

func putStamp(ctx context.Context, tx conn, r *ledger.Record) error {
	if _, err := tx.exec(ctx, "DELETE FROM stamp WHERE document = ?", r.Document.ID); err != nil {
		return err
	}
	for _, stage := range slices.Sorted(maps.Keys(r.Stamp.Stages)) {
		if _, err := tx.exec(ctx, "INSERT INTO stamp (document, stage, version) VALUES (?, ?, ?)",
			r.Document.ID, stage, r.Stamp.Stages[stage]); err != nil {
			return err
		}
	}
	return nil
}

func putBands(ctx context.Context, tx conn, r *ledger.Record) error {
	if _, err := tx.exec(ctx, "DELETE FROM band WHERE document = ?", r.Document.ID); err != nil {
		return err
	}
	_, err := tx.execRows(ctx, `INSERT INTO band (document, band)
		SELECT CAST(? AS TEXT), CAST(j.value ->> 0 AS BIGINT) FROM {rows} WHERE true ON CONFLICT DO NOTHING`, bandRows(r.Bands), r.Document.ID)
	return err
}

func putCopies(ctx context.Context, tx conn, r *ledger.Record) error {
	if _, err := tx.exec(ctx, "DELETE FROM copy WHERE found_by = ?", r.Document.ID); err != nil {
		return err
	}
	for _, c := range r.Copies {
		other := c.Of
		if other == r.Document.ID {
			other = c.Document
		}
		var one int
		if err := tx.row(ctx, "SELECT 1 FROM document WHERE id = ?", other).Scan(&one); err != nil {
			return fmt.Errorf("%w: copy link: %w", ledger.ErrInvalid, notFound(err, "document", other))
		}
	}
	rows := make([][]any, len(r.Copies))
	for i, c := range r.Copies {
		rows[i] = []any{c.Document, c.Of, c.Overlap}
	}
	_, err := tx.execRows(ctx, `INSERT INTO copy (found_by, document, of, overlap)
		SELECT CAST(? AS TEXT), j.value ->> 0, j.value ->> 1, CAST(j.value ->> 2 AS DOUBLE PRECISION) FROM {rows}`, rows, r.Document.ID)
	return err
}

func putEntities(ctx context.Context, tx conn, r *ledger.Record) error {
	if _, err := tx.exec(ctx, "DELETE FROM entity WHERE document = ?", r.Document.ID); err != nil {
		return err
	}
	rows := make([][]any, len(r.Entities))
	for i, e := range r.Entities {
		body, err := json.Marshal(e)
		if err != nil {
			return err
		}
		rows[i] = []any{e.ID, string(e.Type), strings.Join(append([]string{e.Name}, e.Aliases...), " · "), string(body)}
	}
	_, err := tx.execRows(ctx, `INSERT INTO entity (document, id, type, names, body)
		SELECT CAST(? AS TEXT), j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3 FROM {rows}`, rows, r.Document.ID)
	return err
}

// Found implements ledger.Writer.
func (s *Store) Found(ctx context.Context, document string, o ledger.Origin) error {
	return s.update(ctx, func(tx conn) error {
		if err := s.lockDocuments(ctx, tx, []string{document}); err != nil {
			return fmt.Errorf("ledger: document %s: %w", document, err)
		}
		var one int
		if err := tx.row(ctx, "SELECT 1 FROM document WHERE id = ?", document).Scan(&one); err != nil {
			return notFound(err, "document", document)
		}
		err := putOrigin(ctx, tx, document, o)
		if err == nil {
			err = s.noteDocument(ctx, tx, document)
		}
		return err
	})
}

// Remove implements ledger.Writer.
func (s *Store) Remove(ctx context.Context, document string) error {
	return s.update(ctx, func(tx conn) error {
		err := s.lockDocuments(ctx, tx, []string{document})
		if err != nil {
			return fmt.Errorf("ledger: document %s: %w", document, err)
		}
		n, err := tx.exec(ctx, "DELETE FROM document WHERE id = ?", document)
		if err != nil {
			return fmt.Errorf("ledger: document %s: %w", document, err)
		}
		if n == 0 {
			return notFound(sql.ErrNoRows, "document", document)
		}
		return s.note(ctx, tx, ledger.RemovedDeed, document, "")
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

// longestKey is the number of bytes of a name that an index keeps: PostgreSQL has
// no place for entries above 2704 (nbtree.h, BTMaxItemSize).
const longestKey = 1000

// indexKey is a name as columns hold it that are looked up: a very long one ends
// with its hash.
func indexKey(name string) string {
	if len(name) <= longestKey {
		return name
	}
	return strings.ToValidUTF8(name[:longestKey], "") + ascribe.HashOf([]byte(name))
}
