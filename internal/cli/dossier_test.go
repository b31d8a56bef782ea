package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe"
	"ascribe/examples"
	"ascribe/internal/casefile"
	"ascribe/internal/dossier"
	"ascribe/internal/eurepoc"
	"ascribe/internal/extract"
	"ascribe/internal/veris"
)

// asked runs a command line on a ledger and gives what it wrote.
func asked(t *testing.T, ledger string, args ...string) (out []byte, errs string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = Run(t.Context(), append(args, "--ledger", ledger), Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	return stdout.Bytes(), stderr.String(), code
}

// albania is a ledger of four of the examples.
func albania(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"albania-wire.txt", "albania-sanctions.txt", "albania-denial.txt", "albania-spun.txt"} {
		for _, file := range []string{name, name + ".meta.json"} {
			raw, err := fs.ReadFile(examples.Documents(), file)
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, file), raw, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	ledger := filepath.Join(t.TempDir(), "ledger.db")
	if _, errs, code := asked(t, ledger, "ingest", "--quiet", folder); code != 0 {
		t.Fatalf("ingest: %d, %s", code, errs)
	}
	return ledger
}

// TestDossiersAndExports: every format of an incident that was really read.
func TestDossiersAndExports(t *testing.T) {
	ledger := albania(t)
	out, errs, code := asked(t, ledger, "incident", "al-2022-07", "--json")
	var d dossier.Dossier
	if err := json.Unmarshal(out, &d); err != nil || code != 0 {
		t.Fatalf("%v, exit %d, %s", err, code, errs)
	}
	if !d.Contested || len(d.Lead) == 0 {
		t.Errorf("contested %v, lead %v", d.Contested, d.Lead)
	}
	for format, begins := range map[string]string{"text": d.Title, "md": "# " + d.Title, "html": "<!doctype html>", "pdf": "%PDF-", "svg": "<svg ", "stix": "{"} {
		out, errs, code := asked(t, ledger, "incident", d.ID, "--format", format)
		if code != 0 || !bytes.HasPrefix(out, []byte(begins)) {
			t.Errorf("%s: exit %d, %s, begins %q", format, code, errs, out[:min(len(out), 40)])
		}
		if format == "pdf" {
			readBack(t, out, d)
		}
	}
	if _, errs, code := asked(t, ledger, "incident", "al-1999-01"); code != 1 || !strings.Contains(errs, "al-2022-07") {
		t.Errorf("an incident that is not there: exit %d, %s", code, errs)
	}
	checkCodings(t, ledger)
	checkTables(t, ledger)
}

// readBack reads a printed dossier as a document, as anybody might.
func readBack(t *testing.T, pdf []byte, d dossier.Dossier) {
	t.Helper()
	_, text, err := extract.Extract(ascribe.Raw{Origin: "dossier.pdf", Bytes: pdf})
	if err != nil {
		t.Fatal(err)
	}
	read := strings.Join(strings.Fields(text.Content), " ")
	for _, want := range []string{d.Title, "Who says who did it", "Quotes", d.Citations[0].Source} {
		if !strings.Contains(read, want) {
			t.Errorf("the PDF does not hold %q", want)
		}
	}
}

func checkCodings(t *testing.T, ledger string) {
	t.Helper()
	out, errs, code := asked(t, ledger, "export", "eurepoc", "--all", "--format", "json")
	var codings []eurepoc.Coding
	if err := json.Unmarshal(out, &codings); err != nil || code != 0 || len(codings) == 0 {
		t.Fatalf("%v, exit %d, %s", err, code, errs)
	}
	out, errs, code = asked(t, ledger, "export", "eurepoc", "al-2022-07")
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil || code != 0 || len(rows) != 2 || rows[1][0] != "al-2022-07" {
		t.Errorf("%v, exit %d, %s, %d rows", err, code, errs, len(rows))
	}
	out, errs, code = asked(t, ledger, "export", "veris", "--all")
	var records []veris.Incident
	if err := json.Unmarshal(out, &records); err != nil || code != 0 || len(records) != len(codings) {
		t.Errorf("%v, exit %d, %s, %d records", err, code, errs, len(records))
	}
	if _, _, code := asked(t, ledger, "export", "eurepoc"); code != 2 {
		t.Errorf("nothing chosen: exit %d, want 2", code)
	}
}

// checkTables: as many rows as the lines have claims, and every line fits the schema.
func checkTables(t *testing.T, ledger string) {
	t.Helper()
	schema := compile(t)
	out, errs, code := asked(t, ledger, "export", "jsonl", "--all")
	if code != 0 {
		t.Fatal(errs)
	}
	claims := 0
	for line := range strings.Lines(string(out)) {
		checkLine(t, schema, line)
		var e ascribe.Extraction
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		claims += len(e.Claims)
	}
	out, errs, code = asked(t, ledger, "export", "csv", "--all")
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil || code != 0 || len(rows) != claims+1 || claims == 0 {
		t.Errorf("%v, exit %d, %s, %d rows for %d claims", err, code, errs, len(rows), claims)
	}
	out, errs, code = asked(t, ledger, "source", "Albania", "--json")
	var s casefile.Source
	if err := json.Unmarshal(out, &s); err != nil || code != 0 || s.Key != "state:al" || s.Claims == 0 {
		t.Errorf("%v, exit %d, %s, %+v", err, code, errs, s)
	}
	if _, errs, code := asked(t, ledger, "source", "Nobody at all"); code != 1 || errs == "" {
		t.Errorf("a source that is not there: exit %d, %s", code, errs)
	}
}
