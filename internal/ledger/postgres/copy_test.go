package postgres

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/postgres/pgtest"
	"ascribe/internal/ledger/relational"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// TestCopy moves a ledger from a file to a database and back: hashes stay, and
// what comes out can be written to.
func TestCopy(t *testing.T) {
	server := pgtest.Start(t)
	first, second := opened(t, filepath.Join(t.TempDir(), "first")), opened(t, filepath.Join(t.TempDir(), "second"))
	between := openedAt(t, server.Database(t))
	put(t, first, 12)
	var rs []ledger.Record
	for r := range synthetic.New(1).Records(12) {
		rs = append(rs, r)
	}
	if err := first.PutIncidents(t.Context(), synthetic.Incidents(rs)); err != nil {
		t.Fatal(err)
	}
	if err := first.Remove(t.Context(), rs[11].Document.ID); err != nil {
		t.Fatal(err)
	}
	there, err := relational.Copy(t.Context(), first.Store, between.Store)
	if err != nil {
		t.Fatal(err)
	}
	back, err := relational.Copy(t.Context(), between.Store, second.Store)
	if err != nil || there != back {
		t.Fatalf("the hashes are %s and %s: %v", there, back, err)
	}
	if _, err := relational.Copy(t.Context(), first.Store, between.Store); !errors.Is(err, relational.ErrNotEmpty) {
		t.Errorf("copied into a ledger that is not empty: error is %v", err)
	}
	for _, l := range []ledger.Ledger{between, second} {
		put(t, l, 20)
		report, err := l.Check(t.Context())
		if err != nil || len(report.Problems) > 0 || report.Documents != 20 {
			t.Errorf("after more documents: %+v, %v", report, err)
		}
	}
}

func opened(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestBackupWhileWriting: the backup is a whole ledger of one moment.
func TestBackupWhileWriting(t *testing.T) {
	s := openedAt(t, pgtest.Start(t).Database(t))
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
	report, err := opened(t, path).Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Documents < 5 {
		t.Fatalf("the backup has %+v, %v", report, err)
	}
	if _, err := os.Stat(path + ".part"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is left of making it: %v", err)
	}
}
