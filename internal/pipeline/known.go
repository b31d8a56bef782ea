package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// AsKnown is a ledger as it was known at an instant: documents and claims that it
// held by then, as the judgements made by then have them, and the incidents which these
// make. The same instant gives the same answers, whatever is added later. Incidents are made anew of all
// claims, so that it costs about as much as one Regroup.
//
// What it can't tell is what was forgotten: documents removed since, and claims that
// a newer extractor no longer finds.
func AsKnown(ctx context.Context, r ledger.Reader, at time.Time) (ledger.Reader, error) {
	m, err := collect(ctx, r, at)
	if err != nil {
		return nil, err
	}
	k := &known{Reader: r, at: at, matter: m, byID: map[string]int{}, of: map[string]int{}}
	for i, in := range m.incidents() {
		k.byID[in.ID] = i
		entry := ledger.IncidentEntry{Incident: in}
		for _, c := range in.Claims {
			k.of[c] = i
		}
		k.incidents = append(k.incidents, entry)
	}
	for _, item := range m.items {
		count := map[int]int{}
		for _, e := range m.entries[item.Document.ID] {
			if i, ok := k.of[e.ID]; ok {
				count[i]++
			}
		}
		for i, n := range count {
			k.incidents[i].Documents = append(k.incidents[i].Documents, ledger.IncidentDocument{ID: item.Document.ID, File: item.Document.File, Claims: n})
		}
	}
	return k, nil
}

// known is a ledger at an instant.
type known struct {
	ledger.Reader
	at        time.Time
	matter    matter
	incidents []ledger.IncidentEntry
	byID      map[string]int // incident by id
	of        map[string]int // incident by claim
}

// Size implements ledger.Reader.
func (k *known) Size(context.Context) (ledger.Size, error) {
	z := ledger.Size{Documents: len(k.matter.items), Incidents: len(k.incidents)}
	for _, entries := range k.matter.entries {
		z.Claims += len(entries)
	}
	return z, nil
}

// Document implements ledger.Reader.
func (k *known) Document(ctx context.Context, id string) (ascribe.Document, error) {
	if _, held := k.matter.entries[id]; !held {
		return ascribe.Document{}, fmt.Errorf("document %q at %s: %w", id, k.at.Format(time.RFC3339), ledger.ErrNotFound)
	}
	return k.Reader.Document(ctx, id)
}

// Documents implements ledger.Reader. A page may hold fewer documents than its limit.
func (k *known) Documents(ctx context.Context, f ledger.DocumentFilter) (ledger.Page[ledger.DocumentEntry], error) {
	var only map[string]bool
	if f.Incident != "" {
		only = map[string]bool{}
		if entry, err := k.Incident(ctx, f.Incident); err == nil {
			for _, d := range entry.Documents {
				only[d.ID] = true
			}
		}
		f.Incident = ""
	}
	page, err := k.Reader.Documents(ctx, f)
	page.Items = slices.DeleteFunc(page.Items, func(d ledger.DocumentEntry) bool {
		_, held := k.matter.entries[d.ID]
		return !held || only != nil && !only[d.ID]
	})
	return page, err
}

// Claim implements ledger.Reader.
func (k *known) Claim(ctx context.Context, id string) (ledger.Entry, error) {
	page, err := k.Claims(ctx, ledger.ClaimFilter{IDs: []string{id}, Rejected: true})
	if err != nil || len(page.Items) == 0 {
		return ledger.Entry{}, cmp.Or(err, fmt.Errorf("claim %q at %s: %w", id, k.at.Format(time.RFC3339), ledger.ErrNotFound))
	}
	return page.Items[0], nil
}

// Claims implements ledger.Reader.
func (k *known) Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Entry], error) {
	if f.KnownBy.IsZero() || f.KnownBy.After(k.at) {
		f.KnownBy = k.at
	}
	if f.Incident != "" {
		claims := []string{}
		if entry, err := k.Incident(ctx, f.Incident); err == nil {
			claims = entry.Claims
		}
		if f.IDs != nil {
			claims = slices.DeleteFunc(slices.Clone(claims), func(id string) bool { return !slices.Contains(f.IDs, id) })
		}
		f.Incident, f.IDs = "", claims
	}
	return k.Reader.Claims(ctx, f)
}

// Incident implements ledger.Reader. An id that was given later leads to the
// incident that held most of the claims which were known.
func (k *known) Incident(ctx context.Context, id string) (ledger.IncidentEntry, error) {
	if i, ok := k.byID[id]; ok {
		return k.incidents[i], nil
	}
	missing := fmt.Errorf("incident %q at %s: %w", id, k.at.Format(time.RFC3339), ledger.ErrNotFound)
	now, err := k.Reader.Incident(ctx, id)
	if err != nil {
		return ledger.IncidentEntry{}, cmp.Or(err, missing)
	}
	count, best := map[int]int{}, -1
	for _, c := range now.Claims {
		if i, ok := k.of[c]; ok {
			if count[i]++; best < 0 || count[i] > count[best] || count[i] == count[best] && i < best {
				best = i
			}
		}
	}
	if best < 0 {
		return ledger.IncidentEntry{}, missing
	}
	return k.incidents[best], nil
}

// Incidents implements ledger.Reader: all that fit, in one page.
func (k *known) Incidents(ctx context.Context, f ledger.IncidentFilter) (ledger.Page[ledger.IncidentEntry], error) {
	out := ledger.Page[ledger.IncidentEntry]{Items: []ledger.IncidentEntry{}}
	fits, err := k.fitting(ctx, f)
	if err != nil {
		return out, err
	}
	for i, entry := range k.incidents {
		if fits(i, entry) {
			out.Items = append(out.Items, entry)
		}
	}
	slices.SortFunc(out.Items, func(a, b ledger.IncidentEntry) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a.ID, b.ID))
	})
	if f.Newest {
		slices.Reverse(out.Items)
	}
	return out, nil
}

func first(e ledger.IncidentEntry) ascribe.Day {
	if e.When == nil {
		return ""
	}
	return e.When.From
}

// fitting gives the condition of a filter.
func (k *known) fitting(ctx context.Context, f ledger.IncidentFilter) (func(int, ledger.IncidentEntry) bool, error) {
	var holding []map[int]bool // for each condition on claims, the incidents that hold such a claim
	for _, c := range []struct {
		asked  bool
		filter ledger.ClaimFilter
	}{
		{f.Document != "", ledger.ClaimFilter{Document: f.Document}}, {f.Claim != "", ledger.ClaimFilter{IDs: []string{f.Claim}}},
		{f.Party != "", ledger.ClaimFilter{Party: f.Party}}, {f.Source != "", ledger.ClaimFilter{Source: f.Source}},
		{strings.TrimSpace(f.Query) != "", ledger.ClaimFilter{Query: f.Query}},
	} {
		if !c.asked {
			continue
		}
		of := map[int]bool{}
		for e, err := range ledger.AllClaims(ctx, k, c.filter) {
			if err != nil {
				return nil, err
			}
			if i, ok := k.of[e.ID]; ok {
				of[i] = true
			}
		}
		holding = append(holding, of)
	}
	facets := f.Facets()
	return func(i int, e ledger.IncidentEntry) bool {
		of := ledger.FacetsOf(e.Incident)
		return !slices.ContainsFunc(holding, func(h map[int]bool) bool { return !h[i] }) &&
			!slices.ContainsFunc(facets, func(f ledger.Facet) bool { return !slices.Contains(of, f) }) &&
			(f.From == "" || first(e) >= f.From) && (f.To == "" || first(e) != "" && first(e) <= f.To)
	}, nil
}

// Facets implements ledger.Reader.
func (k *known) Facets(context.Context) ([]ledger.FacetCount, error) {
	counts := map[ledger.Facet]int{}
	for _, e := range k.incidents {
		for _, f := range ledger.FacetsOf(e.Incident) {
			counts[f]++
		}
	}
	out := []ledger.FacetCount{}
	for f, n := range counts {
		out = append(out, ledger.FacetCount{Facet: f, Incidents: n})
	}
	slices.SortFunc(out, func(a, b ledger.FacetCount) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value))
	})
	return out, nil
}

// Judgements implements ledger.Reader.
func (k *known) Judgements(ctx context.Context, f ledger.JudgementFilter) (ledger.Page[ascribe.Judgement], error) {
	if f.By.IsZero() || f.By.After(k.at) {
		f.By = k.at
	}
	return k.Reader.Judgements(ctx, f)
}

// Copies implements ledger.Reader.
func (k *known) Copies(ctx context.Context, document string) ([]ascribe.Copy, error) {
	links, err := k.Reader.Copies(ctx, document)
	return slices.DeleteFunc(links, func(c ascribe.Copy) bool {
		_, one := k.matter.entries[c.Document]
		_, other := k.matter.entries[c.Of]
		return !one || !other
	}), err
}

// Search implements ledger.Reader. A page may hold fewer hits than its limit.
func (k *known) Search(ctx context.Context, s ledger.Search) (ledger.Page[ledger.Hit], error) {
	page, err := k.Reader.Search(ctx, s)
	page.Items = slices.DeleteFunc(page.Items, func(h ledger.Hit) bool {
		entries, held := k.matter.entries[h.Document]
		return !held || h.Claim != "" && !slices.ContainsFunc(entries, func(e ledger.Entry) bool { return e.ID == h.Claim })
	})
	return page, err
}
