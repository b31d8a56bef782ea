package pipeline

import (
	"context"
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

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

// Regroup makes incidents of all claims of a ledger as people's judgements have
// them, replacing those it has, and returns how many there are. The same claims and
// judgements give the same incidents.
func Regroup(ctx context.Context, store Claims) (n int, err error) {
	for range attempts {
		var matter matter
		if matter, err = collect(ctx, store, time.Time{}); err != nil {
			return 0, err
		}
		incidents := matter.incidents()
		if err = store.PutIncidents(ctx, incidents); !errors.Is(err, ledger.ErrInvalid) { // claims that are gone
			return len(incidents), err
		}
	}
	return 0, err
}

// matter is what incidents are made of.
type matter struct {
	items   []incident.Item
	entries map[string][]ledger.Entry // by document
	rulings []incident.Ruling
}

func (m matter) incidents() []ascribe.Incident { return incident.Group(m.items, m.rulings...) }

// collect reads what the grouping needs of every document of a ledger, as it was
// known at an instant; of all when that is zero.
func collect(ctx context.Context, r ledger.Reader, at time.Time) (matter, error) {
	m := matter{entries: map[string][]ledger.Entry{}}
	entities, err := allEntities(ctx, r)
	if err != nil {
		return m, err
	}
	var documents []ledger.DocumentEntry
	for d, err := range ledger.AllDocuments(ctx, r, ledger.DocumentFilter{}) {
		if err != nil {
			return m, err
		}
		documents = append(documents, d)
	}
	told, err := each(documents, func(d ledger.DocumentEntry) (t tale, err error) {
		if t.entries, err = entriesOf(ctx, r, d.ID, at); err != nil {
			return t, err
		}
		if t.known, err = wasKnown(ctx, r, d, t.entries, at); err != nil || !t.known {
			return t, err
		}
		t.item, err = itemOf(ctx, r, d.Document, t.entries, entities)
		return t, err
	})
	if err != nil {
		return m, err
	}
	index := map[string]int{}
	for i, t := range told {
		if t.known {
			index[documents[i].ID], m.entries[documents[i].ID] = len(m.items), t.entries
			m.items = append(m.items, t.item)
		}
	}
	links, err := r.Copies(ctx, "")
	if err != nil {
		return m, err
	}
	for _, link := range links {
		if i, ok := index[link.Document]; ok {
			m.items[i].Copies = append(m.items[i].Copies, link)
		}
	}
	m.rulings, err = rulingsOf(ctx, r, m.entries, at)
	return m, err
}

// tale is what one document brings.
type tale struct {
	known   bool
	entries []ledger.Entry
	item    incident.Item
}

// each does something for many items at once, and returns what it makes in their
// order, or the first error in it.
func each[T, U any](items []T, do func(T) (U, error)) ([]U, error) {
	out, errs := make([]U, len(items)), make([]error, len(items))
	var next atomic.Int64
	var done sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		done.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(items); i = int(next.Add(1)) - 1 {
				if out[i], errs[i] = do(items[i]); errs[i] != nil {
					next.Store(int64(len(items)))
				}
			}
		})
	}
	done.Wait()
	return out, errors.Join(errs...)
}

func entriesOf(ctx context.Context, r ledger.Reader, document string, at time.Time) ([]ledger.Entry, error) {
	var entries []ledger.Entry
	for entry, err := range ledger.AllClaims(ctx, r, ledger.ClaimFilter{Document: document, KnownBy: at, Rejected: true}) {
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

// wasKnown reports whether the ledger held a document at an instant: one of its claims, or its bytes.
func wasKnown(ctx context.Context, r ledger.Reader, d ledger.DocumentEntry, entries []ledger.Entry, at time.Time) (bool, error) {
	if at.IsZero() || len(entries) > 0 {
		return true, nil
	}
	origins, err := r.Origins(ctx, d.ID)
	return d.Claims == 0 && len(origins) > 0 && !origins[0].Read.After(at), err
}

// rulingsOf are the merges and splits in force, with the claims that they find.
func rulingsOf(ctx context.Context, r ledger.Reader, entries map[string][]ledger.Entry, at time.Time) ([]incident.Ruling, error) {
	var made []ascribe.Judgement
	for j, err := range ledger.AllJudgements(ctx, r, ledger.JudgementFilter{Target: ascribe.Target{Kind: ascribe.IncidentTarget}, By: at}) {
		if err != nil {
			return nil, err
		}
		made = append(made, j)
	}
	var out []incident.Ruling
	for _, j := range ascribe.InForce(made) {
		if j.Kind != ascribe.Merge && j.Kind != ascribe.Split {
			continue
		}
		ruling := incident.Ruling{Apart: j.Kind == ascribe.Split, Name: string(j.Kind) + " by " + j.Reviewer}
		for _, side := range j.Sides {
			var claims []string
			for _, a := range side {
				if id, ok := ledger.Find(a, j, entries[a.Document]); ok {
					claims = append(claims, id)
				}
			}
			ruling.Sides = append(ruling.Sides, claims)
		}
		out = append(out, ruling)
	}
	return out, nil
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

func itemOf(ctx context.Context, r ledger.Reader, d ascribe.Document, entries []ledger.Entry, entities map[string]ascribe.Entity) (incident.Item, error) {
	item := incident.Item{Document: d}
	named := map[string]bool{}
	for _, entry := range entries {
		if entry.Review.Rejected() {
			continue
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
