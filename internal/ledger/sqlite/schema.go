package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
)

// applicationID marks a SQLite file as ours (PRAGMA application_id): "ascr".
const applicationID = 0x61736372

// magic is how every SQLite file begins (sqlite.org/fileformat2.html, 1.3).
const magic = "SQLite format 3\x00"

//go:embed migrations/*.sql
var migrations embed.FS

// checkMagic refuses a file that is not of SQLite before anything touches it.
func checkMagic(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	head := make([]byte, len(magic))
	switch n, err := io.ReadFull(f, head); {
	case n == 0 && errors.Is(err, io.EOF):
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return err
	case string(head) != magic:
		return fmt.Errorf("%w: it is some other kind of file; choose another path", ledger.ErrNotLedger)
	}
	return nil
}

// migrate applies the migrations that a ledger lacks, each in a transaction with
// the schema version (PRAGMA user_version) that it leads to.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	version, err := guard(ctx, db, len(steps))
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	for ; version < len(steps); version++ {
		if err := apply(ctx, db, steps[version], version); err != nil {
			return err
		}
	}
	return nil
}

// guard returns a ledger's schema version, and refuses what is not a ledger or
// was written by a newer program.
func guard(ctx context.Context, db *sql.DB, newest int) (int, error) {
	var id, version, tables int
	const query = `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)` // one statement: another process may be making the ledger now
	if err := db.QueryRowContext(ctx, query).Scan(&id, &version, &tables); err != nil {
		return 0, err
	}
	switch {
	case id != applicationID && tables > 0:
		return 0, fmt.Errorf("%w: it is some other program's database; choose another path", ledger.ErrNotLedger)
	case version > newest:
		return 0, fmt.Errorf("%w: its schema is version %d and this program knows up to %d; use a newer ascribe, or another ledger",
			ledger.ErrNewer, version, newest)
	}
	return version, nil
}

func apply(ctx context.Context, db *sql.DB, step string, from int) error {
	statements, err := migrations.ReadFile(step)
	if err != nil {
		return err
	}
	return relational.InTx(ctx, db, nil, func(tx *sql.Tx) error {
		var version int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return err
		}
		if version > from { // another process was faster
			return nil
		}
		set := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, from+1)
		for _, sql := range []string{string(statements), set} {
			if _, err := tx.ExecContext(ctx, sql); err != nil {
				return fmt.Errorf("%s: %w", step, err)
			}
		}
		return nil
	})
}
