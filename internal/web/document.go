package web

import (
	"context"
	"fmt"
	"net/http"

	"ascribe"
	"ascribe/internal/ledger"
)

// documentView is all that is known of a document.
type documentView struct {
	Document  ascribe.Document       `json:"document"`
	Origins   []ledger.Origin        `json:"origins"`
	Copies    []ascribe.Copy         `json:"copies"`
	Incidents []ledger.IncidentEntry `json:"incidents"`
	Claims    []ledger.Entry         `json:"claims"`
	Mentions  []ascribe.Mention      `json:"mentions"`
	Text      ascribe.Text           `json:"text"`
}

// documentExtra is how the reader lays a document out.
type documentExtra struct {
	judging
	Passages []passage
	Titles   map[string]string // of copies, by document
	Left     int               // blocks of boilerplate
}

func (s *site) document(r *http.Request) (answer, error) {
	v, err := s.readDocument(r.Context(), r.PathValue("id"))
	if err != nil {
		return answer{}, err
	}
	x := documentExtra{judging: s.judging(r), Titles: map[string]string{}}
	x.Passages = lay(v.Text, v.Claims, v.Mentions, r.URL.Query().Get("claim"))
	for _, b := range v.Text.Blocks {
		if b.Kind == ascribe.BoilerplateBlock {
			x.Left++
		}
	}
	for _, c := range v.Copies {
		other := c.Of
		if other == v.Document.ID {
			other = c.Document
		}
		d, err := s.Document(r.Context(), other)
		if err != nil {
			return answer{}, err
		}
		x.Titles[other] = titleOf(d)
	}
	return answer{Template: "document", Title: titleOf(v.Document), Value: v, Extra: x}, nil
}

func (s *site) readDocument(ctx context.Context, id string) (v documentView, err error) {
	if v.Document, err = s.Document(ctx, id); err != nil {
		return v, err
	}
	if v.Text, err = s.Text(ctx, id); err != nil {
		return v, err
	}
	if v.Origins, err = s.Origins(ctx, id); err != nil {
		return v, err
	}
	if v.Mentions, err = s.Mentions(ctx, id); err != nil {
		return v, err
	}
	if v.Copies, err = s.Copies(ctx, id); err != nil {
		return v, err
	}
	incidents, err := s.Incidents(ctx, ledger.IncidentFilter{Document: id})
	if err != nil {
		return v, err
	}
	v.Incidents = incidents.Items
	v.Claims, err = s.claimsOf(ctx, id)
	return v, err
}

// claimsOf lists a document's claims in the order of its text, those that
// somebody rejected too: there the rejection can be seen, and undone.
func (s *site) claimsOf(ctx context.Context, document string) ([]ledger.Entry, error) {
	claims := []ledger.Entry{}
	for c, err := range ledger.AllClaims(ctx, s, ledger.ClaimFilter{Document: document, Rejected: true}) {
		if err != nil {
			return nil, err
		}
		claims = append(claims, c)
	}
	sortByPlace(claims)
	return claims, nil
}

// titleOf is what a document is called in lists.
func titleOf(d ascribe.Document) string {
	switch {
	case d.Title != "":
		return d.Title
	case d.File != "":
		return d.File
	default:
		return d.ID
	}
}

// original hands out the bytes as they were read, as a download: nothing that
// was ingested is ever shown as a page of ours.
func (s *site) original(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	raw, err := s.Original(r.Context(), id)
	if err != nil {
		s.page(func(*http.Request) (answer, error) { return answer{}, err }).ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", id+".original"))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Write(raw) //nolint:errcheck // the reader went away
}
