package taxii

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"ascribe/internal/ledger"
)

// view makes an answer of a request; headers that only it knows it sets itself.
type view func(w http.Header, r *http.Request) (any, error)

// refusal is an error that the client brought about.
type refusal struct {
	status int
	title  string
	why    string
}

func (e refusal) Error() string { return e.title + ": " + e.why }

// answer writes what a view makes, and turns away what is no TAXII request.
func (s *server) answer(show view) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var out any
		err := acceptable(r)
		if err == nil {
			out, err = show(w.Header(), r)
		}
		status := http.StatusOK
		if err != nil {
			f := s.failure(r, err)
			out, status = f, statusOf(f)
		}
		body, err := json.Marshal(out)
		if err != nil {
			s.Log.Error("taxii", "path", r.URL.Path, "err", err)
			http.Error(w, "The answer could not be written.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", MediaType)
		w.Header().Add("Vary", "Accept")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		w.Write(body) //nolint:errcheck // the reader went away
	})
}

// acceptable asks of a request what the standard does: a method that we answer,
// an Accept header that fits, content of the right type.
func acceptable(r *http.Request) error {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodPost, http.MethodDelete:
		if !strings.Contains(r.URL.Path, "/objects/") {
			return refusal{http.StatusMethodNotAllowed, "Method not allowed", "this resource can only be read"}
		}
		if media := r.Header.Get("Content-Type"); r.Method == http.MethodPost && !ours(media) {
			return refusal{http.StatusUnsupportedMediaType, "Unsupported media type", "content is " + MediaType}
		}
		return refusal{http.StatusForbidden, "Forbidden", "collections can't be written to; add documents with the program or its API"}
	default:
		return refusal{http.StatusMethodNotAllowed, "Method not allowed", "GET reads, nothing else is answered"}
	}
	accept := strings.Join(r.Header.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return nil
	}
	for part := range strings.SplitSeq(accept, ",") {
		media, _, err := mime.ParseMediaType(part)
		if err == nil && (media == "*/*" || media == "application/*" || ours(part)) {
			return nil
		}
	}
	return refusal{http.StatusNotAcceptable, "Not acceptable", "answers are " + MediaType}
}

// ours reports whether a media type is TAXII of a version that we speak, or of none.
func ours(media string) bool {
	name, params, err := mime.ParseMediaType(media)
	return err == nil && name == "application/taxii+json" && (params["version"] == "" || params["version"] == "2.1")
}

// failure is an error as the client sees it. What went wrong inside is logged and not shown.
func (s *server) failure(r *http.Request, err error) failure {
	var refused refusal
	switch {
	case errors.As(err, &refused):
	case errors.Is(err, ledger.ErrNotFound):
		refused = refusal{http.StatusNotFound, "Not found", "there is nothing here by that name"}
	case r.Context().Err() != nil: // the client went away
		refused = refusal{http.StatusServiceUnavailable, "Interrupted", ""}
	default:
		s.Log.Error("taxii", "path", r.URL.Path, "err", err)
		refused = refusal{http.StatusInternalServerError, "Server error", "the ledger could not answer; the server's log says why"}
	}
	return failure{refused.title, refused.why, strconv.Itoa(refused.status)}
}

func statusOf(f failure) int {
	status, err := strconv.Atoi(f.Status)
	if err != nil { // failure wrote it
		return http.StatusInternalServerError
	}
	return status
}

func (s *server) nowhere(_ http.Header, r *http.Request) (any, error) {
	return nil, fmt.Errorf("%s: %w", r.URL.Path, ledger.ErrNotFound)
}
