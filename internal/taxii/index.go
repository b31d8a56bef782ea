package taxii

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/stix"
)

// entry is an object of a collection.
type entry struct {
	id       string
	version  string // when it was last modified
	added    int64  // microseconds since 1970
	document string // of which it is made; "" for those of no document
}

// index lists the objects of a collection in the order in which they were
// added. Objects themselves are made when they are asked for: a ledger's may not
// fit into memory. It does not change.
type index struct {
	chosen  *selection.Selection
	entries []entry                    // by time added and identifier
	at      map[string]int             // by identifier
	loose   map[string]json.RawMessage // objects of no document
}

// latest is the index of a collection and when it was made.
type latest struct {
	mutex sync.Mutex
	index *index
	size  ledger.Size // of the ledger
	made  time.Time
	took  time.Duration
}

// stale is how old an index may get although the ledger's size is what it was: a
// document that is read again changes no number.
const stale = time.Minute

// share is the part of the time, one in so many, that goes at most into making an index.
const share = 20

// index gives the index of a collection, making it anew where the ledger has changed.
func (s *server) index(ctx context.Context, c choice) (*index, error) {
	s.mutex.Lock()
	x := s.indexes[c.ID]
	if x == nil {
		x = &latest{}
		s.indexes[c.ID] = x
	}
	s.mutex.Unlock()
	x.mutex.Lock()
	defer x.mutex.Unlock()
	age := s.Now().Sub(x.made)
	if x.index != nil && age < max(s.Fresh, share*x.took) {
		return x.index, nil
	}
	size, err := s.Size(ctx)
	if err != nil {
		return nil, err
	}
	if x.index != nil && size == x.size && age < max(stale, share*x.took) {
		return x.index, nil
	}
	began := time.Now()
	made, err := s.build(ctx, c)
	if err != nil {
		return nil, err
	}
	x.index, x.size, x.made, x.took = made, size, s.Now(), time.Since(began)
	return made, nil
}

// build reads the whole collection. That of a watch whose incident is gone is empty.
func (s *server) build(ctx context.Context, c choice) (*index, error) {
	chosen, err := selection.Select(ctx, s.Reader, c.Choice)
	if errors.Is(err, ledger.ErrNotFound) {
		return &index{chosen: &selection.Selection{}}, nil
	}
	if err != nil {
		return nil, err
	}
	// What an Opinion refers to changes neither its identifier nor its version.
	nobody := func(string) []selection.Assertion { return nil }
	exporter := stix.NewExporter(stix.Options{Entity: chosen.Entity, Asserted: nobody, Markings: s.Markings})
	b := builder{exporter: exporter, found: map[string]entry{}, said: map[string]string{}, known: map[string]int64{}, loose: map[string]json.RawMessage{}}
	for d, err := range chosen.Documents() {
		if err != nil {
			return nil, err
		}
		b.document(d)
	}
	if err := b.others(chosen.Incidents); err != nil {
		return nil, err
	}
	x := &index{chosen: chosen, loose: b.loose}
	x.entries, x.at = b.sorted()
	return x, chosen.Err()
}

func (s *server) exporter(chosen *selection.Selection) *stix.Exporter {
	return stix.NewExporter(stix.Options{Entity: chosen.Entity, Asserted: chosen.Asserted, Markings: s.Markings})
}

// builder collects entries.
type builder struct {
	exporter *stix.Exporter
	found    map[string]entry
	said     map[string]string // claim → its object
	known    map[string]int64  // by claim
	loose    map[string]json.RawMessage
	first    int64 // when anything was first known
}

// document adds the objects of a document. Those of a claim were added when it
// became known, all others with the document's first claim.
func (b *builder) document(d selection.Document) {
	first := int64(0)
	known := map[string]int64{} // by object
	for _, c := range d.Claims {
		at := d.Known[c.ID].UnixMicro()
		b.said[c.ID], b.known[c.ID] = stix.SaidID(c), at
		known[stix.SaidID(c)], known[stix.NoteID(c)] = at, at
		if judged, ok := d.Judged[c.ID]; ok { // a new version, which clients have not got
			known[stix.SaidID(c)] = max(at, judged.UnixMicro())
		}
		if first == 0 || at < first {
			first = at
		}
	}
	if b.first == 0 || first != 0 && first < b.first {
		b.first = first
	}
	for _, o := range b.exporter.Document(d) {
		h := o.Common()
		e := entry{id: h.ID, version: cmp.Or(h.Modified, h.Created), added: cmp.Or(known[h.ID], first), document: d.ID}
		if old, ok := b.found[h.ID]; !ok || e.added < old.added {
			b.found[h.ID] = e
		}
	}
}

// others adds what is of no document: definitions, incidents. An incident was
// added, or changed, with the last of its claims.
func (b *builder) others(incidents []ascribe.Incident) error {
	if len(b.found) == 0 {
		return nil
	}
	for _, in := range incidents {
		added := b.first
		var refs []string
		for _, claim := range in.Claims {
			if id, ok := b.said[claim]; ok {
				refs, added = append(refs, id), max(added, b.known[claim])
			}
		}
		if err := b.add(added, b.exporter.Incident(in, refs)); err != nil {
			return err
		}
	}
	return b.add(b.first, b.exporter.Definitions())
}

func (b *builder) add(added int64, objects []stix.Object) error {
	for _, o := range objects {
		raw, err := json.Marshal(o)
		if err != nil {
			return err
		}
		h := o.Common()
		b.loose[h.ID] = raw
		b.found[h.ID] = entry{id: h.ID, version: cmp.Or(h.Modified, h.Created), added: added}
	}
	return nil
}

func (b *builder) sorted() ([]entry, map[string]int) {
	entries := make([]entry, 0, len(b.found))
	for _, e := range b.found {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, compare)
	at := make(map[string]int, len(entries))
	for i, e := range entries {
		at[e.id] = i
	}
	return entries, at
}

func compare(a, b entry) int {
	return cmp.Or(cmp.Compare(a.added, b.added), strings.Compare(a.id, b.id))
}

// objectsOf makes the objects of entries, in their order. One whose document
// has changed since the index was made is left out.
func (s *server) objectsOf(ctx context.Context, x *index, entries []entry) ([]json.RawMessage, error) {
	chosen := x.chosen.With(ctx)
	exporter := s.exporter(chosen)
	made := map[string]map[string]stix.Object{}
	var out []json.RawMessage
	for _, e := range entries {
		if raw, ok := x.loose[e.id]; ok {
			out = append(out, raw)
			continue
		}
		if made[e.document] == nil {
			d, err := chosen.Document(e.document)
			if err != nil && !errors.Is(err, ledger.ErrNotFound) {
				return nil, err
			}
			made[e.document] = map[string]stix.Object{}
			for _, o := range exporter.Document(d) {
				made[e.document][o.Common().ID] = o
			}
		}
		if o, ok := made[e.document][e.id]; ok {
			raw, err := json.Marshal(o)
			if err != nil {
				return nil, err
			}
			out = append(out, raw)
		}
	}
	return out, chosen.Err()
}
