package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"ascribe"
	"ascribe/internal/intake"
	"ascribe/internal/ledger"
)

// view makes the contents of a page from a request.
type view func(*http.Request) (answer, error)

// answer is a page's contents. Value is what JSON readers get; the template sees
// it as .View, and Extra as what only the page needs.
type answer struct {
	Template string
	Title    string
	Status   int // 0 is 200
	Value    any
	Extra    any
}

// frame is what the layout of a page shows.
type frame struct {
	Title   string
	Query   string // in the search box
	Path    string // of this page as JSON
	Section string // the first part of the path, which the navigation marks
	Link    string // of this page, to be cited
	Today   ascribe.Day
	Visitor Visitor
	View    any
	Extra   any
}

// problem is an error as readers see it (RFC 9457).
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// page answers with a view's contents, as HTML or JSON.
func (s *site) page(show view) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, err := show(r)
		if err != nil {
			a = s.failure(r, err)
		}
		if a.Status == 0 {
			a.Status = http.StatusOK
		}
		if wantsJSON(r) {
			s.writeJSON(w, a)
			return
		}
		s.writeHTML(w, r, a)
	})
}

// wantsJSON reports whether a request asks for JSON. A browser, which lists
// text/html first, does not.
func wantsJSON(r *http.Request) bool {
	switch r.URL.Query().Get("format") {
	case "json":
		return true
	case "html":
		return false
	}
	accept := r.Header.Get("Accept")
	at := strings.Index(accept, "application/json")
	html := strings.Index(accept, "text/html")
	return at >= 0 && (html < 0 || at < html)
}

// failure turns an error into a page. What went wrong inside is logged and not shown.
func (s *site) failure(r *http.Request, err error) answer {
	p := problem{Title: "Something went wrong", Status: http.StatusInternalServerError, Detail: "The ledger could not answer. The server's log says why."}
	switch {
	case errors.Is(err, errReadOnly):
		p = problem{"Only for reading", http.StatusForbidden, "These pages, or your account, only read. An analyst's account can change what is judged and add documents."}
	case refusal(err) != "":
		p = problem{"That can't be judged so", http.StatusBadRequest, refusal(err)}
	case errors.Is(err, ledger.ErrNotFound), errors.Is(err, intake.ErrUnknown):
		p = problem{"Not in this ledger", http.StatusNotFound, "There is nothing here by that name. It may have been removed, or the address may be incomplete."}
	case errors.Is(err, ledger.ErrBadQuery), errors.Is(err, ledger.ErrBadCursor), errors.Is(err, errBadRequest):
		p = problem{"That can't be answered", http.StatusBadRequest, err.Error()}
	case r.Context().Err() != nil: // the reader went away
	default:
		s.Log.Error("page", "path", r.URL.Path, "err", err)
	}
	return answer{Template: "problem", Title: p.Title, Status: p.Status, Value: p}
}

// errReadOnly is the error about a change that is not offered here, or not to this visitor.
var errReadOnly = errors.New("only for reading")

// errBadRequest is wrapped by errors about a request's parameters.
var errBadRequest = errors.New("the address is wrong")

func (s *site) writeJSON(w http.ResponseWriter, a answer) {
	media := "application/json"
	if a.Template == "problem" {
		media = "application/problem+json"
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(true)
	e.SetIndent("", "  ")
	if err := e.Encode(a.Value); err != nil {
		s.Log.Error("page as JSON", "err", err)
		http.Error(w, "The answer could not be written.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Add("Vary", "Accept")
	w.WriteHeader(a.Status)
	w.Write(b.Bytes()) //nolint:errcheck // the reader went away
}

func (s *site) writeHTML(w http.ResponseWriter, r *http.Request, a answer) {
	query := r.URL.Query()
	f := frame{Title: a.Title, Query: query.Get("q"), View: a.Value, Extra: a.Extra, Visitor: s.Visitor(r), Today: ascribe.DayOf(s.Now())}
	f.Section, _, _ = strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	query.Del("format")
	f.Link = originOf(r) + address(r, query)
	query.Set("format", "json")
	f.Path = r.URL.EscapedPath() + "?" + query.Encode()
	var b bytes.Buffer
	if err := s.pages[a.Template].ExecuteTemplate(&b, "layout", f); err != nil {
		s.Log.Error("page", "path", r.URL.Path, "err", err)
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Add("Vary", "Accept")
	w.WriteHeader(a.Status)
	w.Write(b.Bytes()) //nolint:errcheck // the reader went away
}

// originOf is the scheme and host that a request came to.
func originOf(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// pageTemplate is one page with the layout and the parts.
type pageTemplate = *template.Template

// parsePages reads templates/*.html: layout and parts go with every other one.
func parsePages() (map[string]pageTemplate, error) {
	entries, err := files.ReadDir("templates")
	if err != nil {
		return nil, err
	}
	pages := map[string]pageTemplate{}
	for _, entry := range entries {
		name, _ := strings.CutSuffix(entry.Name(), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		t, err := template.New(name).Funcs(functions()).ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/"+entry.Name())
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", name, err)
		}
		pages[name] = t
	}
	return pages, nil
}

// nowhere is every address that is not a page.
func (s *site) nowhere(*http.Request) (answer, error) {
	return answer{}, fmt.Errorf("page: %w", ledger.ErrNotFound)
}
