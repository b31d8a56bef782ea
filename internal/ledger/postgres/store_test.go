package postgres

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/ledgertest"
	"ascribe/internal/ledger/postgres/pgtest"
	"ascribe/internal/ledger/synthetic"
)

func openedAt(t testing.TB, address string) *Store {
	t.Helper()
	s, err := Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// put stores the first n synthetic records.
func put(t testing.TB, l ledger.Writer, n int) {
	t.Helper()
	for r := range synthetic.New(1).Records(n) {
		if err := l.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
}

// tamper runs SQL behind the store's back.
func tamper(t *testing.T, address, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err == nil {
		_, err = db.ExecContext(t.Context(), statement)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestLedger(t *testing.T) {
	server := pgtest.Start(t)
	ledgertest.Run(t, func(t testing.TB) ledger.Ledger { return openedAt(t, server.Database(t)) })
}

func TestOpenRefuses(t *testing.T) {
	server := pgtest.Start(t)
	foreign, newer, empty := server.Database(t), server.Database(t), server.Database(t)
	tamper(t, foreign, "CREATE TABLE song (title TEXT)")
	if err := openedAt(t, newer).Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, newer, "UPDATE ascribe_ledger SET version = 999")
	for address, want := range map[string]error{foreign: ledger.ErrNotLedger, newer: ledger.ErrNewer} {
		for name, open := range map[string]func(context.Context, string) (*Store, error){"Open": Open, "OpenExisting": OpenExisting} {
			if _, err := open(t.Context(), address); !errors.Is(err, want) {
				t.Errorf("%s(%s): error is %v, want %v", name, address, err, want)
			}
		}
	}
	if _, err := OpenExisting(t.Context(), empty); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of an empty database: error is %v", err)
	}
	for _, address := range []string{"postgres://nobody:secret@127.0.0.1:1/none", "postgres://me:secret@[::/x"} {
		if _, err := Open(t.Context(), address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("Open(%s): error is %v, want one without the password", address, err)
		}
	}
}

// TestSchemasApart: two ledgers in one database know nothing of each other.
func TestSchemasApart(t *testing.T) {
	server := pgtest.Start(t)
	one, two := server.Database(t), server.Database(t)
	if one == two || strings.Split(one, "&search_path")[0] != strings.Split(two, "&search_path")[0] {
		t.Fatalf("%s and %s are not schemas of one database", one, two)
	}
	put(t, openedAt(t, one), 2)
	if size, err := openedAt(t, two).Size(t.Context()); err != nil || size.Documents != 0 {
		t.Errorf("the other ledger holds %+v, %v", size, err)
	}
}

func TestCheckFindsDamage(t *testing.T) {
	server := pgtest.Start(t)
	for name, test := range map[string]struct{ statement, where string }{
		"changed original":  {"UPDATE original SET bytes = '\\x00' WHERE document = (SELECT min(id) FROM document)", "doc-"},
		"missing original":  {"DELETE FROM original WHERE document = (SELECT min(id) FROM document)", "doc-"},
		"changed text":      {"UPDATE document SET content = overlay(content placing 'X' from 1)", "doc-"},
		"changed claim":     {"UPDATE claim SET body = replace(body, '\"start\":', '\"start\":1') WHERE id = (SELECT min(id) FROM claim)", "doc-"},
		"index out of step": {"UPDATE claim_text SET words = 'ghost:1'", "claim_text"},
		"missing entries":   {"DELETE FROM document_text", "document_text"},
	} {
		t.Run(name, func(t *testing.T) {
			address := server.Database(t)
			s := openedAt(t, address)
			put(t, s, 3)
			tamper(t, address, test.statement)
			report, err := s.Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range report.Problems {
				if strings.HasPrefix(p.Where, test.where) {
					return
				}
			}
			t.Errorf("problems are %+v, want one at %s…", report.Problems, test.where)
		})
	}
}

// TestManyWriters has several processes' stores fill one ledger at once with
// documents that are partly the same.
func TestManyWriters(t *testing.T) {
	address := pgtest.Start(t).Database(t)
	const each, writers = 20, 4
	errs := make(chan error)
	for i := range writers {
		s := openedAt(t, address)
		go func() {
			var err error
			for n := i * each / 2; n < i*each/2+each && err == nil; n++ {
				err = s.Put(context.Background(), synthetic.New(1).Record(n))
			}
			errs <- err
		}()
	}
	for range writers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	report, err := openedAt(t, address).Check(t.Context())
	if want := each + (writers-1)*each/2; err != nil || len(report.Problems) > 0 || report.Documents != want {
		t.Errorf("the ledger has %+v, %v; want %d documents", report, err, want)
	}
}
