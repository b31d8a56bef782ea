package sqlite

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

// crashDocuments and crashes are how much is ingested and how often it is killed.
const (
	crashDocuments = 500
	crashes        = 20
)

// childLedger names the environment variable that makes the test binary a child
// that ingests into the ledger there.
const childLedger = "ASCRIBE_TEST_CRASH_LEDGER"

func TestMain(m *testing.M) {
	path := os.Getenv(childLedger)
	if path == "" {
		os.Exit(m.Run())
	}
	if err := ingestRest(path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// ingestRest puts those of the generated documents that are not in a ledger yet.
func ingestRest(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	for r := range synthetic.New(9).Records(crashDocuments) {
		stamp, err := s.Stamp(ctx, r.Document.ID)
		if err == nil && stamp.Equal(r.Stamp) {
			continue
		}
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return err
		}
		if err := s.Put(ctx, r); err != nil {
			return err
		}
	}
	return s.Close()
}

func TestKilledAtAnyMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	before := 0
	for i := range crashes {
		// The first kills hit the making of the schema, the others the ingest.
		after := time.Duration(rand.IntN(5+i*12)) * time.Millisecond
		killed(t, path, after)
		s := openedAt(t, path)
		size, err := s.Size(t.Context())
		if err != nil || size.Documents < before {
			t.Fatalf("after kill %d there are %d documents and were %d: %v", i, size.Documents, before, err)
		}
		before = size.Documents
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d documents were in after the last kill", before, crashDocuments)
	if out, err := child(t, path).CombinedOutput(); err != nil {
		t.Fatalf("the run to the end failed: %v\n%s", err, out)
	}
	report, err := openedAt(t, path).Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Documents != crashDocuments {
		t.Fatalf("the ledger has %d documents and problems %v: %v", report.Documents, report.Problems, err)
	}
	if want := claimsOf(crashDocuments); report.Claims != want {
		t.Errorf("the ledger has %d claims, want %d", report.Claims, want)
	}
}

func child(t *testing.T, path string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childLedger+"="+path, "GOMAXPROCS="+strconv.Itoa(2))
	return cmd
}

// killed runs a child and kills it (SIGKILL) after a while.
func killed(t *testing.T, path string, after time.Duration) {
	t.Helper()
	cmd := child(t, path)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || stderr.Len() > 0 {
		t.Logf("the child ended by itself: %v %s", err, stderr.String())
	}
}

func claimsOf(n int) int {
	claims := 0
	for r := range synthetic.New(9).Records(n) {
		claims += len(r.Claims)
	}
	return claims
}
