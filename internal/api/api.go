// Package api gives programs what a ledger holds: JSON under /api/v1, described
// by OpenAPI 3.1 at /api/v1/openapi.json (kept in docs/openapi.json). What a
// value is called here it is called in the command line's JSON too: the values
// are those of the root package, the ledger and the dossier.
//
// Entry point: New. The filter grammar is ParseFilter's.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/dossier"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/ledger"
)

// Reader is what the API asks of the ledger, and of those who build dossiers.
type Reader interface {
	ledger.Reader

	// Dossier is what was said of an incident until a day; "" is everything. It
	// fails with ledger.ErrNotFound.
	Dossier(ctx context.Context, incident string, asOf ascribe.Day) (dossier.Dossier, error)
}

// Options are what New may be told. What is nil is answered with 404 and a reason.
type Options struct {
	Knowledge *knowledge.Base
	Screen    func() (*screening.Index, error)                        // over the lists that are in use
	Lists     func() ([]designation.List, error)                      // those in use
	Versions  func() ([]catalogue.Version, error)                     // those held
	Known     func(ctx context.Context, at time.Time) (Reader, error) // the ledger as it was known then; dear
	Review    Review                                                  // where judgements are made
	Watches   Watches                                                 // where watches are kept
	Intake    Intake                                                  // takes documents in
	Accounts  *access.Store                                           // nil: there are none
	Log       *slog.Logger                                            // where failures go; slog's default when nil
	Done      <-chan struct{}                                         // ends streams of events; nil is never
}

// Path is where the API lies.
const Path = "/api/v1"

// server answers requests.
type server struct {
	Options
	reader Reader
	past   chan struct{} // bounds how many ask for the past at once
}

// pastAtOnce is how many may ask at once for what was known at a time: the
// incidents of that time are made anew for it.
const pastAtOnce = 2

// New makes the handler of everything under Path.
func New(r Reader, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	mux := http.NewServeMux()
	(&server{Options: o, reader: r, past: make(chan struct{}, pastAtOnce)}).register(mux)
	return tagged(problems(mux))
}

// Description is the API's OpenAPI 3.1 document as JSON, in a fixed order.
func Description() ([]byte, error) {
	return describe((&server{}).register(http.NewServeMux()))
}

// register joins all operations to a mux.
func (s *server) register(mux *http.ServeMux) huma.API {
	config := huma.DefaultConfig("ascribe", "1")
	config.CreateHooks = nil // no $schema in values: they are what the command line prints
	config.DocsPath, config.SchemasPath = "", ""
	config.RejectUnknownQueryParameters = true
	config.Components.Schemas = newRegistry()
	config.Info.Description = about
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token":   {Type: "http", Scheme: "bearer", Description: "An API token: ascribe account token add."},
		"basic":   {Type: "http", Scheme: "basic", Description: "An account with an API token as its password."},
		"session": {Type: "apiKey", In: "cookie", Name: "__Host-ascribe", Description: "A browser that has signed in; what writes also sends X-CSRF-Token."},
	}
	config.Security = []map[string][]string{{}, {"token": {}}, {"basic": {}}, {"session": {}}}
	a := humago.NewWithPrefix(mux, Path, config)
	a.UseMiddleware(s.permitted(a))
	for _, add := range []func(huma.API){
		s.incidents, s.statements, s.claims, s.documents, s.entities, s.sources, s.search, s.screening, s.lists, s.judgements, s.watches, s.intake, s.administration,
	} {
		add(a)
	}
	nullable(config.Components.Schemas)
	return a
}

const about = `What sources claim about cyber attacks, each claim with its quote: who says that whom did what to whom, how sure they say they are, and who denies it.

Lists come in pages: ` + "`limit`" + ` entries, and ` + "`next`" + ` of one page is ` + "`cursor`" + ` of the following one. A page may hold fewer than asked for, or none, and still have a next one. ` +
	"`as-of`" + ` shows what had been said by a day, ` + "`known`" + ` what this ledger knew at a time. Answers carry an ETag; send it back as If-None-Match to get 304 while nothing changed. ` +
	`Errors are problem details (RFC 9457). Offsets are bytes of a document's text.`
