package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"ascribe/examples"
)

func TestExportParquet(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("ASCRIBE_LEDGER", filepath.Join(folder, "ledger.db"))
	for _, name := range []string{"albania-denial.txt", "albania-denial.txt.meta.json", "albania-wire.txt", "albania-wire.txt.meta.json"} {
		raw, err := examples.Documents().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(raw); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, errs := run(t, "ingest", "--fast", filepath.Join(folder, "albania-denial.txt"), filepath.Join(folder, "albania-wire.txt")); code != 0 {
		t.Fatal(errs)
	}
	_, lines, _ := run(t, "export", "csv", "--all")
	claims := strings.Count(lines, "claim-")
	file := filepath.Join(folder, "claims.parquet")
	if code, _, errs := run(t, "export", "parquet", "--all", "-o", file); code != 0 {
		t.Fatal(errs)
	}
	rows, err := parquet.ReadFile[claimRow](file)
	if err != nil || len(rows) != claims || claims == 0 {
		t.Fatalf("%d rows of %d claims, %v", len(rows), claims, err)
	}
	for _, r := range rows {
		if r.Quote == "" || r.Extractor == "" || r.Known.IsZero() || r.Published == nil || r.Statement == "" {
			t.Errorf("row %+v", r)
		}
	}
	if code, _, errs := run(t, "export", "parquet", "--all", "--table", "statements", "-o", file); code != 0 {
		t.Fatal(errs)
	}
	statements, err := parquet.ReadFile[statementRow](file)
	denied := 0
	for _, s := range statements {
		denied += len(s.Denies)
	}
	if err != nil || len(statements) == 0 || len(statements) > claims || denied == 0 {
		t.Errorf("%d statements, %d denials, %v", len(statements), denied, err)
	}
	if _, out, _ := run(t, "export", "jsonl", "--all", "--since", "2999-01-01"); out != "" {
		t.Errorf("since the future: %s", out)
	}
	if _, out, _ := run(t, "export", "jsonl", "--all", "--since", "2022-01-01T00:00:00Z"); strings.Count(out, "\n") != 2 {
		t.Errorf("since long ago: %s", out)
	}
	if code, _, _ := run(t, "export", "jsonl", "--all", "--since", "soon"); code != 2 {
		t.Errorf("since soon: code %d", code)
	}
}
