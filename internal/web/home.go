package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"ascribe/internal/ledger"
)

// listing is one page of a list with the addresses of its neighbours.
type listing[T any] struct {
	ledger.Page[T]
	First string `json:"-"` // "" on the first page
	More  string `json:"-"` // "" on the last page
}

// list adds the neighbours of a page by the address of this one.
func list[T any](r *http.Request, p ledger.Page[T]) listing[T] {
	l := listing[T]{Page: p}
	query := r.URL.Query()
	if query.Has("cursor") {
		query.Del("cursor")
		l.First = address(r, query)
	}
	if p.Next != "" {
		query.Set("cursor", p.Next)
		l.More = address(r, query)
	}
	return l
}

func address(r *http.Request, query url.Values) string {
	if len(query) == 0 {
		return r.URL.EscapedPath()
	}
	return r.URL.EscapedPath() + "?" + query.Encode()
}

// paging reads the parameters cursor and limit.
func paging(r *http.Request) ledger.Paging {
	limit, err := strconv.Atoi(r.URL.Query().Get("limit"))
	if err != nil {
		limit = 0 // the default
	}
	return ledger.Paging{Cursor: r.URL.Query().Get("cursor"), Limit: limit}
}

// homeView is what the first page shows.
type homeView struct {
	Size      ledger.Size                   `json:"size"`
	Incidents listing[ledger.IncidentEntry] `json:"incidents"`
	Contested listing[ledger.IncidentEntry] `json:"contested"`
	Documents []ledger.DocumentEntry        `json:"documents"` // the newest
	Facets    []ledger.FacetCount           `json:"facets"`
}

// The lengths of the first page's lists.
const (
	homeIncidents = 12
	homeContested = 6
	homeDocuments = 8
)

func (s *site) home(r *http.Request) (answer, error) {
	var v homeView
	var err error
	ctx := r.Context()
	if v.Size, err = s.Size(ctx); err != nil {
		return answer{}, err
	}
	incidents, err := s.Incidents(ctx, ledger.IncidentFilter{Newest: true, Paging: ledger.Paging{Limit: homeIncidents}})
	if err != nil {
		return answer{}, err
	}
	v.Incidents = rest(incidents, "/incidents", "cursor", incidents.Next)
	contested, err := s.Incidents(ctx, ledger.IncidentFilter{Newest: true, Contested: true, Paging: ledger.Paging{Limit: homeContested}})
	if err != nil {
		return answer{}, err
	}
	v.Contested = rest(contested, "/incidents", "contested", ledger.Contested)
	documents, err := s.Documents(ctx, ledger.DocumentFilter{Newest: true, Paging: ledger.Paging{Limit: homeDocuments}})
	if err != nil {
		return answer{}, err
	}
	v.Documents = documents.Items
	v.Facets, err = s.Facets(ctx)
	return answer{Template: "home", Value: v, Extra: newSelector(v.Facets, nil)}, err
}

func (s *site) documents(r *http.Request) (answer, error) {
	q := r.URL.Query()
	page, err := s.Documents(r.Context(), ledger.DocumentFilter{
		Newest: true, Query: q.Get("q"), Publisher: q.Get("publisher"), Incident: q.Get("incident"), Entity: q.Get("entity"), Paging: paging(r),
	})
	return answer{Template: "documents", Title: "Documents", Value: list(r, page)}, err
}

// searchView is what a search found of each kind.
type searchView struct {
	Query     string                        `json:"query"`
	Incidents listing[ledger.IncidentEntry] `json:"incidents"`
	Parties   []partyHit                    `json:"parties"`
	Claims    listing[claimHit]             `json:"claims"`
	Documents listing[ledger.Hit]           `json:"documents"`
}

// partyHit is an entity with its page.
type partyHit struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// claimHit is a claim with the passage of it that fits.
type claimHit struct {
	ledger.Hit
	Entry ledger.Entry `json:"entry"`
}

// searchLimit is how many of each kind a search shows.
const searchLimit = 12

func (s *site) search(r *http.Request) (answer, error) {
	v := searchView{Query: r.URL.Query().Get("q"), Parties: []partyHit{}}
	a := answer{Template: "search", Title: "Search"}
	if _, err := ledger.ParseQuery(v.Query); errors.Is(err, ledger.ErrBadQuery) { // the page says how to ask
		a.Value = v
		return a, nil
	}
	ctx, few := r.Context(), ledger.Paging{Limit: searchLimit}
	incidents, err := s.Incidents(ctx, ledger.IncidentFilter{Query: v.Query, Newest: true, Paging: few})
	if err != nil {
		return a, err
	}
	parties, err := s.Entities(ctx, ledger.EntityFilter{Query: v.Query, Paging: few})
	if err != nil {
		return a, err
	}
	claims, err := s.Search(ctx, ledger.Search{Query: v.Query, In: ledger.ClaimKind, Paging: few})
	if err != nil {
		return a, err
	}
	documents, err := s.Search(ctx, ledger.Search{Query: v.Query, In: ledger.DocumentKind, Paging: few})
	if err != nil {
		return a, err
	}
	for _, e := range parties.Items {
		v.Parties = append(v.Parties, partyHit{e.ID, e.Name, string(e.Type)})
	}
	v.Incidents = rest(incidents, "/incidents", "q", v.Query)
	if v.Claims, err = s.hits(ctx, rest(claims, "/claims", "q", v.Query)); err != nil {
		return a, err
	}
	v.Documents = rest(documents, "/documents", "q", v.Query)
	a.Value = v
	return a, nil
}

// hits reads the claims that a search found.
func (s *site) hits(ctx context.Context, found listing[ledger.Hit]) (listing[claimHit], error) {
	out := listing[claimHit]{More: found.More}
	for _, h := range found.Items {
		c, err := s.Claim(ctx, h.Claim)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, claimHit{h, c})
	}
	return out, nil
}
