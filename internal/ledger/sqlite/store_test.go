package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/ledgertest"
	"ascribe/internal/ledger/synthetic"
)

func opened(t testing.TB) ledger.Ledger {
	return openedAt(t, filepath.Join(t.TempDir(), "ledger"))
}

func openedAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path)
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

// tamper runs SQL on a ledger's file behind the store's back.
func tamper(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = db.ExecContext(t.Context(), statement)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestLedger(t *testing.T) { ledgertest.Run(t, opened) }

func TestOpenKeepsWhatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder", "50% of ?#&.ledger")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, 2)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the ledger is not at its path: %v", err)
	}
	size, err := openedAt(t, path).Size(t.Context())
	if err != nil || size.Documents != 2 {
		t.Fatalf("size is %+v, %v", size, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	if err := os.WriteFile(text, []byte("These are notes, and no database at all."), 0o600); err != nil {
		t.Fatal(err)
	}
	short := filepath.Join(folder, "short.txt")
	if err := os.WriteFile(short, []byte("Hi"), 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(folder, "foreign.db")
	tamper(t, foreign, "CREATE TABLE song (title TEXT)")
	newer := filepath.Join(folder, "newer")
	if err := openedAt(t, newer).Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, newer, "PRAGMA user_version = 999")
	for path, want := range map[string]error{text: ledger.ErrNotLedger, short: ledger.ErrNotLedger, foreign: ledger.ErrNotLedger, newer: ledger.ErrNewer} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for name, open := range map[string]func(context.Context, string) (*Store, error){"Open": Open, "OpenExisting": OpenExisting} {
			_, err = open(t.Context(), path)
			if !errors.Is(err, want) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s(%s): error is %v, want %v with the path", name, path, err, want)
			}
		}
		after, err := os.ReadFile(path)
		if err != nil || string(after) != string(before) {
			t.Errorf("%s was changed: %v", path, err)
		}
	}
	_, err := OpenExisting(t.Context(), filepath.Join(folder, "missing"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing ledger: error is %v", err)
	}
	if _, err := Open(t.Context(), folder); err == nil {
		t.Error("a folder was opened")
	}
}

func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	errs := make(chan error)
	for range 4 {
		go func() {
			s, err := Open(context.Background(), path)
			if err == nil {
				err = s.Close()
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestCheckFindsDamage(t *testing.T) {
	for name, test := range map[string]struct{ statement, where string }{
		"changed original":  {"UPDATE original SET bytes = x'00' WHERE document = (SELECT min(id) FROM document)", "doc-"},
		"missing original":  {"DELETE FROM original WHERE document = (SELECT min(id) FROM document)", "doc-"},
		"changed text":      {"UPDATE document SET content = replace(content, 'Report', 'Rumour')", "doc-"},
		"changed claim":     {"UPDATE claim SET body = replace(body, '\"start\":', '\"start\":1') WHERE id = (SELECT min(id) FROM claim)", "doc-"},
		"index out of step": {"INSERT INTO claim_text (rowid, names, quote) VALUES (999999, 'ghost', 'ghost')", "claim_text"},
		"missing row":       {"PRAGMA foreign_keys = 0; DELETE FROM document WHERE id = (SELECT min(id) FROM document)", "claim"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger")
			s := openedAt(t, path)
			put(t, s, 3)
			tamper(t, path, test.statement)
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

func TestBackupWhileWriting(t *testing.T) {
	s := opened(t)
	put(t, s, 5)
	written := make(chan error)
	go func() {
		var err error
		for i := 5; i < 40 && err == nil; i++ {
			err = s.Put(context.Background(), synthetic.New(1).Record(i))
		}
		written <- err
	}()
	path := filepath.Join(t.TempDir(), "backup")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	report, err := openedAt(t, path).Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Documents < 5 {
		t.Fatalf("the backup has %+v, %v", report, err)
	}
}

func TestCancelledPutLeavesNothing(t *testing.T) {
	s := opened(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Put(ctx, synthetic.New(1).Record(0)); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if size, err := s.Size(t.Context()); err != nil || size.Documents != 0 {
		t.Errorf("size is %+v, %v", size, err)
	}
}

// TestTwoWriters has two programs fill one ledger at once.
func TestTwoWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	stores := []*Store{openedAt(t, path), openedAt(t, path)}
	const each = 30
	errs := make(chan error)
	for i, s := range stores {
		go func() {
			var err error
			for n := i * each / 2; n < i*each/2+each && err == nil; n++ { // half of the documents are the same
				err = s.Put(context.Background(), synthetic.New(1).Record(n))
			}
			errs <- err
		}()
	}
	for range stores {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	report, err := stores[0].Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Documents != each+each/2 {
		t.Errorf("the ledger has %+v, %v", report, err)
	}
}
