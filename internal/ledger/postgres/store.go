// Package postgres keeps the ledger in a PostgreSQL database (12 or newer), or in
// one schema of it, for as many processes on as many machines as are wanted.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// connections is how many a store has at most. A server takes a hundred unless
// it is told otherwise.
const connections = 12

// connectTimeout is how long a connection may take to come about.
const connectTimeout = 10 * time.Second

// Store is a ledger in a PostgreSQL database.
type Store struct {
	*relational.Store
	db   *sql.DB
	name string // its address without the password
}

var _ ledger.Ledger = (*Store)(nil)

// IsAddress tells an address of a PostgreSQL database from a path.
func IsAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql")
}

// Name is an address without its password.
func Name(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "the database" // what can't be read may be a password
	}
	query := u.Query()
	query.Del("password")
	u.RawQuery = query.Encode()
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	return u.String()
}

// Open opens the ledger at an address such as postgres://user@host/database, with
// ?search_path=NAME for a schema that is there, and brings its tables up to date;
// an empty database gets them. It fails with ErrNewer or ErrNotLedger, and then
// leaves the database as it was.
func Open(ctx context.Context, address string) (*Store, error) { return open(ctx, address, true) }

// OpenExisting opens a ledger that must be there already; else it fails with an
// error that wraps fs.ErrNotExist.
func OpenExisting(ctx context.Context, address string) (*Store, error) {
	return open(ctx, address, false)
}

func open(ctx context.Context, address string, create bool) (*Store, error) {
	name := Name(address)
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("ledger %s: the address can't be understood; write it as postgres://user:password@host:5432/database", name)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	// Queries here are many and short: compiling them takes longer than running them.
	config.RuntimeParams["jit"] = "off"
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "ascribe"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	db.SetConnMaxIdleTime(time.Minute)
	if err := prepare(ctx, db, create); err != nil {
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", name, err), db.Close())
	}
	return &Store{Store: relational.New(dialect{}, db, db), db: db, name: name}, nil
}

func prepare(ctx context.Context, db *sql.DB, create bool) error {
	version, err := guard(ctx, db)
	if err != nil {
		return err
	}
	if version == 0 && !create {
		return fmt.Errorf("the database holds no ledger: %w", fs.ErrNotExist)
	}
	return migrate(ctx, db, version)
}

// groupingLock is the key of the lock that Alone holds: "grou".
const groupingLock = 0x67726f75

// Alone runs f unless another process is running one, and says whether it did. A
// process that is killed lets go.
func (s *Store) Alone(ctx context.Context, f func() error) (ran bool, err error) {
	c, err := s.db.Conn(ctx)
	if err != nil {
		return false, fmt.Errorf("ledger: %w", err)
	}
	defer c.Close() //nolint:errcheck // it goes back to the pool
	if err := c.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", int64(groupingLock)).Scan(&ran); err != nil || !ran {
		return ran, err
	}
	err = f()
	_, unlock := c.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(groupingLock))
	return true, errors.Join(err, unlock)
}
