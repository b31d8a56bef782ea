// Package incident groups the claims of many documents into incidents: one
// event in the world as everybody who speaks of it tells it.
//
// Entry point: Group. Each document is first read on its own (what it is mainly
// about, and which other events it touches), then the events of all documents are
// compared by victim, time, means, perpetrator, names and words, and joined from the most alike downwards.
// A shared accused alone never joins two events, and events of different times
// stay apart, so that a follow-up attack is an incident of its own.
package incident

import (
	"cmp"
	"slices"

	"ascribe"
)

// Version stamps what Group made.
const Version = "incident/3"

// Item is what one document brings: itself, its claims in document order, the
// entities that they refer to, and the documents whose text it repeats.
// Entities, Mentions and Copies may be empty; they sharpen the comparison.
type Item struct {
	Document ascribe.Document
	Claims   []ascribe.Claim
	Entities []ascribe.Entity
	Mentions []ascribe.Mention
	Copies   []ascribe.Copy
}

// Group puts the claims of all items into incidents, as the rulings of people have it where
// there are any. The order of the items does not matter: equal items and rulings give equal
// incidents. The result is sorted by id; no claim belongs to two incidents, and to none only what a document says
// that names nobody and no day. What a document touches on in passing is an incident of its
// own only where it stands on a victim and a time or on other documents.
func Group(items []Item, rulings ...Ruling) []ascribe.Incident {
	items = slices.Clone(items)
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Document.ID, b.Document.ID) })
	items = slices.CompactFunc(items, func(a, b Item) bool { return a.Document.ID == b.Document.ID })
	ruled := rule(rulings)
	var events []event
	for _, it := range items {
		events = append(events, ruled.divide(eventsOf(it), it)...)
	}
	copies := repetitions(items)
	events, following := apartFrom(copies, events)
	weigh(events)
	like := similarities(events)
	ruled.separate(events, like)
	groups := join(events, like, ruled.seeds(events), func(i, j int) string { return why(&events[i], &events[j]) })
	groups = ruled.unite(told(follow(groups, copies, following)))
	return describe(groups, like)
}
