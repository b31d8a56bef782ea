package work

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// connections is how many a process has for its queue.
const connections = 6

// migrationLock is the key of the lock under which the queue's tables are changed: "jobs".
const migrationLock = 0x6a6f6273

// OpenDatabase opens the queue of the ledger in a PostgreSQL database, which must
// be there, and makes its tables where there are none.
func OpenDatabase(ctx context.Context, address string) (Queue, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, errors.New("queue: the address of the database can't be understood") // the error may hold a password
	}
	config.MaxConns = connections
	config.ConnConfig.RuntimeParams["application_name"] = "ascribe-jobs"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	driver := riverpgxv5.New(pool)
	if err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(migrationLock)); err != nil {
			return err
		}
		return migrate(ctx, driver)
	}); err != nil {
		pool.Close()
		return nil, fmt.Errorf("queue: %w", err)
	}
	return newQueue(driver, func() error { pool.Close(); return nil })
}

// FileOf is the file of the queue of a ledger in a file.
func FileOf(ledger string) string { return ledger + ".jobs" }

// OpenFile opens the queue of the ledger in a file.
func OpenFile(ctx context.Context, ledger string) (Queue, error) {
	abs, err := filepath.Abs(FileOf(ledger))
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") { // a drive letter
		slashed = "/" + slashed
	}
	dsn := url.URL{Scheme: "file", Path: slashed, RawQuery: "_pragma=journal_mode(WAL)&_pragma=busy_timeout(30000)&_pragma=synchronous(NORMAL)&_txlock=immediate"}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	db.SetMaxOpenConns(1)
	driver := riversqlite.New(db)
	if err := migrate(ctx, driver); err != nil {
		return nil, errors.Join(fmt.Errorf("queue %s: %w", abs, err), db.Close())
	}
	return newQueue(driver, db.Close)
}

// migrate makes the queue's tables, or brings them up to date.
func migrate[T any](ctx context.Context, driver riverdriver.Driver[T]) error {
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
