// Package ledger is the contract of the store: what is kept of every document,
// and the questions that can be asked. Package ledgertest holds the one suite
// that every store must pass; package sqlite is the store of a laptop.
//
// Whatever a store returns is in a fixed order, so that the same contents give
// the same bytes out.
package ledger

import (
	"context"
	"time"

	"ascribe"
)

// Ledger keeps documents with what was derived from them. It is safe for
// concurrent use; readers see finished transactions only.
type Ledger interface {
	Reader
	Writer

	// Snapshot runs f with a reader of one state of the ledger, whatever is written
	// meanwhile. That reader answers one question at a time, and only during the call.
	Snapshot(ctx context.Context, f func(Reader) error) error

	// Check reads everything and reports what is damaged. The error is about
	// the checking itself.
	Check(ctx context.Context) (Report, error)

	// Head is the last entry of the journal, in which every change of documents and
	// judgements is noted.
	Head(ctx context.Context) (Head, error)

	// Verify reads the journal through, and compares what is kept with what it says:
	// what was changed past it, is missing or stands in another order is named. A hash
	// that was noted from an earlier Head must still be in it; "" is none.
	Verify(ctx context.Context, noted string) (Verification, error)

	// Backup writes a consistent copy to a new file while the ledger is in use.
	// It refuses to overwrite.
	Backup(ctx context.Context, path string) error

	Close() error
}

// Writer changes a ledger. Every method is one transaction: it happens wholly or
// not at all, also when the process is killed.
type Writer interface {
	// Put keeps a document and replaces what was derived from it before. Claims
	// that are the same as before (by id) keep the time they were first known.
	// A record that Validate refuses is refused with the same error.
	Put(ctx context.Context, r Record) error

	// Found notes that the bytes of a document that is already kept were found
	// at another place, or again. ErrNotFound without the document.
	Found(ctx context.Context, document string, o Origin) error

	// Remove forgets a document and everything derived from it.
	Remove(ctx context.Context, document string) error

	// PutIncidents replaces all incidents. Claims that the ledger does not hold
	// are refused with ErrInvalid. An id that stands for no incident any more
	// leads to the one with most of the claims that it had: see Reader.Incident.
	PutIncidents(ctx context.Context, incidents []ascribe.Incident) error

	// Judge adds a judgement and shows claims as it makes them, at once and
	// whenever their document is put again. Incidents follow when they are next
	// put. Adding the same judgement again changes nothing. Refused with ErrInvalid
	// where Validate refuses it, or where it undoes one that the ledger does not hold.
	Judge(ctx context.Context, j ascribe.Judgement) error

	// PutWatch keeps a watch, replacing the one of the same id.
	PutWatch(ctx context.Context, w ascribe.Watch) error

	// RemoveWatch forgets a watch. ErrNotFound without it.
	RemoveWatch(ctx context.Context, id string) error
}

// Reader answers questions. Methods that take an id fail with ErrNotFound where
// there is none; lists are empty instead.
type Reader interface {
	Size(ctx context.Context) (Size, error)

	Document(ctx context.Context, id string) (ascribe.Document, error)
	Text(ctx context.Context, document string) (ascribe.Text, error)
	Original(ctx context.Context, document string) ([]byte, error)
	Origins(ctx context.Context, document string) ([]Origin, error) // oldest first
	Stamp(ctx context.Context, document string) (Stamp, error)
	Mentions(ctx context.Context, document string) ([]ascribe.Mention, error)

	// Claim returns a rejected claim too.
	Claim(ctx context.Context, id string) (Entry, error)

	// Incident returns what an id leads to: the incident of that id, else the one
	// that holds most of the claims which the incident of that id held last.
	Incident(ctx context.Context, id string) (IncidentEntry, error)

	// Entity is what all documents together know of an entity (see MergeEntities).
	Entity(ctx context.Context, id string) (ascribe.Entity, error)

	// Copies lists the copy links from or to a document; of all documents when
	// the id is "".
	Copies(ctx context.Context, document string) ([]ascribe.Copy, error)

	// CopyCandidates lists the other documents that share a band of their
	// signature with the given ones.
	CopyCandidates(ctx context.Context, document string, bands []uint64) ([]CopyCandidate, error)

	Documents(ctx context.Context, f DocumentFilter) (Page[DocumentEntry], error)
	Claims(ctx context.Context, f ClaimFilter) (Page[Entry], error)
	Entities(ctx context.Context, f EntityFilter) (Page[ascribe.Entity], error)
	Incidents(ctx context.Context, f IncidentFilter) (Page[IncidentEntry], error)
	Judgements(ctx context.Context, f JudgementFilter) (Page[ascribe.Judgement], error)

	// Watches lists the watches by id.
	Watches(ctx context.Context) ([]ascribe.Watch, error)

	// Facets counts incidents by each of their facets (FacetsOf), ordered by kind and value.
	Facets(ctx context.Context) ([]FacetCount, error)

	// Search ranks documents or claims by how well they fit a query, with the
	// passage that fits. Where very many fit, a store may list the newest first
	// instead.
	Search(ctx context.Context, s Search) (Page[Hit], error)
}

// Size counts what a ledger holds.
type Size struct {
	Documents int `json:"documents"`
	Claims    int `json:"claims"`
	Incidents int `json:"incidents"`
}

// Origin is one place where the bytes of a document were found.
type Origin struct {
	File string    `json:"file"` // path or URL
	Read time.Time `json:"read"`
}

// Entry is a claim as the ledger keeps it, with judgements applied.
type Entry struct {
	ascribe.Claim
	Day    ascribe.Day     `json:"day"`              // SaidDay
	Known  time.Time       `json:"known"`            // when the ledger first held it
	Review *ascribe.Review `json:"review,omitempty"` // nil while nobody judged it
}

// DocumentEntry is a document with what lists show beside it.
type DocumentEntry struct {
	ascribe.Document
	Claims int `json:"claims"`
}

// IncidentEntry is an incident with the documents that speak of it.
type IncidentEntry struct {
	ascribe.Incident
	Documents []IncidentDocument `json:"documents"`
}

// IncidentDocument counts the claims of one document in an incident.
type IncidentDocument struct {
	ID     string `json:"id"`
	File   string `json:"file"`
	Claims int    `json:"claims"`
}

// CopyCandidate is a document that may be a copy, with what decides it.
type CopyCandidate struct {
	Document  string
	Published ascribe.Day
	Signature []uint64
}

// Report is what Check found.
type Report struct {
	Size
	Problems []Problem `json:"problems"`
}

// Problem is one thing that is damaged.
type Problem struct {
	Where string `json:"where"` // a document's or claim's id, or a part of the store
	What  string `json:"what"`
}
