// Package selection says what an export is of: incidents, a party, what fits a
// query, or a whole ledger, as documents with the claims that were chosen.
//
// Entry point: Select.
package selection

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// Reader is what a selection asks of the ledger.
type Reader interface {
	Document(ctx context.Context, id string) (ascribe.Document, error)
	Entity(ctx context.Context, id string) (ascribe.Entity, error)
	Incident(ctx context.Context, id string) (ledger.IncidentEntry, error)
	Documents(ctx context.Context, f ledger.DocumentFilter) (ledger.Page[ledger.DocumentEntry], error)
	Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error)
	Incidents(ctx context.Context, f ledger.IncidentFilter) (ledger.Page[ledger.IncidentEntry], error)
}

// Choice says what is selected: what any of its parts names. The zero Choice is
// everything.
type Choice struct {
	Incidents []string    // ids
	Party     string      // Party.Key of who does, suffers or says something
	Source    string      // Party.Key of who says something
	Query     string      // as in ledger.ParseQuery
	SaidBy    ascribe.Day // only claims said by that day; "" is all
	Since     time.Time   // only claims that the ledger first held then or later; zero is all
}

// everything reports whether nothing narrows the choice.
func (c Choice) everything() bool {
	return len(c.Incidents) == 0 && c.Party == "" && c.Source == "" && c.Query == ""
}

// Document is a document with the claims of it that were chosen.
type Document struct {
	ascribe.Document
	Claims  []ascribe.Claim
	Partial bool                 // it has claims that were not chosen
	Known   map[string]time.Time // when the ledger first held each claim; nil outside a ledger
	Judged  map[string]time.Time // when people last judged a claim, of those that were judged
}

// Shared is the document as others get it: without where it lay on this machine
// and when it was read here.
func (d Document) Shared() ascribe.Document {
	out := d.Document
	out.File = out.File[strings.LastIndexAny(out.File, `/\`)+1:]
	out.Read = time.Time{}
	return out
}

// Assertion is a claim that asserts a statement, with the day it was said.
type Assertion struct {
	Claim string
	Day   ascribe.Day
}

// Selection is what was chosen of a ledger.
type Selection struct {
	Incidents []ascribe.Incident

	ctx        context.Context //nolint:containedctx // a selection lives as long as the call that made it
	reader     Reader
	everything bool
	saidBy     ascribe.Day
	since      time.Time
	chosen     map[string]bool // ids of claims, unless everything is chosen
	documents  map[string]bool // where they stand
	entities   map[string]ascribe.Entity
	known      map[string]ascribe.Entity // those that the selection this one is made With had found; not changed
	asserted   map[string][]Assertion    // by statement
	failed     error
}

// Select finds what was chosen. It fails with ledger.ErrNotFound where there is
// no such incident.
func Select(ctx context.Context, r Reader, c Choice) (*Selection, error) {
	s := &Selection{ctx: ctx, reader: r, everything: c.everything(), saidBy: c.SaidBy, since: c.Since,
		chosen: map[string]bool{}, documents: map[string]bool{}, entities: map[string]ascribe.Entity{}, asserted: map[string][]Assertion{}}
	if s.everything {
		for entry, err := range ledger.AllIncidents(ctx, r, ledger.IncidentFilter{}) {
			if err != nil {
				return nil, err
			}
			s.Incidents = append(s.Incidents, entry.Incident)
		}
		return s, nil
	}
	var filters []ledger.ClaimFilter
	for _, id := range c.Incidents {
		entry, err := r.Incident(ctx, id)
		if err != nil {
			return nil, err
		}
		s.Incidents = append(s.Incidents, entry.Incident)
		filters = append(filters, ledger.ClaimFilter{Incident: entry.ID})
	}
	if c.Party != "" {
		filters = append(filters, ledger.ClaimFilter{Party: c.Party}, ledger.ClaimFilter{Source: c.Party})
	}
	if c.Source != "" {
		filters = append(filters, ledger.ClaimFilter{Source: c.Source})
	}
	if c.Query != "" {
		filters = append(filters, ledger.ClaimFilter{Query: c.Query})
	}
	for _, f := range filters {
		f.SaidBy = c.SaidBy
		for entry, err := range ledger.AllClaims(ctx, r, f) {
			if err != nil {
				return nil, err
			}
			s.chosen[entry.ID], s.documents[entry.Document] = true, true
		}
	}
	return s, nil
}

// Documents yields the chosen documents by day of publication and id, their
// claims in the order of the text. Those without a chosen claim are left out.
func (s *Selection) Documents() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for d, err := range s.described() {
			var document Document
			if err == nil {
				document, err = s.document(d)
			}
			if len(document.Claims) == 0 && err == nil {
				continue
			}
			if !yield(document, err) || err != nil {
				return
			}
		}
	}
}

// described yields the documents that may have chosen claims, in order.
func (s *Selection) described() iter.Seq2[ascribe.Document, error] {
	return func(yield func(ascribe.Document, error) bool) {
		if s.everything {
			for d, err := range ledger.AllDocuments(s.ctx, s.reader, ledger.DocumentFilter{}) {
				if !yield(d.Document, err) {
					return
				}
			}
			return
		}
		var found []ascribe.Document
		for id := range s.documents {
			d, err := s.reader.Document(s.ctx, id)
			if err != nil {
				yield(d, err)
				return
			}
			found = append(found, d)
		}
		slices.SortFunc(found, func(a, b ascribe.Document) int {
			return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
		})
		for _, d := range found {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// Document gives one of the chosen documents; without claims where none of it
// was chosen. It fails with ledger.ErrNotFound.
func (s *Selection) Document(id string) (Document, error) {
	d, err := s.reader.Document(s.ctx, id)
	if err != nil {
		return Document{}, err
	}
	return s.document(d)
}

func (s *Selection) document(d ascribe.Document) (Document, error) {
	all, err := claimsOf(s.ctx, s.reader, d.ID)
	if err != nil {
		return Document{}, err
	}
	out := Document{Document: d, Known: make(map[string]time.Time, len(all)), Judged: map[string]time.Time{}}
	for _, e := range all {
		if (s.everything && (s.saidBy == "" || e.Day <= s.saidBy) || s.chosen[e.ID]) && !e.Known.Before(s.since) {
			out.Claims = append(out.Claims, e.Claim)
			out.Known[e.ID] = e.Known
			if e.Review != nil && len(e.Review.Judgements) > 0 {
				out.Judged[e.ID] = e.Review.Judgements[len(e.Review.Judgements)-1].Time
			}
		}
	}
	out.Partial = len(out.Claims) < len(all)
	slices.SortStableFunc(out.Claims, ascribe.CompareClaims)
	return out, nil
}

// claimsOf reads the claims of a document.
func claimsOf(ctx context.Context, r Reader, document string) ([]ledger.Entry, error) {
	var out []ledger.Entry
	for e, err := range ledger.AllClaims(ctx, r, ledger.ClaimFilter{Document: document}) {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// With is the selection for another call: what it reads, it reads under ctx. Use
// the selection itself no more while others are in use; entities that it found
// are not looked up again.
func (s *Selection) With(ctx context.Context) *Selection {
	again := *s
	again.ctx, again.known, again.failed = ctx, s.entities, nil
	again.entities, again.asserted = map[string]ascribe.Entity{}, map[string][]Assertion{}
	return &again
}

// Asserted lists the chosen claims that assert a statement, in the ledger's order.
func (s *Selection) Asserted(statement string) []Assertion {
	out, ok := s.asserted[statement]
	if ok {
		return out
	}
	for _, e := range s.about(statement, ascribe.Asserts) {
		out = append(out, Assertion{e.ID, e.Day})
	}
	s.asserted[statement] = out
	return out
}

// Disputed lists the chosen claims that deny or doubt a statement, or withhold
// their word on it, in the ledger's order.
func (s *Selection) Disputed(statement string) []ledger.Entry {
	return s.about(statement, ascribe.Denies, ascribe.Doubts, ascribe.Withholds)
}

// about lists the chosen claims on a statement that take one of some stances.
func (s *Selection) about(statement string, stances ...ascribe.Stance) []ledger.Entry {
	var out []ledger.Entry
	for e, err := range ledger.AllClaims(s.ctx, s.reader, ledger.ClaimFilter{Statement: statement, Stances: stances, SaidBy: s.saidBy}) {
		if err != nil {
			s.failed = errors.Join(s.failed, err)
			return out
		}
		if (s.everything || s.chosen[e.ID]) && !e.Known.Before(s.since) {
			out = append(out, e)
		}
	}
	return out
}

// Entity is what the ledger knows of an entity.
func (s *Selection) Entity(id string) (ascribe.Entity, bool) {
	e, ok := s.known[id]
	if !ok {
		e, ok = s.entities[id]
	}
	if !ok {
		var err error
		if e, err = s.reader.Entity(s.ctx, id); err != nil && !errors.Is(err, ledger.ErrNotFound) {
			s.failed = errors.Join(s.failed, err)
		}
		s.entities[id] = e
	}
	return e, e.ID != ""
}

// Err is what went wrong in Asserted and Entity, which have no error of their own.
func (s *Selection) Err() error { return s.failed }
