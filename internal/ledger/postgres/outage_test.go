package postgres

import (
	"context"
	"strings"
	"testing"
	"time"

	"ascribe/internal/ledger/postgres/pgtest"
	"ascribe/internal/ledger/synthetic"
)

// TestDatabaseGoneAndBack: while the database is away every call fails and says so;
// when it is back the same store goes on, and holds what it held.
func TestDatabaseGoneAndBack(t *testing.T) {
	server := pgtest.Start(t)
	s := openedAt(t, server.Database(t))
	put(t, s, 3)
	for name, end := range map[string]func(){"stopped": server.Stop, "killed": server.Kill} {
		end()
		if err := s.Put(t.Context(), synthetic.New(1).Record(3)); err == nil || !strings.Contains(err.Error(), "document doc-") {
			t.Errorf("%s: error of Put is %v", name, err)
		}
		if _, err := s.Size(t.Context()); err == nil {
			t.Errorf("%s: Size answers", name)
		}
		server.Run(t)
		if size, err := s.Size(t.Context()); err != nil || size.Documents != 3 {
			t.Errorf("%s and back: the ledger holds %+v, %v", name, size, err)
		}
	}
	put(t, s, 5)
	report, err := s.Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Documents != 5 {
		t.Errorf("%+v, %v", report, err)
	}
	if v, err := s.Verify(t.Context(), ""); err != nil || len(v.Problems) > 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestServersDiskFull has the database refuse rows for want of space, half-way through
// a document: nothing of it is kept, and later it goes in.
func TestServersDiskFull(t *testing.T) {
	address := pgtest.Start(t).Database(t)
	s := openedAt(t, address)
	put(t, s, 2)
	tamper(t, address, `
		CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
			$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
		CREATE TRIGGER full_disk BEFORE INSERT ON party FOR EACH ROW EXECUTE FUNCTION full_disk()`)
	before, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), synthetic.New(1).Record(2)); err == nil || !strings.Contains(err.Error(), "No space left") {
		t.Errorf("error is %v", err)
	}
	if size, err := s.Size(t.Context()); err != nil || size.Documents != 2 {
		t.Errorf("the ledger holds %+v, %v", size, err)
	}
	if after, err := s.Head(t.Context()); err != nil || after != before {
		t.Errorf("the journal's head was %+v and is %+v, %v", before, after, err)
	}
	tamper(t, address, "DROP FUNCTION full_disk() CASCADE")
	put(t, s, 3)
}

// TestAlone: of two processes one makes incidents; when it ends, or is killed, the
// other may.
func TestAlone(t *testing.T) {
	server := pgtest.Start(t)
	address := server.Database(t)
	one, two := openedAt(t, address), openedAt(t, address)
	ran, err := one.Alone(t.Context(), func() error {
		if ran, err := two.Alone(t.Context(), func() error { return nil }); ran || err != nil {
			t.Errorf("both run: %v", err)
		}
		return nil
	})
	if !ran || err != nil {
		t.Errorf("the first doesn't run: %v", err)
	}
	hangs, ended := make(chan struct{}), make(chan struct{})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	go func() {
		defer close(ended)
		_, _ = one.Alone(ctx, func() error { close(hangs); <-ctx.Done(); return nil }) // its connection is cut below
	}()
	<-hangs
	tamper(t, address, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()")
	for ran = false; !ran && ctx.Err() == nil; {
		if ran, err = two.Alone(ctx, func() error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if !ran {
		t.Error("the lock of a process that is gone stays")
	}
	cancel()
	<-ended
}
