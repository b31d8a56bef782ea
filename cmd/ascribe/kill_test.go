package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"ascribe/internal/bench"
)

const (
	killDocuments = 500
	kills         = 20
)

// TestKilledAtAnyMoment kills ingest 20 times at random moments: the run that is
// let finish leaves the same ledger as one that was never disturbed.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	t.Parallel()
	program := build(t)
	documents := writeDocuments(t)
	disturbed, calm := filepath.Join(t.TempDir(), "disturbed.db"), filepath.Join(t.TempDir(), "calm.db")
	random := rand.New(rand.NewPCG(2022, 9))
	finished := 0
	for i := range kills {
		// Each run gets some 25 documents further than the last, so that the
		// kills fall on all of them; the odd milliseconds hit any point of a transaction.
		if !killAfter(t, program, disturbed, documents, i*25+random.IntN(25), time.Duration(random.IntN(20_000))*time.Microsecond) {
			finished++
		}
	}
	t.Logf("%d runs killed, %d ended before", kills-finished, finished)
	for _, ledger := range []string{disturbed, calm} {
		run(t, program, "ingest", "--quiet", "--ledger", ledger, documents)
	}
	check := run(t, program, "ledger", "check", "--json", "--ledger", disturbed)
	var report struct {
		Documents int   `json:"documents"`
		Problems  []any `json:"problems"`
	}
	if err := json.Unmarshal(check, &report); err != nil {
		t.Fatalf("%v: %s", err, check)
	}
	if report.Documents != killDocuments || len(report.Problems) != 0 {
		t.Errorf("after the kills the ledger holds %d documents with problems %v, want %d and none", report.Documents, report.Problems, killDocuments)
	}
	a, b := run(t, program, "incidents", "--json", "--ledger", disturbed), run(t, program, "incidents", "--json", "--ledger", calm)
	if !bytes.Equal(a, b) {
		t.Error("the incidents differ from those of an undisturbed run")
	}
}

func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "ascribe")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

func writeDocuments(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for raw := range bench.Documents(7, killDocuments) {
		if err := os.WriteFile(filepath.Join(folder, raw.Origin), raw.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// killAfter starts an ingest, kills it some time after it has reported a number
// of inputs, and reports whether it was killed before it ended.
func killAfter(t *testing.T, program, ledger, documents string, inputs int, wait time.Duration) bool {
	t.Helper()
	ingest := exec.Command(program, "ingest", "--json", "--ledger", ledger, documents)
	lines, err := ingest.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := ingest.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(lines)
	for range inputs {
		if !scanner.Scan() {
			break
		}
	}
	time.Sleep(wait)
	if err := ingest.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = ingest.Wait() // it was killed
	return !ingest.ProcessState.Success()
}

func run(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	command := exec.Command(program, args...)
	command.Stdout, command.Stderr = &out, &errs
	if err := command.Run(); err != nil {
		t.Fatalf("ascribe %v: %v\n%s", args, err, errs.String())
	}
	return out.Bytes()
}
