package ledger

import (
	"context"
	"iter"
	"time"

	"ascribe"
)

// The bounds of a page.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// Paging asks for one page of a list.
type Paging struct {
	Limit  int    // 0 is DefaultLimit; more than MaxLimit is MaxLimit
	Cursor string // Page.Next of the page before; "" is the first page
}

// Size is the number of entries of a page.
func (p Paging) Size() int {
	if p.Limit <= 0 {
		return DefaultLimit
	}
	return min(p.Limit, MaxLimit)
}

// Page is a part of a list. Next is "" on the last page.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// ClaimFilter selects claims; what is left empty does not select. The order is
// by day said, document, and place in the text; Newest turns the order of days
// and everything after round.
type ClaimFilter struct {
	Predicates   []ascribe.Predicate
	Stances      []ascribe.Stance
	Source       string // Party.Key of who says it, or of whom they speak for
	Relay        string // Party.Key of who relays it
	Party        string // Party.Key of the subject or the object
	Document     string
	Incident     string
	Statement    string // Statement.Key
	MinCertainty float64
	Extractor    string      // part of Claim.Extractor, in any letter case: "claim/", "model/", a model's name
	SaidBy       ascribe.Day // said on or before (SaidDay); undated claims stay
	KnownBy      time.Time   // first known at or before; as judgements made by then show them
	IDs          []string    // one of these; nil does not select, an empty list selects none
	Rejected     bool        // those that were rejected too
	Query        string      // as in ParseQuery, over quote and names
	Newest       bool
	Paging
}

// DocumentFilter selects documents, ordered by day of publication and id.
type DocumentFilter struct {
	Publisher string // exact
	Incident  string
	Entity    string // Entity.ID that it speaks of
	From, To  ascribe.Day
	Query     string // as in ParseQuery, over title, publisher, byline and text
	Newest    bool
	Paging
}

// EntityFilter selects entities, ordered by id (names are known only after merging).
type EntityFilter struct {
	Document string
	Type     ascribe.EntityType
	Query    string // as in ParseQuery, over name and aliases
	Paging
}

// IncidentFilter selects incidents, ordered by first day and id.
type IncidentFilter struct {
	Document string
	Claim    string
	Party    string // Party.Key of the subject or object of one of its claims
	Source   string // Party.Key of who says one of its claims, or of whom they speak for
	Query    string // as in ParseQuery, over title and claims

	Accused    string      // one of Incident.Accused
	Victim     string      // one of Incident.Victims
	Confidence string      // one of Incident.Confidence
	Contested  bool        // those that are
	From, To   ascribe.Day // of its first day, both included; undated incidents have none
	Newest     bool
	Paging
}

// JudgementFilter selects judgements, ordered by time and id.
type JudgementFilter struct {
	Kind     ascribe.JudgementKind
	Target   ascribe.Target // its kind, and its id where that is not ""
	Document string         // where the claims stand that it is about
	Reviewer string         // exact
	By       time.Time      // made at or before
	Newest   bool
	Paging
}

// Search asks for what fits a query best.
type Search struct {
	Query string // see ParseQuery; must not be empty
	In    Kind
	Paging
}

// Kind is what a search looks for.
type Kind string

// The kinds that can be searched.
const (
	DocumentKind Kind = "document"
	ClaimKind    Kind = "claim"
)

// Hit is one answer of a search.
type Hit struct {
	Kind     Kind           `json:"kind"`
	Document string         `json:"document"`
	Claim    string         `json:"claim,omitempty"`
	Title    string         `json:"title"`   // the document's
	Passage  string         `json:"passage"` // what fits, shortened
	Marks    []ascribe.Span `json:"marks"`   // the words that fit, bytes of Passage
}

// AllClaims reads every page of a filter, from its cursor on.
func AllClaims(ctx context.Context, r interface {
	Claims(context.Context, ClaimFilter) (Page[Entry], error)
}, f ClaimFilter) iter.Seq2[Entry, error] {
	return all(&f.Paging, func() (Page[Entry], error) { return r.Claims(ctx, f) })
}

// AllDocuments reads every page of a filter, from its cursor on.
func AllDocuments(ctx context.Context, r interface {
	Documents(context.Context, DocumentFilter) (Page[DocumentEntry], error)
}, f DocumentFilter) iter.Seq2[DocumentEntry, error] {
	return all(&f.Paging, func() (Page[DocumentEntry], error) { return r.Documents(ctx, f) })
}

// AllIncidents reads every page of a filter, from its cursor on.
func AllIncidents(ctx context.Context, r interface {
	Incidents(context.Context, IncidentFilter) (Page[IncidentEntry], error)
}, f IncidentFilter) iter.Seq2[IncidentEntry, error] {
	return all(&f.Paging, func() (Page[IncidentEntry], error) { return r.Incidents(ctx, f) })
}

// AllJudgements reads every page of a filter, from its cursor on.
func AllJudgements(ctx context.Context, r interface {
	Judgements(context.Context, JudgementFilter) (Page[ascribe.Judgement], error)
}, f JudgementFilter) iter.Seq2[ascribe.Judgement, error] {
	return all(&f.Paging, func() (Page[ascribe.Judgement], error) { return r.Judgements(ctx, f) })
}

func all[T any](p *Paging, next func() (Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if p.Limit == 0 {
			p.Limit = MaxLimit
		}
		for {
			page, err := next()
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			p.Cursor = page.Next
		}
	}
}
