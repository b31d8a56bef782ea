//go:build unix

package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestServe: the pages are there until the program is interrupted.
func TestServe(t *testing.T) {
	t.Parallel()
	program, folder := build(t), t.TempDir()
	ledger, document := filepath.Join(folder, "ledger.db"), filepath.Join(folder, "a.txt")
	if err := os.WriteFile(document, []byte("Microsoft said that Turla attacked Ukraine in July 2022."), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, program, "ingest", "--quiet", "--ledger", ledger, document)
	serve := exec.Command(program, "serve", "--ledger", ledger, "--listen", "127.0.0.1:0")
	notes, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(notes)
	if !scanner.Scan() {
		t.Fatal("it does not say where it serves")
	}
	page, _, _ := strings.Cut(strings.TrimPrefix(scanner.Text(), "serving "), ";")
	response, err := http.Get(page) //nolint:noctx // a test's
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), "Ukraine") {
		t.Errorf("%s: %s, %v:\n%.500s", page, response.Status, err, body)
	}
	if err := serve.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := serve.Wait(); err != nil {
		t.Errorf("after an interrupt: %v, want a clean end", err)
	}
}
