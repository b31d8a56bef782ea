package postgres

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// migrationLock is the key of the lock under which tables are changed: "ascr".
const migrationLock = 0x61736372

//go:embed migrations/*.sql
var migrations embed.FS

func steps() ([]string, error) { return fs.Glob(migrations, "migrations/*.sql") }

// guard returns the version of a ledger's tables, 0 where there are none, and
// refuses what is not a ledger or was written by a newer program.
func guard(ctx context.Context, db *sql.DB) (version int, err error) {
	known, err := steps()
	if err != nil {
		return 0, err
	}
	var ours, others bool
	const query = `SELECT to_regclass('ascribe_ledger') IS NOT NULL, EXISTS (
		SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = to_regnamespace(current_schema()::text))`
	if err := db.QueryRowContext(ctx, query).Scan(&ours, &others); err != nil {
		return 0, err
	}
	switch {
	case !ours && others:
		return 0, fmt.Errorf("%w: it holds other tables; choose an empty database, or an empty schema of it with ?search_path=NAME", ledger.ErrNotLedger)
	case !ours:
		return 0, nil
	}
	if err := db.QueryRowContext(ctx, "SELECT version FROM ascribe_ledger").Scan(&version); err != nil {
		return 0, err
	}
	if version > len(known) {
		return 0, fmt.Errorf("%w: its schema is version %d and this program knows up to %d; use a newer ascribe, or another ledger",
			ledger.ErrNewer, version, len(known))
	}
	return version, nil
}

// migrate applies the migrations that a ledger lacks, all in one transaction, in
// which no other process changes tables.
func migrate(ctx context.Context, db *sql.DB, version int) error {
	known, err := steps()
	if err != nil || version == len(known) {
		return err
	}
	return relational.InTx(ctx, db, nil, func(tx *sql.Tx) error {
		const begin = "CREATE TABLE IF NOT EXISTS ascribe_ledger (version INTEGER NOT NULL)"
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(migrationLock)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, begin); err != nil {
			return err
		}
		// Another process may have been faster.
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM ascribe_ledger").Scan(&version); err != nil {
			return err
		}
		for ; version < len(known); version++ {
			if err := apply(ctx, tx, known[version]); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM ascribe_ledger"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO ascribe_ledger (version) VALUES ($1)", version)
		return err
	})
}

func apply(ctx context.Context, tx *sql.Tx, step string) error {
	statements, err := migrations.ReadFile(step)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(statements)); err != nil {
		return fmt.Errorf("%s: %w", step, err)
	}
	return nil
}
