// Package sqlite keeps the ledger in one SQLite file, in write-ahead mode: one
// writer at a time, any number of readers beside it, in one process or several.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite", in pure Go

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// busyTimeout is how long a writer waits for another process's transaction.
const busyTimeout = 30 * time.Second

// readers is the number of connections for reading.
const readers = 8

// Store is a ledger in a SQLite file.
type Store struct {
	*relational.Store
	path  string
	write *sql.DB // one connection; its transactions take the write lock at once
	read  *sql.DB
}

var _ ledger.Ledger = (*Store)(nil)

// Open opens the ledger at a path and brings its schema up to date; a new file
// and its folder are made where there are none. It fails with ErrNewer or
// ErrNotLedger, and then leaves the file as it was.
func Open(ctx context.Context, path string) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o750); err != nil {
		return nil, fmt.Errorf("ledger %s: its folder can't be made: %w", path, err)
	}
	return open(ctx, path, abs)
}

// OpenExisting opens a ledger that must be there already; else it fails with an
// error that wraps fs.ErrNotExist.
func OpenExisting(ctx context.Context, path string) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	if _, err := os.Stat(abs); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	return open(ctx, path, abs)
}

func open(ctx context.Context, path, abs string) (*Store, error) {
	if err := checkMagic(abs); err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	if f, err := os.OpenFile(abs, os.O_RDWR, 0); err == nil {
		f.Close()
	} else if errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission) {
		return openReadOnly(ctx, path, abs)
	}
	s := &Store{path: abs}
	var err error
	// A checkpoint every 32 MB rather than 4 writes a page that many documents
	// touch once, not for every dozen of them.
	if s.write, err = connect(abs, 1, "_txlock=immediate", "_pragma=synchronous(NORMAL)", "_pragma=wal_autocheckpoint(8000)"); err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	if err = migrate(ctx, s.write); err == nil {
		s.read, err = connect(abs, readers, "_pragma=query_only(1)")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", path, err), s.write.Close())
	}
	s.Store = relational.New(dialect{}, s.write, s.read)
	return s, nil
}

// openReadOnly opens a ledger that can't be written: everything can be asked.
func openReadOnly(ctx context.Context, path, abs string) (*Store, error) {
	params := []string{"mode=ro"}
	if _, err := os.Stat(abs + "-wal"); errors.Is(err, fs.ErrNotExist) {
		// Nobody is writing, and SQLite can't make the files by which it would see that somebody is.
		params = append(params, "immutable=1")
	}
	db, err := connect(abs, readers, params...)
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	var version int
	if err == nil {
		version, err = guard(ctx, db, len(steps))
	}
	if err == nil && version < len(steps) {
		err = errors.New("it was made by an older ascribe and can't be brought up to date, since it can't be written; copy it to where it can")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", path, err), db.Close())
	}
	return &Store{Store: relational.New(dialect{}, db, db), path: abs, write: db, read: db}, nil
}

// connect opens a pool with the pragmas that every connection needs.
func connect(abs string, conns int, params ...string) (*sql.DB, error) {
	params = append(params, fmt.Sprintf("_pragma=busy_timeout(%d)", busyTimeout.Milliseconds()),
		"_pragma=foreign_keys(1)", "_pragma=cache_size(-65536)") // KiB
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") { // a drive letter
		slashed = "/" + slashed
	}
	dsn := url.URL{Scheme: "file", Path: slashed, RawQuery: strings.Join(params, "&")}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

// Alone runs f. Should two processes do so at once, the second one's outcome stays:
// of the same file both make the same.
func (s *Store) Alone(_ context.Context, f func() error) (ran bool, err error) { return true, f() }
