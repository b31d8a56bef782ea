package pipeline

import (
	"context"

	"ascribe"
	"ascribe/internal/incident"
	"ascribe/internal/ledger"
)

// Claims is what Regroup needs of a ledger.
type Claims interface {
	ledger.Reader
	PutIncidents(ctx context.Context, incidents []ascribe.Incident) error
}

// Regroup makes incidents of all claims of a ledger, replacing those it has, and
// returns how many there are. The same claims give the same incidents.
func Regroup(ctx context.Context, store Claims) (int, error) {
	items, err := Items(ctx, store)
	if err != nil {
		return 0, err
	}
	incidents := incident.Group(items)
	return len(incidents), store.PutIncidents(ctx, incidents)
}

// Items collects what the grouping needs of every document of a ledger.
func Items(ctx context.Context, r ledger.Reader) ([]incident.Item, error) {
	var items []incident.Item
	index := map[string]int{}
	for d, err := range ledger.AllDocuments(ctx, r, ledger.DocumentFilter{}) {
		if err != nil {
			return nil, err
		}
		item, err := itemOf(ctx, r, d.Document)
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

func itemOf(ctx context.Context, r ledger.Reader, d ascribe.Document) (incident.Item, error) {
	item := incident.Item{Document: d}
	for entry, err := range ledger.AllClaims(ctx, r, ledger.ClaimFilter{Document: d.ID}) {
		if err != nil {
			return item, err
		}
		item.Claims = append(item.Claims, entry.Claim)
	}
	entities, err := r.Entities(ctx, ledger.EntityFilter{Document: d.ID, Paging: ledger.Paging{Limit: ledger.MaxLimit}})
	if err != nil {
		return item, err
	}
	item.Entities = entities.Items
	item.Mentions, err = r.Mentions(ctx, d.ID)
	return item, err
}
