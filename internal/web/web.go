// Package web shows a ledger as pages: incidents, documents with every claim
// beside its sentence, claims with how they were read, parties, search. The
// pages are made on the server and need no scripts. Every page is JSON too, at
// the same address with ?format=json or an Accept header.
//
// Entry point: New makes the handler over a Reader; package server runs it.
package web

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"ascribe"
	"ascribe/internal/dossier"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/ledger"
)

// Reader is what the pages ask of the ledger, and of those who build dossiers.
type Reader interface {
	Size(ctx context.Context) (ledger.Size, error)
	Document(ctx context.Context, id string) (ascribe.Document, error)
	Text(ctx context.Context, document string) (ascribe.Text, error)
	Original(ctx context.Context, document string) ([]byte, error)
	Origins(ctx context.Context, document string) ([]ledger.Origin, error)
	Mentions(ctx context.Context, document string) ([]ascribe.Mention, error)
	Copies(ctx context.Context, document string) ([]ascribe.Copy, error)
	Claim(ctx context.Context, id string) (ledger.Entry, error)
	Judgements(ctx context.Context, f ledger.JudgementFilter) (ledger.Page[ascribe.Judgement], error)
	Facets(ctx context.Context) ([]ledger.FacetCount, error)
	Incident(ctx context.Context, id string) (ledger.IncidentEntry, error)
	Entity(ctx context.Context, id string) (ascribe.Entity, error)
	Documents(ctx context.Context, f ledger.DocumentFilter) (ledger.Page[ledger.DocumentEntry], error)
	Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error)
	Entities(ctx context.Context, f ledger.EntityFilter) (ledger.Page[ascribe.Entity], error)
	Incidents(ctx context.Context, f ledger.IncidentFilter) (ledger.Page[ledger.IncidentEntry], error)
	Search(ctx context.Context, s ledger.Search) (ledger.Page[ledger.Hit], error)

	// Dossier is what was said of an incident until a day; "" is everything. It
	// fails with ledger.ErrNotFound.
	Dossier(ctx context.Context, incident string, asOf ascribe.Day) (dossier.Dossier, error)
}

// Options are what New may be told. The zero value serves a ledger for reading:
// what a nil field would do is said to be missing where a page offers it.
type Options struct {
	Hosts     []string                            // host names that requests may name; any when empty
	Log       *slog.Logger                        // where failures go; slog's default when nil
	Now       func() time.Time                    // time.Now when nil
	Visitor   func(*http.Request) Visitor         // who asks; a nameless reader who may write when nil
	Screening func() (*screening.Index, error)    // the sanctions lists that names are compared with
	Lists     func() ([]catalogue.Version, error) // the versions of them that are held
	Review    Review                              // where people judge
	Intake    Intake                              // takes documents in
	Exports   []Export                            // an incident in other formats
}

// Visitor is who asks for a page.
type Visitor struct {
	Name     string // "" where nobody needs one
	CSRF     string // goes with every form that writes, as field "csrf"
	MayWrite bool
	SignedIn bool // by a session that can be ended at /sign-out
}

// Export is a format that a dossier can be downloaded in, at /incidents/ID/File.
type Export struct {
	Name  string // as a reader sees it
	File  string // such as "stix.json"
	Media string // content type
	Write func(ctx context.Context, w io.Writer, incident string, asOf ascribe.Day) error
}

//go:embed static templates
var files embed.FS

// site answers requests.
type site struct {
	Reader
	Options
	pages map[string]pageTemplate
}

// New makes the handler of all pages. The error is that of a broken template.
func New(r Reader, o Options) (http.Handler, error) {
	o = o.filled()
	s := &site{Reader: r, Options: o}
	var err error
	if s.pages, err = parsePages(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	static, err := fs.Sub(files, "static")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	mux := http.NewServeMux()
	for pattern, show := range map[string]view{
		"/{$}":              s.home,
		"/incidents":        s.incidents,
		"/documents":        s.documents,
		"/documents/{id}":   s.document,
		"/claims":           s.claims,
		"/claims/{id}":      s.claim,
		"/statement":        s.statement,
		"/parties/{key...}": s.party,
		"/search":           s.search,
		"/graph":            s.graph,
		"/screen":           s.screenOne,
		"/knowledge":        s.knowledge,
		"/add":              s.add,
		"/intake/{id}":      s.job,
		"/review":           s.review,
		"/":                 s.nowhere,
	} {
		mux.Handle("GET "+pattern, s.page(show))
	}
	mux.HandleFunc("GET /incidents/{id}", func(w http.ResponseWriter, r *http.Request) {
		if !s.step(w, r) {
			s.page(s.incident).ServeHTTP(w, r)
		}
	})
	mux.HandleFunc("POST /screen", s.screenMany)
	mux.HandleFunc("POST /add", s.submit)
	mux.HandleFunc("POST /judge", s.judge)
	mux.HandleFunc("POST /claims/{id}/correct", s.correct)
	for _, e := range s.Exports {
		mux.HandleFunc("GET /incidents/{id}/"+e.File, s.export(e))
	}
	mux.HandleFunc("GET /documents/{id}/original", s.original)
	mux.HandleFunc("GET /incidents/{id}/dossier.md", s.dossierFile("text/markdown", dossier.Dossier.Markdown))
	mux.HandleFunc("GET /incidents/{id}/dossier.txt", s.dossierFile("text/plain", dossier.Dossier.Text))
	mux.HandleFunc("GET /incidents/{id}/dossier.html", s.export(s.download("dossier.html", "text/html; charset=utf-8", dossier.Dossier.HTML)))
	mux.HandleFunc("GET /incidents/{id}/dossier.pdf", s.export(s.download("dossier.pdf", "application/pdf", dossier.Dossier.PDF)))
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("GET /static/", http.StripPrefix("/static/", http.FileServerFS(static)))
	return s.guarded(mux), nil
}

// filled gives what is not said its default.
func (o Options) filled() Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Visitor == nil {
		o.Visitor = func(*http.Request) Visitor { return Visitor{MayWrite: true} }
	}
	return o
}
