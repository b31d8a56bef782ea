package pipeline

import (
	"context"
	"errors"
	"maps"
	"slices"

	"ascribe"
	"ascribe/internal/incident"
	"ascribe/internal/ledger"
)

// Claims is what Regroup needs of a ledger.
type Claims interface {
	ledger.Reader
	PutIncidents(ctx context.Context, incidents []ascribe.Incident) error
}

// attempts bounds how often Regroup begins anew because somebody else changed
// the ledger's claims meanwhile.
const attempts = 5

// Regroup makes incidents of all claims of a ledger, replacing those it has, and
// returns how many there are. The same claims give the same incidents.
func Regroup(ctx context.Context, store Claims) (n int, err error) {
	for range attempts {
		var items []incident.Item
		if items, err = Items(ctx, store); err != nil {
			return 0, err
		}
		incidents := incident.Group(items)
		if err = store.PutIncidents(ctx, incidents); !errors.Is(err, ledger.ErrInvalid) { // claims that are gone
			return len(incidents), err
		}
	}
	return 0, err
}

// Items collects what the grouping needs of every document of a ledger.
func Items(ctx context.Context, r ledger.Reader) ([]incident.Item, error) {
	entities, err := allEntities(ctx, r)
	if err != nil {
		return nil, err
	}
	var items []incident.Item
	index := map[string]int{}
	for d, err := range ledger.AllDocuments(ctx, r, ledger.DocumentFilter{}) {
		if err != nil {
			return nil, err
		}
		item, err := itemOf(ctx, r, d.Document, entities)
		if err != nil {
			return nil, err
		}
		index[d.ID] = len(items)
		items = append(items, item)
	}
	links, err := r.Copies(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, link := range links {
		if i, ok := index[link.Document]; ok {
			items[i].Copies = append(items[i].Copies, link)
		}
	}
	return items, nil
}

// allEntities reads every entity once: each is put together from all documents
// that name it, which would take too long document by document.
func allEntities(ctx context.Context, r ledger.Reader) (map[string]ascribe.Entity, error) {
	entities := map[string]ascribe.Entity{}
	filter := ledger.EntityFilter{Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	for {
		page, err := r.Entities(ctx, filter)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Items {
			entities[e.ID] = e
		}
		if page.Next == "" {
			return entities, nil
		}
		filter.Cursor = page.Next
	}
}

func itemOf(ctx context.Context, r ledger.Reader, d ascribe.Document, entities map[string]ascribe.Entity) (incident.Item, error) {
	item := incident.Item{Document: d}
	named := map[string]bool{}
	for entry, err := range ledger.AllClaims(ctx, r, ledger.ClaimFilter{Document: d.ID}) {
		if err != nil {
			return item, err
		}
		item.Claims = append(item.Claims, entry.Claim)
		for _, p := range ledger.Parties(entry.Claim) {
			named[p.Party.ID] = true
		}
	}
	var err error
	if item.Mentions, err = r.Mentions(ctx, d.ID); err != nil {
		return item, err
	}
	for _, m := range item.Mentions {
		named[m.Entity] = true
	}
	for _, id := range slices.Sorted(maps.Keys(named)) {
		if e, ok := entities[id]; ok {
			item.Entities = append(item.Entities, e)
		}
	}
	return item, nil
}
