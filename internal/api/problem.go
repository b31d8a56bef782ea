package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/actor"
	"ascribe/internal/ledger"
)

// failure turns an error into an answer. What went wrong inside is logged and not shown.
func (s *server) failure(err error) error {
	var known huma.StatusError
	var input *ascribe.Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, ledger.ErrNotFound), errors.Is(err, actor.ErrNobody), errors.Is(err, access.ErrUnknown):
		return huma.Error404NotFound(err.Error())
	case errors.Is(err, ErrBadFilter), errors.Is(err, ledger.ErrBadQuery), errors.Is(err, ledger.ErrBadCursor):
		return huma.Error400BadRequest(err.Error())
	case errors.Is(err, ascribe.ErrInvalidJudgement), errors.Is(err, ascribe.ErrInvalidClaim), errors.As(err, &input):
		return huma.Error422UnprocessableEntity(err.Error())
	default:
		s.Log.Error("api", "err", err)
		return huma.Error500InternalServerError("The ledger could not answer. The server's log says why.")
	}
}

// absent is the answer where a server was started without something.
func absent(what string) error {
	return huma.Error404NotFound("This server has no " + what + ".")
}

// roleKey is where an operation says what role it needs.
const roleKey = "role"

// permitted turns away who lacks the role that an operation needs, which is
// Reader where it says nothing.
func (s *server) permitted(a huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		needed, ok := ctx.Operation().Metadata[roleKey].(access.Role)
		if !ok {
			needed = access.Reader
		}
		if access.Of(ctx.Context()).Role.Allows(needed) {
			next(ctx)
			return
		}
		if err := huma.WriteErr(a, ctx, http.StatusForbidden, "This needs the role "+string(needed)+"."); err != nil {
			s.Log.Error("api", "err", err)
		}
	}
}

// problems answers in JSON where the mux has no handler, too.
func problems(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		plain := &kept{header: http.Header{}}
		h.ServeHTTP(plain, r)
		if plain.status < http.StatusBadRequest { // a redirect to the clean path
			h.ServeHTTP(w, r)
			return
		}
		if allow := plain.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
		}
		b, err := json.Marshal(huma.ErrorModel{Title: http.StatusText(plain.status), Status: plain.status,
			Detail: r.Method + " " + r.URL.Path + " is not part of this API; " + Path + "/openapi.json describes what is."})
		if err != nil { // strings and a number
			return
		}
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(plain.status)
		w.Write(b) //nolint:errcheck // the client went away
	})
}

// kept is an answer that is held back.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the answer's header.
func (k *kept) Header() http.Header { return k.header }

// WriteHeader keeps the status.
func (k *kept) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}

// Write keeps a piece of the answer.
func (k *kept) Write(b []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return k.body.Write(b)
}
