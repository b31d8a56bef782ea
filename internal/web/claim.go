package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"ascribe"
	"ascribe/internal/ledger"
)

// claimView is a claim with what stands round it.
type claimView struct {
	Claim     ledger.Entry           `json:"claim"`
	Document  ascribe.Document       `json:"document"`
	Incidents []ledger.IncidentEntry `json:"incidents"`
	Others    []ledger.Entry         `json:"others"` // claims on the same statement
}

// claimExtra is the passage that a claim stands in, and what its forms show.
type claimExtra struct {
	judging
	Passage []piece
	Fields  []correction
	Back    string // where a judgement leads
}

// others is how many claims on the same statement a page shows.
const others = 20

func (s *site) claim(r *http.Request) (answer, error) {
	ctx := r.Context()
	var v claimView
	var err error
	if v.Claim, err = s.Claim(ctx, r.PathValue("id")); err != nil {
		return answer{}, err
	}
	if v.Document, err = s.Document(ctx, v.Claim.Document); err != nil {
		return answer{}, err
	}
	incidents, err := s.Incidents(ctx, ledger.IncidentFilter{Claim: v.Claim.ID})
	if err != nil {
		return answer{}, err
	}
	v.Incidents = incidents.Items
	same, err := s.Claims(ctx, ledger.ClaimFilter{Statement: v.Claim.Statement.Key(), Paging: ledger.Paging{Limit: others}})
	if err != nil {
		return answer{}, err
	}
	v.Others = []ledger.Entry{}
	for _, c := range same.Items {
		if c.ID != v.Claim.ID {
			v.Others = append(v.Others, c)
		}
	}
	text, err := s.Text(ctx, v.Claim.Document)
	if err != nil {
		return answer{}, err
	}
	x := claimExtra{judging: s.judging(r), Passage: surroundings(text, v.Claim), Fields: correctable(v.Claim.Claim), Back: r.URL.Query().Get("back")}
	if x.Back == "" {
		x.Back = "/claims/" + url.PathEscape(v.Claim.ID) + "#judge"
	}
	return answer{Template: "claim", Title: v.Claim.Source.Name + " " + string(v.Claim.Stance), Value: v, Extra: x}, nil
}

// surroundings is the block that holds a claim's quote, with that marked.
func surroundings(t ascribe.Text, c ledger.Entry) []piece {
	span := c.Quote.Span
	if b, ok := t.BlockAt(c.Quote.Start); ok {
		span = ascribe.Span{Start: b.Start, End: max(b.End, span.End)}
	}
	markup := spread([]ascribe.Block{{Span: span}}, t.Markup, func(s ascribe.Span) ascribe.Span { return s })
	return cut(t.Content, span, []card{{Focus: true, Entry: c}}, nil, markup[0])
}

// claimsView is a list of claims with the filter that gave it.
type claimsView struct {
	listing[ledger.Entry]
	Filter map[string]string `json:"filter"`
}

// claimsExtra is what the filter's form offers.
type claimsExtra struct {
	Predicates []ascribe.Predicate
	Stances    []ascribe.Stance
}

func (s *site) claims(r *http.Request) (answer, error) {
	q := r.URL.Query()
	f := ledger.ClaimFilter{Source: q.Get("source"), Relay: q.Get("relay"), Party: q.Get("party"), Document: q.Get("document"),
		Incident: q.Get("incident"), Extractor: q.Get("extractor"), Query: q.Get("q"), Newest: true, Paging: paging(r)}
	if p := ascribe.Predicate(q.Get("predicate")); p != "" {
		f.Predicates = []ascribe.Predicate{p}
	}
	if stance := ascribe.Stance(q.Get("stance")); stance != "" {
		f.Stances = []ascribe.Stance{stance}
	}
	var err error
	if f.SaidBy, err = dayParameter(r, "as-of"); err != nil {
		return answer{}, err
	}
	if value := q.Get("certainty"); value != "" {
		if f.MinCertainty, err = strconv.ParseFloat(value, 64); err != nil {
			return answer{}, fmt.Errorf("%w: certainty=%q is not a number from 0 to 1", errBadRequest, value)
		}
	}
	page, err := s.Claims(r.Context(), f)
	if err != nil {
		return answer{}, err
	}
	v := claimsView{list(r, page), map[string]string{}}
	for _, name := range []string{"predicate", "stance", "source", "relay", "party", "document", "incident", "q", "as-of", "certainty", "extractor"} {
		v.Filter[name] = q.Get(name)
	}
	return answer{Template: "claims", Title: "Claims", Value: v, Extra: claimsExtra{ascribe.Predicates(), stances()}}, nil
}

func stances() []ascribe.Stance {
	return []ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds}
}

// statementView is all claims on one statement, by stance.
type statementView struct {
	Key     string         `json:"key"`
	Claims  []ledger.Entry `json:"claims"`
	Stances []stanceGroup  `json:"stances"`
}

type stanceGroup struct {
	Stance ascribe.Stance `json:"stance"`
	Claims []ledger.Entry `json:"claims"`
}

func (s *site) statement(r *http.Request) (answer, error) {
	v := statementView{Key: r.URL.Query().Get("key")}
	page, err := s.Claims(r.Context(), ledger.ClaimFilter{Statement: v.Key, Paging: ledger.Paging{Limit: ledger.MaxLimit}})
	if err != nil {
		return answer{}, err
	}
	if v.Key == "" || len(page.Items) == 0 {
		return answer{}, fmt.Errorf("statement %q: %w", v.Key, ledger.ErrNotFound)
	}
	v.Claims = page.Items
	for _, stance := range stances() {
		g := stanceGroup{Stance: stance}
		for _, c := range page.Items {
			if c.Stance == stance {
				g.Claims = append(g.Claims, c)
			}
		}
		if len(g.Claims) > 0 {
			v.Stances = append(v.Stances, g)
		}
	}
	return answer{Template: "statement", Title: "Statement", Value: v}, nil
}
