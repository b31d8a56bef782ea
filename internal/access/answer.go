package access

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// unknown answers a request whose maker is not known: programs are told how to
// say who they are, people get the page to sign in.
func (g *Guard) unknown(w http.ResponseWriter, r *http.Request) {
	sent := r.Header.Get("Authorization") != ""
	if sent {
		g.note(r, Identity{}, r.Method+" "+r.URL.Path, "unauthorized")
	}
	if sent || g.forProgram(r) || r.Method != http.MethodGet {
		w.Header().Add("WWW-Authenticate", `Bearer realm="ascribe"`)
		w.Header().Add("WWW-Authenticate", `Basic realm="ascribe", charset="UTF-8"`)
		g.refuse(w, r, http.StatusUnauthorized, "Sign in, or send an API token as `Authorization: Bearer TOKEN`; `ascribe account token add` makes one.")
		return
	}
	http.Redirect(w, r, "/sign-in?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
}

func (g *Guard) forProgram(r *http.Request) bool {
	return beginsWith(r.URL.Path, g.Programs) || strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}

// refuse answers with a problem (RFC 9457) for programs, else with a sentence.
func (g *Guard) refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	w.Header().Set("Cache-Control", "no-store")
	if !g.forProgram(r) {
		http.Error(w, why, status)
		return
	}
	b, err := json.Marshal(map[string]any{"title": http.StatusText(status), "status": status, "detail": why})
	if err != nil { // strings and a number
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	w.Write(b) //nolint:errcheck // the client went away
}
