package server

import (
	"net/http"
	"strings"
)

// readingAtOnce is how many requests that read are answered at once; more wait
// in the order they came. A dossier asks the ledger some hundred questions: were
// all let in, each of these would wait behind those of all the others, and the
// dossiers would never be done.
const readingAtOnce = 16

// admitted lets few requests that read ask the ledger at once. Streams of events
// and what does not touch the ledger pass; so do requests that write, which
// their bodies may hold up.
func admitted(next http.Handler) http.Handler {
	places := make(chan struct{}, readingAtOnce)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reads := r.Method == http.MethodGet && !strings.HasSuffix(r.URL.Path, "/events") && (face(r.URL.Path) == "api" || face(r.URL.Path) == "pages" || face(r.URL.Path) == "taxii")
		if !reads {
			next.ServeHTTP(w, r)
			return
		}
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
			next.ServeHTTP(w, r)
		case <-r.Context().Done(): // the client went away
		}
	})
}
