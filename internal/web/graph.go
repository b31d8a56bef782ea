package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// graphView is who is said to have to do with whom: parties, and between them
// the statements that claims take a stance on.
type graphView struct {
	Incident  string            `json:"incident,omitempty"`
	Parties   []string          `json:"parties"` // keys of those that were asked for
	Predicate ascribe.Predicate `json:"predicate,omitempty"`
	AsOf      ascribe.Day       `json:"as_of,omitempty"`
	Nodes     []graphNode       `json:"nodes"`
	Edges     []graphEdge       `json:"edges"`
	More      bool              `json:"more"` // there are claims that were not read
}

type graphNode struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Type   string `json:"type,omitempty"`
	Centre bool   `json:"centre"` // was asked for
	Link   string `json:"link"`
	Expand string `json:"expand"` // this graph with the party asked for as well
}

type graphEdge struct {
	Statement string            `json:"statement"` // Statement.Key
	Predicate ascribe.Predicate `json:"predicate"`
	Subject   string            `json:"subject"` // key, "" where nobody is named
	Object    string            `json:"object"`
	Words     string            `json:"words"`  // of the predicate
	Phrase    string            `json:"phrase"` // of the statement
	Asserting int               `json:"asserting"`
	Denying   int               `json:"denying"` // sources, as are those asserting
	Contested bool              `json:"contested"`
	Link      string            `json:"link"`

	sources map[ascribe.Stance][]string
}

// graphExtra is what the form offers.
type graphExtra struct {
	Predicates []ascribe.Predicate
	Names      map[string]string // of nodes, by key
	Incidents  []ledger.IncidentEntry
}

// The bounds of a graph: beyond, nobody sees anything.
const (
	graphClaims    = 400 // read for each party that is asked for
	graphParties   = 12
	graphIncidents = 12 // offered to begin with
)

func (s *site) graph(r *http.Request) (answer, error) {
	q := r.URL.Query()
	v := graphView{Incident: q.Get("incident"), Parties: q["party"], Predicate: ascribe.Predicate(q.Get("predicate")), Nodes: []graphNode{}, Edges: []graphEdge{}}
	if v.Parties == nil {
		v.Parties = []string{}
	}
	if len(v.Parties) > graphParties {
		return answer{}, fmt.Errorf("%w: a graph round %d parties can't be read; ask for up to %d", errBadRequest, len(v.Parties), graphParties)
	}
	var err error
	if v.AsOf, err = dayParameter(r, "as-of"); err != nil {
		return answer{}, err
	}
	if name := q.Get("name"); name != "" {
		key, err := s.keyOf(r.Context(), name)
		if err != nil {
			return answer{}, err
		}
		v.Parties = append(v.Parties, key)
	}
	claims, err := s.graphClaims(r.Context(), &v)
	if err != nil {
		return answer{}, err
	}
	v.build(claims, q)
	x := graphExtra{Predicates: ascribe.Predicates(), Names: map[string]string{}}
	for _, n := range v.Nodes {
		x.Names[n.Key] = n.Name
	}
	if len(claims) == 0 {
		page, err := s.Incidents(r.Context(), ledger.IncidentFilter{Newest: true, Paging: ledger.Paging{Limit: graphIncidents}})
		if err != nil {
			return answer{}, err
		}
		x.Incidents = page.Items
	}
	return answer{Template: "graph", Title: "Graph", Value: v, Extra: x}, nil
}

// keyOf is the key of the party that somebody typed a name of: an entity of the
// ledger, else whoever is described so.
func (s *site) keyOf(ctx context.Context, name string) (string, error) {
	page, err := s.Entities(ctx, ledger.EntityFilter{Query: name})
	if err != nil {
		return "", err
	}
	for _, e := range page.Items {
		if ascribe.Fold(e.Name) == ascribe.Fold(name) || slices.ContainsFunc(e.Aliases, func(a string) bool { return ascribe.Fold(a) == ascribe.Fold(name) }) {
			return e.ID, nil
		}
	}
	if len(page.Items) > 0 {
		return page.Items[0].ID, nil
	}
	return (&ascribe.Party{Name: name}).Key(), nil
}

// graphClaims reads the claims about the parties, or of the incident.
func (s *site) graphClaims(ctx context.Context, v *graphView) ([]ledger.Entry, error) {
	f := ledger.ClaimFilter{Incident: v.Incident, SaidBy: v.AsOf, Newest: true, Paging: ledger.Paging{Limit: graphClaims}}
	if v.Predicate != "" {
		f.Predicates = []ascribe.Predicate{v.Predicate}
	}
	parties := v.Parties
	if v.Incident != "" {
		parties = append([]string{""}, parties...)
	}
	var out []ledger.Entry
	seen := map[string]bool{}
	for _, party := range parties {
		f.Party = party
		if party != "" {
			f.Incident = ""
		}
		page, err := s.Claims(ctx, f)
		if err != nil {
			return nil, err
		}
		v.More = v.More || page.Next != ""
		for _, c := range page.Items {
			if !seen[c.ID] {
				seen[c.ID] = true
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// build makes nodes of the claims' parties and edges of their statements.
func (v *graphView) build(claims []ledger.Entry, q url.Values) {
	nodes, edges := map[string]graphNode{}, map[string]*graphEdge{}
	for _, c := range claims {
		for _, p := range []*ascribe.Party{c.Subject, c.Object} {
			if key := p.Key(); key != "" {
				nodes[key] = graphNode{Key: key, Name: squash(p.Name), Type: p.Type, Centre: slices.Contains(v.Parties, key), Link: keyLink(key), Expand: expanded(q, key)}
			}
		}
		key := c.Statement.Key()
		e := edges[key]
		if e == nil {
			e = &graphEdge{Statement: key, Predicate: c.Predicate, Subject: c.Subject.Key(), Object: c.Object.Key(), Words: spaced(string(c.Predicate)),
				Phrase: wording.Phrase(c.Statement), Link: statementLink(c.Statement), sources: map[ascribe.Stance][]string{}}
			edges[key] = e
		}
		if !slices.Contains(e.sources[c.Stance], c.Source.Key()) {
			e.sources[c.Stance] = append(e.sources[c.Stance], c.Source.Key())
		}
	}
	for _, n := range nodes {
		v.Nodes = append(v.Nodes, n)
	}
	for _, e := range edges {
		e.Asserting, e.Denying = len(e.sources[ascribe.Asserts]), len(e.sources[ascribe.Denies])
		e.Contested = e.Denying > 0
		v.Edges = append(v.Edges, *e)
	}
	slices.SortFunc(v.Nodes, func(a, b graphNode) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortFunc(v.Edges, func(a, b graphEdge) int {
		return cmp.Or(cmp.Compare(b.Asserting+b.Denying, a.Asserting+a.Denying), cmp.Compare(a.Statement, b.Statement))
	})
}

// expanded is the address of this graph with one more party asked for.
func expanded(q url.Values, key string) string {
	more := url.Values{}
	for name, values := range q {
		if name != "format" && name != "name" {
			more[name] = slices.Clone(values)
		}
	}
	if !slices.Contains(more["party"], key) {
		more.Add("party", key)
	}
	return "/graph?" + more.Encode()
}
