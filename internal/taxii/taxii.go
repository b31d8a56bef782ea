// Package taxii serves a ledger as a TAXII 2.1 server: one API root with a
// collection of everything and one for each watch, to be read and not written.
//
// Entry point: New. The objects are those that package stix makes of documents
// and incidents; an object was added when the ledger first held a claim that
// it serves.
//
// Source: TAXII Version 2.1, OASIS Standard, 10 June 2021.
package taxii

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
)

// MediaType is that of every answer.
const MediaType = "application/taxii+json;version=2.1"

// Reader is what the server asks of the ledger.
type Reader interface {
	selection.Reader
	Size(ctx context.Context) (ledger.Size, error)
	Watches(ctx context.Context) ([]ascribe.Watch, error)
}

// Options are what New may be told. The zero value serves.
type Options struct {
	Title    string           // of the server; "ascribe" when empty
	Markings []*stix.Marking  // put on every object
	Fresh    time.Duration    // for how long what is new may be missing; 0 is five seconds
	Log      *slog.Logger     // where failures go; slog's default when nil
	Now      func() time.Time // nil is time.Now
}

// server answers requests.
type server struct {
	Reader
	Options
	mutex   sync.Mutex
	indexes map[string]*latest // by collection
}

// New makes the handler of everything below /taxii2/.
func New(r Reader, o Options) http.Handler {
	if o.Title == "" {
		o.Title = "ascribe"
	}
	if o.Fresh == 0 {
		o.Fresh = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &server{Reader: r, Options: o, indexes: map[string]*latest{}}
	mux := http.NewServeMux()
	for path, show := range map[string]view{
		"{$}":                                                   s.discovery,
		"ledger/{$}":                                            s.root,
		"ledger/status/{id}/{$}":                                s.nowhere,
		"ledger/collections/{$}":                                s.collections,
		"ledger/collections/{id}/{$}":                           s.collection,
		"ledger/collections/{id}/manifest/{$}":                  s.manifest,
		"ledger/collections/{id}/objects/{$}":                   s.objects,
		"ledger/collections/{id}/objects/{object}/{$}":          s.object,
		"ledger/collections/{id}/objects/{object}/versions/{$}": s.versions,
		"": s.nowhere,
	} {
		mux.Handle("/taxii2/"+path, s.answer(show))
	}
	return mux
}
