// Package server joins the faces of a ledger under one address: pages, API,
// TAXII, MCP, health and metrics, behind the guard that says who may use them.
//
// Entry points: New joins the handlers, Serve answers on a listener.
package server

import (
	"context"
	"log/slog"
	"net/http"

	"ascribe/internal/access"
	"ascribe/internal/ledger"
)

// Options are what New joins. A handler that is nil is not there.
type Options struct {
	Pages http.Handler // everything that no other handler is for
	API   http.Handler // APIPath
	TAXII http.Handler // TAXIIPath
	MCP   http.Handler // MCPPath

	Access access.Options // who may use them; Programs, Asking and Open are set by New
	Ledger Sizer
	Log    *slog.Logger // where failures go; slog's default when nil
}

// Sizer tells what a ledger holds, and so that it can be read.
type Sizer interface {
	Size(ctx context.Context) (ledger.Size, error)
}

// Where the faces that are for programs lie.
const (
	APIPath   = "/api/"
	TAXIIPath = "/taxii2/"
	MCPPath   = "/mcp"
)

// New joins the handlers behind a guard. Every handler finds out by access.Of
// who asks.
func New(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	o.Access.Log = o.Log
	o.Access.Programs = []string{APIPath, TAXIIPath, MCPPath, "/metrics"}
	o.Access.Asking = []string{"/screen", MCPPath, APIPath + "v1/screen"}
	o.Access.Open = []string{"/static/", "/healthz", "/readyz"}
	m := newMetrics(o.Ledger)
	mux := http.NewServeMux()
	for path, h := range map[string]http.Handler{"/": o.Pages, APIPath: o.API, TAXIIPath: o.TAXII, MCPPath: o.MCP} {
		if h != nil {
			mux.Handle(path, h)
		}
	}
	mux.Handle("GET /metrics", m.handler())
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /readyz", o.ready)
	return m.counted(access.NewGuard(o.Access).Handler(admitted(mux)))
}

// alive answers as long as the program does.
func alive(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, "ok\n")
}

// ready answers whether the ledger can be read.
func (o Options) ready(w http.ResponseWriter, r *http.Request) {
	if _, err := o.Ledger.Size(r.Context()); err != nil {
		o.Log.Error("ready", "err", err)
		plain(w, http.StatusServiceUnavailable, "the ledger can't be read\n")
		return
	}
	plain(w, http.StatusOK, "ok\n")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write([]byte(text)) //nolint:errcheck // the reader went away
}
