//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestInterrupt: an ingest that is interrupted finishes what it has begun, says
// so, and is completed by the next.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	program, documents, ledger := build(t), writeDocuments(t), filepath.Join(t.TempDir(), "ledger.db")
	ingest := exec.Command(program, "ingest", "--json", "--ledger", ledger, documents)
	var errs bytes.Buffer
	ingest.Stderr = &errs
	lines, err := ingest.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := ingest.Start(); err != nil {
		t.Fatal(err)
	}
	reported := 0
	for scanner := bufio.NewScanner(lines); scanner.Scan(); {
		if reported++; reported == 20 {
			if err := ingest.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
		}
	}
	var exit *exec.ExitError
	if err := ingest.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(errs.String(), "run the same command again") {
		t.Errorf("%v, %q; want exit code 1 and what to do", err, errs.String())
	}
	if reported < 20 || reported == killDocuments {
		t.Errorf("%d inputs reported; want some and not all", reported)
	}
	if got := documentsIn(t, program, ledger); got != reported {
		t.Errorf("%d inputs reported, %d documents kept", reported, got)
	}
	run(t, program, "ingest", "--quiet", "--ledger", ledger, documents)
	if got := documentsIn(t, program, ledger); got != killDocuments {
		t.Errorf("%d documents after the second run, want %d", got, killDocuments)
	}
}

func documentsIn(t *testing.T, program, ledger string) int {
	t.Helper()
	var report struct{ Documents int }
	if err := json.Unmarshal(run(t, program, "ledger", "check", "--json", "--ledger", ledger), &report); err != nil {
		t.Fatal(err)
	}
	return report.Documents
}

// TestClosedPipe: a reader that has seen enough (| head) is no failure.
func TestClosedPipe(t *testing.T) {
	t.Parallel()
	program, documents := build(t), writeDocuments(t)
	extract := exec.Command(program, "extract", "--format", "jsonl", documents)
	lines, err := extract.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := extract.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(lines).Scan() {
		t.Error("no output")
	}
	lines.Close()
	if err := extract.Wait(); err != nil {
		t.Errorf("%v, want success", err)
	}
}
