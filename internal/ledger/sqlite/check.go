package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ascribe/internal/ledger"
)

// Check implements ledger.Ledger: the file's structure, its references and its
// search indexes, then every original against its hash and every quote against
// the text.
func (s *Store) Check(ctx context.Context) (ledger.Report, error) {
	report := ledger.Report{Problems: []ledger.Problem{}}
	var err error
	if report.Size, err = s.Size(ctx); err != nil {
		return report, err
	}
	for _, check := range []func(context.Context) ([]ledger.Problem, error){s.checkFile, s.checkReferences, s.checkIndexes, s.CheckDocuments} {
		problems, err := check(ctx)
		report.Problems = append(report.Problems, problems...)
		if err != nil {
			return report, err
		}
	}
	return report, nil
}

func (s *Store) checkFile(ctx context.Context) ([]ledger.Problem, error) {
	return s.problems(ctx, "SELECT 'file', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'")
}

func (s *Store) checkReferences(ctx context.Context) ([]ledger.Problem, error) {
	return s.problems(ctx, `SELECT "table", 'refers to a missing row of ' || parent FROM pragma_foreign_key_check`)
}

// problems are the rows of a query: where, and what.
func (s *Store) problems(ctx context.Context, query string) ([]ledger.Problem, error) {
	rows, err := s.read.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close() //nolint:errcheck // the error is that of rows.Err
	var out []ledger.Problem
	for rows.Next() {
		var p ledger.Problem
		if err := rows.Scan(&p.Where, &p.What); err != nil {
			return out, fmt.Errorf("ledger: %w", err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

func (s *Store) checkIndexes(ctx context.Context) ([]ledger.Problem, error) {
	var problems []ledger.Problem
	for _, table := range []string{"document_text", "entity_text", "claim_text", "incident_text"} {
		// Rank 1 compares with the indexed table too (sqlite.org/fts5.html, 6.4).
		_, err := s.write.ExecContext(ctx, fmt.Sprintf("INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", table, table))
		if ctx.Err() != nil {
			return problems, ctx.Err()
		}
		if err != nil {
			problems = append(problems, ledger.Problem{Where: table, What: err.Error()})
		}
	}
	return problems, nil
}

// Backup implements ledger.Ledger. The copy appears under its name only when it
// is whole.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("backup %s: %w; choose a new name", path, os.ErrExist)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("backup %s: %w", path, err)
	}
	part := path + ".part"
	if err := os.RemoveAll(part); err != nil {
		return fmt.Errorf("backup %s: %w", path, err)
	}
	// On the writing connection: VACUUM is refused under query_only.
	if _, err := s.write.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return errors.Join(fmt.Errorf("backup %s: %w", path, err), os.RemoveAll(part))
	}
	if err := verify(ctx, part); err != nil {
		return errors.Join(fmt.Errorf("backup %s: %w", path, err), os.RemoveAll(part))
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("backup %s: %w", path, err)
	}
	return nil
}

// verify reads a copy's structure through, and flushes it to the disk.
func verify(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	db, err := connect(abs, 1, "mode=ro")
	if err != nil {
		return err
	}
	var line string
	err = db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&line)
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	if line != "ok" {
		return fmt.Errorf("the copy is damaged: %s", line)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
