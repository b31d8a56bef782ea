//go:build linux

package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe/internal/bench"
	"ascribe/internal/ledger/postgres"
	"ascribe/internal/ledger/postgres/pgtest"
)

// How much TestWorkersKilledAtAnyMoment does. The whole of it:
// go test ./cmd/ascribe -run Workers -timeout 2h -workers.documents 5000 -workers.kills 30 -workers.restarts 2 -workers.group-every 60s -v
var (
	workersDocuments = flag.Int("workers.documents", 150, "documents that the killed workers read")
	workersKills     = flag.Int("workers.kills", 3, "how many workers are killed")
	workersGroup     = flag.String("workers.group-every", "5s", "how often workers make incidents")
	workersRestarts  = flag.Int("workers.restarts", 1, "how often the database is restarted")
)

// TestWorkersKilledAtAnyMoment has three workers and a server on one database, kills
// workers at random and restarts the database under them: the ledger is in the end
// the one that a single undisturbed process makes in a file.
func TestWorkersKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	t.Parallel()
	server := pgtest.Start(t)
	h := &harness{t: t, program: build(t), database: server.Database(t), random: rand.New(rand.NewPCG(5, 8))}
	documents, calm := h.documents(*workersDocuments), filepath.Join(t.TempDir(), "calm.db")
	began := time.Now()
	run(t, h.program, "ingest", "--fast", "--quiet", "--ledger", calm, documents)
	t.Logf("one process: %s", time.Since(began).Round(time.Second))
	run(t, h.program, "ingest", "--queue", "--quiet", "--ledger", h.database, documents)

	began = time.Now()
	store, err := postgres.Open(t.Context(), h.database)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	address := h.serve()
	for range 3 {
		h.workers = append(h.workers, h.start("worker", "--fast", "--workers", "2", "--job-timeout", "20s", "--group-every", *workersGroup, "--quiet"))
	}
	events := *workersKills + *workersRestarts
	for i := range events {
		h.waitFor(store, *workersDocuments*(i+1)/(events+2))
		time.Sleep(time.Duration(h.random.IntN(50_000)) * time.Microsecond) // any point of a document
		if (i+1)*(*workersRestarts)/events > i*(*workersRestarts)/events {
			server.Stop()
			time.Sleep(time.Duration(h.random.IntN(1000)) * time.Millisecond)
			server.Run(t)
			continue
		}
		h.kill(h.random.IntN(len(h.workers)))
	}
	for _, w := range h.workers {
		if err := w.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
	}
	for _, w := range h.workers {
		if err := w.Wait(); err != nil {
			t.Errorf("a worker that was interrupted: %v", err)
		}
	}
	run(t, h.program, "worker", "--fast", "--job-timeout", "20s", "--group-every", "1s", "--until-idle", "--quiet", "--ledger", h.database)
	t.Logf("three workers, %d kills, %d restarts: %s", *workersKills, *workersRestarts, time.Since(began).Round(time.Second))

	hash := func(at string) string {
		return strings.TrimSpace(string(run(t, h.program, "ledger", "hash", "--ledger", at)))
	}
	if a, b := hash(h.database), hash(calm); a != b {
		h.explain(h.database, calm)
		t.Errorf("the ledger's hash is %s, that of an undisturbed one %s", a, b)
	}
	run(t, h.program, "ledger", "check", "--ledger", h.database)
	run(t, h.program, "ledger", "verify", "--ledger", h.database)
	if body := get(t, address); !strings.Contains(body, "<html") {
		t.Errorf("the server doesn't show pages after all this: %.200s", body)
	}
	if size, err := store.Size(t.Context()); err != nil || size.Documents != *workersDocuments || size.Incidents == 0 {
		t.Errorf("the ledger holds %+v, %v", size, err)
	} else {
		t.Logf("%+v", size)
	}
	if jobs := string(run(t, h.program, "jobs", "list", "--state", "dead", "--ledger", h.database)); !strings.Contains(jobs, " 0 dead") {
		t.Error(jobs)
	}
}

// harness runs processes on one ledger.
type harness struct {
	t                 *testing.T
	program, database string
	random            *rand.Rand
	workers           []*exec.Cmd
}

// documents writes generated documents, every tenth or so of which repeats another
// with a line more.
func (h *harness) documents(n int) string {
	folder := h.t.TempDir()
	var last []byte
	for raw := range bench.Documents(7, n) {
		text := raw.Bytes
		if i := len(last); i > 0 && h.random.IntN(10) == 0 {
			text = append(fmt.Appendf(nil, "Repeated after %d bytes.\n\n", i), last...)
		}
		last = raw.Bytes
		path := filepath.Join(folder, raw.Origin)
		given := fmt.Sprintf(`{"publisher": %q, "published": %q}`, raw.Given.Publisher, raw.Given.Published)
		for name, content := range map[string][]byte{path: text, path + ".meta.json": []byte(given)} {
			if err := os.WriteFile(name, content, 0o600); err != nil {
				h.t.Fatal(err)
			}
		}
	}
	return folder
}

// start starts a process that ends with the test.
func (h *harness) start(args ...string) *exec.Cmd {
	h.t.Helper()
	cmd := exec.Command(h.program, append(args, "--ledger", h.database)...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = cmd.Process.Kill() }) // it may have ended
	return cmd
}

// kill kills a worker with SIGKILL and starts another in its place.
func (h *harness) kill(i int) {
	h.t.Helper()
	if err := h.workers[i].Process.Kill(); err != nil {
		h.t.Fatal(err)
	}
	if err := h.workers[i].Wait(); err == nil || h.workers[i].ProcessState.Exited() {
		h.t.Errorf("a worker ended by itself: %v", err)
	}
	h.workers[i] = h.start(h.workers[i].Args[1 : len(h.workers[i].Args)-2]...)
}

// waitFor waits until the ledger holds some documents.
func (h *harness) waitFor(store *postgres.Store, documents int) {
	h.t.Helper()
	for deadline := time.Now().Add(20 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		size, err := store.Size(h.t.Context()) // fails while the database restarts
		if err == nil && size.Documents >= documents {
			return
		}
		if time.Now().After(deadline) {
			h.t.Fatalf("the ledger holds %+v after twenty minutes, want %d documents: %v", size, documents, err)
		}
	}
}

// serve starts the server and returns its address.
func (h *harness) serve() string {
	h.t.Helper()
	cmd := exec.Command(h.program, "serve", "--listen", "127.0.0.1:0", "--ledger", h.database)
	errs, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = cmd.Process.Kill() })
	notes := bufio.NewScanner(errs)
	if !notes.Scan() {
		h.t.Fatal("the server doesn't say its address")
	}
	address, _, _ := strings.Cut(strings.TrimPrefix(notes.Text(), "serving "), ";")
	go io.Copy(io.Discard, errs) //nolint:errcheck // so that the server never waits for us
	return address
}

func get(t *testing.T, address string) string {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// explain says where two ledgers differ.
func (h *harness) explain(a, b string) {
	h.t.Helper()
	x, y := run(h.t, h.program, "incidents", "--json", "--ledger", a), run(h.t, h.program, "incidents", "--json", "--ledger", b)
	h.t.Logf("the incidents are the same: %v", string(x) == string(y))
}
