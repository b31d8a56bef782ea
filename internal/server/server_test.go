package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ascribe/internal/access"
	"ascribe/internal/ledger"
)

// held is a ledger that is known by its size only.
type held struct{ err error }

func (h held) Size(context.Context) (ledger.Size, error) { return ledger.Size{Documents: 7}, h.err }

// echo answers with who asks.
func echo(face string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, face, " ", access.Of(r.Context()).Account)
	})
}

func options() Options {
	return Options{Pages: echo("pages"), API: echo("api"), TAXII: echo("taxii"), MCP: echo("mcp"), Ledger: held{}, Log: slog.New(slog.DiscardHandler)}
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
	return w
}

func TestFaces(t *testing.T) {
	h := New(options())
	for path, want := range map[string]string{
		"/": "pages local", "/incidents/x": "pages local", "/api/v1/claims": "api local", "/taxii2/": "taxii local", "/mcp": "mcp local",
		"/healthz": "ok\n", "/readyz": "ok\n",
	} {
		w := get(h, path)
		if w.Body.String() != want {
			t.Errorf("%s: %q, want %q", path, w.Body, want)
		}
		for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} {
			if w.Header().Get(header) == "" {
				t.Errorf("%s: no %s", path, header)
			}
		}
	}
}

func TestMetrics(t *testing.T) {
	h := New(options())
	get(h, "/claims")
	get(h, "/api/v1/claims")
	got := get(h, "/metrics").Body.String()
	for _, line := range []string{`ascribe_http_requests_total{face="pages",method="GET",status="200"} 1`, `ascribe_http_requests_total{face="api",method="GET",status="200"} 1`,
		"ascribe_ledger_documents 7", "ascribe_ledger_up 1", "ascribe_http_request_seconds_bucket", "go_goroutines"} {
		if !strings.Contains(got, line) {
			t.Errorf("no %s in\n%s", line, got)
		}
	}
}

func TestUnreadableLedger(t *testing.T) {
	o := options()
	o.Ledger = held{errors.New("gone")}
	h := New(o)
	if w := get(h, "/readyz"); w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "gone") {
		t.Errorf("ready: %d %s", w.Code, w.Body)
	}
	if w := get(h, "/healthz"); w.Code != http.StatusOK {
		t.Errorf("alive: %d", w.Code)
	}
	if got := get(h, "/metrics").Body.String(); !strings.Contains(got, "ascribe_ledger_up 0") {
		t.Error(got)
	}
}

func TestMetricsNeedAnAccount(t *testing.T) {
	store, err := access.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	o := options()
	o.Access.Store = store
	h := New(o)
	for path, want := range map[string]int{"/metrics": 401, "/mcp": 401, "/taxii2/": 401, "/api/v1/claims": 401, "/": 303, "/healthz": 200, "/readyz": 200, "/static/x.css": 200} {
		if w := get(h, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

// serving runs Serve and gives its address and what it returns once it is stopped.
func serving(t *testing.T, h http.Handler, given limits) (address string, stop func() error) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- serve(ctx, l, h, nil, given) }()
	return l.Addr().String(), func() error {
		cancel()
		return <-done
	}
}

func TestServeStops(t *testing.T) {
	address, stop := serving(t, New(options()), standardLimits())
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("health: %v %v", response, err)
	}
	response.Body.Close()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestSlowRequestsAreCutOff: neither headers nor a body that never end hold a connection.
func TestSlowRequestsAreCutOff(t *testing.T) {
	reading := make(chan error, 1)
	o := options()
	o.API = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		reading <- err
	})
	short := standardLimits()
	short.header, short.read = 50*time.Millisecond, 100*time.Millisecond
	address, stop := serving(t, New(o), short)
	for name, begun := range map[string]string{
		"headers": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
		"a body":  "POST /api/v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nabc",
	} {
		c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := c.Write([]byte(begun)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, bufio.NewReader(c)); err != nil { // returns once the server hangs up
			t.Logf("%s: %v", name, err)
		}
	}
	if err := <-reading; err == nil {
		t.Error("a body that never ended was read to its end")
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestReadersWaitTheirTurn: no more are let in than there are places; streams
// and writers don't wait, and every place is given back.
func TestReadersWaitTheirTurn(t *testing.T) {
	inside, leave := make(chan string), make(chan struct{})
	o := options()
	o.API = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		inside <- r.URL.Path
		<-leave
	})
	h := New(o)
	var ended sync.WaitGroup
	for range readingAtOnce + 5 {
		ended.Go(func() { get(h, "/api/v1/claims") })
	}
	for range readingAtOnce {
		<-inside
	}
	ended.Go(func() { get(h, "/api/v1/intake/x/events") })
	if path := <-inside; !strings.HasSuffix(path, "/events") { // the others still wait
		t.Errorf("%s was let in beside %d others", path, readingAtOnce)
	}
	if w := get(h, "/healthz"); w.Code != http.StatusOK {
		t.Errorf("health: %d", w.Code)
	}
	close(leave)
	for range 5 {
		<-inside
	}
	ended.Wait()
}
