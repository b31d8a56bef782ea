// Package misp writes claims as MISP events and reads events, ours and others',
// as documents with claims.
//
// A document is an event; a claim is an object of the template ascribe-claim
// (templates/), which carries the whole claim, so that reading an event back
// loses nothing. What others deny or doubt is an opinion on the objects of those
// who assert it, the passage a note, evidence a relationship: MISP's analyst data.
// Grades are tags (estimative-language, admiralty-scale); a known threat actor is
// a galaxy cluster on the attribute that names it, never on the whole event.
//
// Entry points: NewExporter and Exporter.Event make events, Write writes them;
// Split divides an export into events, Read reads one.
//
// Source: the MISP core format (draft-dulaunoy-misp-core-format) and MISP 2.5's analyst data.
package misp

import (
	"github.com/google/uuid"

	"ascribe"
)

// Version stamps what Read makes: it changes whenever the same event may give
// other claims.
const Version = "misp/1"

// MediaType is that of an event.
const MediaType = "application/json"

// newUUID makes an identifier from what it is made of: the same parts give the
// same one everywhere.
func newUUID(kind, what string) string {
	space := uuid.NewSHA1(uuid.NameSpaceURL, []byte("misp events of ascribe"))
	return uuid.NewSHA1(space, []byte(kind+"\x00"+what)).String()
}

// EventUUID is the identifier of a document's event.
func EventUUID(document string) string { return newUUID("event", document) }

// objectUUID is the identifier of a claim's object.
func objectUUID(claim string) string { return newUUID("claim", claim) }

// scores are opinions on a scale from 0, strongly disagree, to 100.
var scores = map[ascribe.Stance]int{ascribe.Denies: 0, ascribe.Doubts: 25, ascribe.Withholds: 50}
