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
	"io/fs"
	"log/slog"
	"net/http"

	"ascribe"
	"ascribe/internal/dossier"
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

// Options are what New may be told. The zero value serves.
type Options struct {
	Hosts []string     // host names that requests may name; any when empty
	Log   *slog.Logger // where failures go; slog's default when nil
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
	if o.Log == nil {
		o.Log = slog.Default()
	}
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
		"/incidents/{id}":   s.incident,
		"/documents":        s.documents,
		"/documents/{id}":   s.document,
		"/claims":           s.claims,
		"/claims/{id}":      s.claim,
		"/statement":        s.statement,
		"/parties/{key...}": s.party,
		"/search":           s.search,
		"/":                 s.nowhere,
	} {
		mux.Handle("GET "+pattern, s.page(show))
	}
	mux.HandleFunc("GET /documents/{id}/original", s.original)
	mux.HandleFunc("GET /incidents/{id}/dossier.md", s.dossierFile("text/markdown", dossier.Dossier.Markdown))
	mux.HandleFunc("GET /incidents/{id}/dossier.txt", s.dossierFile("text/plain", dossier.Dossier.Text))
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("GET /static/", http.StripPrefix("/static/", http.FileServerFS(static)))
	return s.guarded(mux), nil
}
