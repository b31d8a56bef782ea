package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/internal/ledger/synthetic"
)

// TestEveryMigrationLeadsOn stops after each migration, as an older program
// did, and opens what that left.
func TestEveryMigrationLeadsOn(t *testing.T) {
	steps, err := migrations.ReadDir("migrations")
	if err != nil || len(steps) == 0 {
		t.Fatal(err)
	}
	for stop := range steps {
		path := filepath.Join(t.TempDir(), "ledger")
		db, err := connect(path, 1, "_txlock=immediate")
		if err != nil {
			t.Fatal(err)
		}
		for version := range stop {
			if err := apply(t.Context(), db, "migrations/"+steps[version].Name(), version); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		s := openedAt(t, path)
		put(t, s, 2)
		report, err := s.Check(t.Context())
		if err != nil || len(report.Problems) > 0 || report.Claims == 0 {
			t.Errorf("from version %d: %+v, %v", stop, report, err)
		}
	}
}

// TestMigrationsAreNumbered keeps files in the order of their versions.
func TestMigrationsAreNumbered(t *testing.T) {
	steps, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range steps {
		if want := fmt.Sprintf("%04d_", i+1); !strings.HasPrefix(step.Name(), want) {
			t.Errorf("migration %d is called %s", i+1, step.Name())
		}
	}
}

// TestSyntheticRecordsAreValid keeps the generator honest, and the same.
func TestSyntheticRecordsAreValid(t *testing.T) {
	g := synthetic.New(3)
	ids := map[string]bool{}
	for i := range 200 {
		r := g.Record(i)
		if err := r.Validate(); err != nil {
			t.Fatal(err)
		}
		if again := synthetic.New(3).Record(i); again.Document.ID != r.Document.ID || len(again.Claims) != len(r.Claims) {
			t.Fatalf("record %d differs the second time", i)
		}
		if ids[r.Document.ID] {
			t.Fatalf("record %d is the same document as another", i)
		}
		ids[r.Document.ID] = true
	}
}
