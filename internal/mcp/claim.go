package mcp

import (
	"context"
	"fmt"
	"slices"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"ascribe"
	"ascribe/internal/ledger"
)

// Claims is a page of claims.
type Claims struct {
	Claims []Cited `json:"claims"`
	Next   string  `json:"next,omitempty" jsonschema:"cursor of the following page"`
}

// chosen is what get_claims takes.
type chosen struct {
	Words     string   `json:"words,omitempty" jsonschema:"words that must all occur in quote or names; \"together\", beginnings*, -not"`
	Claims    []string `json:"claims,omitempty" jsonschema:"ids of claims"`
	Incident  string   `json:"incident,omitempty" jsonschema:"id of the incident"`
	Document  string   `json:"document,omitempty" jsonschema:"id of the document"`
	Party     string   `json:"party,omitempty" jsonschema:"id of the subject or the object, from resolve_name"`
	Source    string   `json:"source,omitempty" jsonschema:"id of who says it, from resolve_name"`
	Statement string   `json:"statement,omitempty" jsonschema:"key of the statement, from another answer"`
	Predicate string   `json:"predicate,omitempty" jsonschema:"attacked, affected, sponsors, affiliated-with, same-as, used, resembles, motivated-by, sanctioned, responded, condemned, charged, threatened or other-accusation"`
	Stance    string   `json:"stance,omitempty" jsonschema:"asserts, denies, doubts or withholds"`
	AsOf      string   `json:"as_of,omitempty" jsonschema:"only what had been said by that day, YYYY-MM-DD"`
	Newest    bool     `json:"newest,omitempty" jsonschema:"newest first"`
	Limit     int      `json:"limit,omitempty" jsonschema:"most claims, 20 where it is left out, 100 at most"`
	Cursor    string   `json:"cursor,omitempty" jsonschema:"next of the page before"`
}

// questioned is what who_says takes.
type questioned struct {
	Party     string `json:"party,omitempty" jsonschema:"id or key of who is accused or said to have done it, from resolve_name"`
	Incident  string `json:"incident,omitempty" jsonschema:"id of the incident; any where it is left out"`
	Statement string `json:"statement,omitempty" jsonschema:"key of one statement, instead of party"`
	Predicate string `json:"predicate,omitempty" jsonschema:"what is said to have been done; attacked where it is left out"`
	AsOf      string `json:"as_of,omitempty" jsonschema:"only what had been said by that day, YYYY-MM-DD"`
}

// Stances are the claims on an accusation by what their sources do with it.
type Stances struct {
	Asserts   []Cited        `json:"asserts"`
	Denies    []Cited        `json:"denies"`
	Doubts    []Cited        `json:"doubts"`
	Withholds []Cited        `json:"withholds"`
	Sources   map[string]int `json:"sources" jsonschema:"different sources by stance; documents that relay a source don't count"`
	More      bool           `json:"more" jsonschema:"there are more claims than are shown: ask with get_claims"`
}

func (t tools) addClaims(s *mcp.Server) {
	add(s, "get_claims", "Claims", "Single claims: who takes which stance on what, with the quote, the document, the day and the grade. By incident, document, party, source, statement, words.", t.claims)
	add(s, "who_says", "Who says it, who denies it", "The claims that somebody did something (or on one statement) by stance: who asserts it, denies it, doubts it, declines to say.", t.whoSays)
}

func (t tools) claims(ctx context.Context, in chosen) (out Claims, err error) {
	f := ledger.ClaimFilter{Query: in.Words, IDs: in.Claims, Rejected: len(in.Claims) > 0, Incident: in.Incident, Document: in.Document, Party: in.Party, Source: in.Source, Statement: in.Statement, Newest: in.Newest}
	if f.Predicates, err = predicates(in.Predicate); err != nil {
		return out, err
	}
	if in.Stance != "" {
		if !slices.Contains(stances(), ascribe.Stance(in.Stance)) {
			return out, fmt.Errorf("stance %q is none of %v", in.Stance, stances())
		}
		f.Stances = []ascribe.Stance{ascribe.Stance(in.Stance)}
	}
	if f.SaidBy, err = day(in.AsOf); err != nil {
		return out, err
	}
	if f.Paging, err = page(in.Limit, in.Cursor); err != nil {
		return out, err
	}
	found, err := t.Claims(ctx, f)
	if err != nil {
		return out, err
	}
	out.Next = found.Next
	out.Claims, err = t.citations(ctx, found.Items)
	return out, err
}

func predicates(name string) ([]ascribe.Predicate, error) {
	if name == "" {
		return nil, nil
	}
	if !ascribe.Predicate(name).Valid() {
		return nil, fmt.Errorf("predicate %q is none of %v", name, ascribe.Predicates())
	}
	return []ascribe.Predicate{ascribe.Predicate(name)}, nil
}

func stances() []ascribe.Stance {
	return []ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds}
}

func (t tools) whoSays(ctx context.Context, in questioned) (Stances, error) {
	out := Stances{Asserts: []Cited{}, Denies: []Cited{}, Doubts: []Cited{}, Withholds: []Cited{}, Sources: map[string]int{}}
	if in.Party == "" && in.Statement == "" && in.Incident == "" {
		return out, fmt.Errorf("name a party, an incident or a statement")
	}
	f := ledger.ClaimFilter{Party: in.Party, Incident: in.Incident, Statement: in.Statement, Paging: ledger.Paging{Limit: mostLimit}}
	var err error
	if f.SaidBy, err = day(in.AsOf); err != nil {
		return out, err
	}
	predicate := in.Predicate
	if predicate == "" && in.Statement == "" {
		predicate = string(ascribe.Attacked)
	}
	if f.Predicates, err = predicates(predicate); err != nil {
		return out, err
	}
	found, err := t.Claims(ctx, f)
	if err != nil {
		return out, err
	}
	out.More = found.Next != ""
	did := slices.DeleteFunc(found.Items, func(e ledger.Entry) bool { return in.Party != "" && e.Subject.Key() != in.Party })
	all, err := t.citations(ctx, did)
	if err != nil {
		return out, err
	}
	return sorted(out, did, all), nil
}

// sorted puts claims by stance and counts who takes each.
func sorted(out Stances, entries []ledger.Entry, all []Cited) Stances {
	lists := map[ascribe.Stance]*[]Cited{ascribe.Asserts: &out.Asserts, ascribe.Denies: &out.Denies, ascribe.Doubts: &out.Doubts, ascribe.Withholds: &out.Withholds}
	counted := map[string]bool{}
	for i, e := range entries {
		if list := lists[e.Stance]; list != nil {
			*list = append(*list, all[i])
		}
		if key := string(e.Stance) + " " + e.Source.Key(); !counted[key] {
			counted[key] = true
			out.Sources[string(e.Stance)]++
		}
	}
	return out
}
