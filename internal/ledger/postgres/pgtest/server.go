// Package pgtest starts PostgreSQL servers for tests: each in a folder of its own,
// reachable by a socket there, gone with the test.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a running server.
type Server struct {
	folder string // of its socket and its data
	bin    string // where the programs are
	log    *bytes.Buffer
	ended  chan error
	pid    int
	names  atomic.Int64
}

// Start starts a server that ends with the test. Where PostgreSQL is not
// installed the test is skipped.
func Start(t testing.TB) *Server {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Skipf("skipped: %v; install it (on Debian: apt-get install postgresql)", err)
	}
	folder, err := os.MkdirTemp("", "pg") //nolint:usetesting // short: a socket's path has at most 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{folder: folder, bin: bin}
	t.Cleanup(func() {
		s.Kill()
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	if err := handOver(folder); err != nil {
		t.Fatal(err)
	}
	begin := s.command("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
	if out, err := begin.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	s.Run(t)
	return s
}

// programs finds the folder of the server's programs.
func programs() (string, error) {
	folders := []string{}
	if path, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(path))
	}
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		folders = append(folders, found...)
	}
	for _, folder := range slices.Backward(folders) { // the newest
		if _, err := os.Stat(filepath.Join(folder, "postgres")); err == nil {
			return folder, nil
		}
	}
	return "", errors.New("PostgreSQL is not installed")
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.folder
	cmd.SysProcAttr = asServer()
	return cmd
}

// Run starts the server again after Stop or Kill, and waits until it answers.
func (s *Server) Run(t testing.TB) {
	t.Helper()
	// Without fsync it is fast; only a power cut would show the difference.
	cmd := s.command("postgres", "-D", s.data(), "-k", s.folder, "-c", "listen_addresses=", "-c", "max_connections=200", "-F")
	s.log = &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = s.log, s.log
	started := make(chan error)
	s.ended = make(chan error, 1)
	go func() {
		// The server is to end when this process does, which Linux takes to be
		// when the thread does that started it.
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			s.ended <- cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	s.pid = cmd.Process.Pid
	for deadline := time.Now().Add(time.Minute); ; {
		conn, err := pgx.Connect(context.Background(), s.address())
		if err == nil {
			if err := conn.Close(context.Background()); err != nil {
				t.Fatal(err)
			}
			return
		}
		select {
		case err := <-s.ended:
			t.Fatalf("the server ended (%v): %s", err, s.log)
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server doesn't answer: %v", err)
		}
	}
}

// Stop ends the server as an administrator does: connections are cut off.
func (s *Server) Stop() { s.signal(syscall.SIGINT) }

// Kill ends the server at once, as a crash does.
func (s *Server) Kill() { s.signal(syscall.SIGQUIT) }

func (s *Server) signal(signal syscall.Signal) {
	process, err := os.FindProcess(s.pid)
	if s.pid == 0 || err != nil {
		return
	}
	if process.Signal(signal) == nil {
		<-s.ended //nolint:errcheck // it was told to end
	}
	s.pid = 0
}

// Database makes an empty database and gives its address. It is a schema of one
// database, which is made faster.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("test%d", s.names.Add(1))
	conn, err := pgx.Connect(context.Background(), s.address())
	if err != nil {
		t.Fatal(err)
	}
	_, err = conn.Exec(context.Background(), "CREATE SCHEMA "+name)
	if err := errors.Join(err, conn.Close(context.Background())); err != nil {
		t.Fatal(err)
	}
	return s.address() + "&search_path=" + name
}

func (s *Server) address() string {
	return "postgres:///postgres?host=" + url.QueryEscape(s.folder) + "&user=postgres"
}
