package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/relational"
	"ascribe/internal/ledger/sqlite"
)

// Check implements ledger.Ledger: the search indexes against what they are of,
// then every original against its hash and every quote against the text.
// References are kept by the database itself.
func (s *Store) Check(ctx context.Context) (ledger.Report, error) {
	report := ledger.Report{Problems: []ledger.Problem{}}
	var err error
	if report.Size, err = s.Size(ctx); err != nil {
		return report, err
	}
	for _, check := range []func(context.Context) ([]ledger.Problem, error){s.checkIndexes, s.CheckDocuments} {
		problems, err := check(ctx)
		report.Problems = append(report.Problems, problems...)
		if err != nil {
			return report, err
		}
	}
	return report, nil
}

func (s *Store) checkIndexes(ctx context.Context) ([]ledger.Problem, error) {
	var problems []ledger.Problem
	for _, in := range indexes() {
		parts, wrong := 0, 0
		if err := entries(ctx, s.db, in, "true", nil, func(batch []entry) error {
			list, _, err := listOf(batch)
			if err != nil {
				return err
			}
			var all, differ int
			query := fmt.Sprintf(`SELECT count(*), count(*) FILTER (WHERE t.words IS DISTINCT FROM CAST(j.value ->> 2 AS TSVECTOR))
				FROM json_array_elements($1::json) AS j(value)
				LEFT JOIN %s t ON t.number = CAST(j.value ->> 0 AS BIGINT) AND t.part = CAST(j.value ->> 1 AS INTEGER)`, in)
			err = s.db.QueryRowContext(ctx, query, list).Scan(&all, &differ)
			parts, wrong = parts+all, wrong+differ
			return err
		}); err != nil {
			return problems, fmt.Errorf("ledger: %s: %w", in, err)
		}
		var have int
		if err := s.db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM %s", in)).Scan(&have); err != nil {
			return problems, fmt.Errorf("ledger: %s: %w", in, err)
		}
		if wrong > 0 || have != parts {
			problems = append(problems, ledger.Problem{Where: string(in), What: fmt.Sprintf("%d of %d entries are wrong, %d are there", wrong, parts, have)})
		}
	}
	return problems, nil
}

// Backup implements ledger.Ledger: the copy is a ledger in one file, which every
// command can read, and which can be copied into a database again. It appears
// under its name only when it is whole.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("backup %s: %w; choose a new name", path, os.ErrExist)
	}
	part := path + ".part"
	if err := os.RemoveAll(part); err != nil {
		return fmt.Errorf("backup %s: %w", path, err)
	}
	if err := s.copyTo(ctx, part); err != nil {
		return errors.Join(fmt.Errorf("backup %s: %w", path, err), os.RemoveAll(part))
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("backup %s: %w", path, err)
	}
	return nil
}

func (s *Store) copyTo(ctx context.Context, path string) error {
	file, err := sqlite.Open(ctx, path)
	if err != nil {
		return err
	}
	_, err = relational.Copy(ctx, s.Store, file.Store)
	return errors.Join(err, file.Close())
}
