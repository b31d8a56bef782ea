package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ascribe"
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
	for _, check := range []func(context.Context) ([]ledger.Problem, error){s.checkFile, s.checkReferences, s.checkIndexes, s.checkDocuments} {
		problems, err := check(ctx)
		report.Problems = append(report.Problems, problems...)
		if err != nil {
			return report, err
		}
	}
	return report, nil
}

func (s *Store) checkFile(ctx context.Context) ([]ledger.Problem, error) {
	lines, err := collect(ctx, s.read, "PRAGMA integrity_check", nil, func(scan func(...any) error) (line string, err error) {
		return line, scan(&line)
	})
	var problems []ledger.Problem
	for _, line := range lines {
		if line != "ok" {
			problems = append(problems, ledger.Problem{Where: "file", What: line})
		}
	}
	return problems, err
}

func (s *Store) checkReferences(ctx context.Context) ([]ledger.Problem, error) {
	return collect(ctx, s.read, `SELECT "table", parent FROM pragma_foreign_key_check`, nil, func(scan func(...any) error) (p ledger.Problem, err error) {
		var table, parent string
		err = scan(&table, &parent)
		return ledger.Problem{Where: table, What: "refers to a missing row of " + parent}, err
	})
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

func (s *Store) checkDocuments(ctx context.Context) ([]ledger.Problem, error) {
	var problems []ledger.Problem
	for d, err := range ledger.AllDocuments(ctx, s, ledger.DocumentFilter{}) {
		if err != nil {
			return problems, err
		}
		if err := s.checkDocument(ctx, d.Document); err != nil {
			if ctx.Err() != nil {
				return problems, ctx.Err()
			}
			problems = append(problems, ledger.Problem{Where: d.ID, What: err.Error()})
		}
	}
	return problems, nil
}

// checkDocument puts a document's parts together again and validates them as Put did.
func (s *Store) checkDocument(ctx context.Context, d ascribe.Document) error {
	r := ledger.Record{Document: d}
	var errs [3]error
	r.Raw, errs[0] = s.Original(ctx, d.ID)
	r.Text, errs[1] = s.Text(ctx, d.ID)
	r.Mentions, errs[2] = s.Mentions(ctx, d.ID)
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	for c, err := range ledger.AllClaims(ctx, s, ledger.ClaimFilter{Document: d.ID}) {
		if err != nil {
			return err
		}
		r.Claims = append(r.Claims, c.Claim)
	}
	return r.Validate()
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
