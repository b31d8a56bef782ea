// Package stix writes claims as STIX 2.1 bundles and reads bundles, ours and
// others', as documents with claims.
//
// A document is a Report; who commits to a claim is the Identity in
// created_by_ref; an asserted claim is a Relationship, any other stance an
// Opinion on what it is about; each quote is a Note. What STIX has no property
// for stands in one extension (see Definition): the whole claim, so that
// reading a bundle back loses nothing. Names that are said to be equal are
// Relationships and never aliases, since an alias has no speaker.
//
// Entry points: NewExporter, Exporter.Document and Exporter.Incident make
// objects, Encoder writes them as a bundle; Split divides a bundle into one part
// a document, Read reads a part.
//
// Source: STIX Version 2.1, OASIS Standard, 10 June 2021.
package stix

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"ascribe"
)

// Version stamps what Read makes: it changes whenever the same bundle may give
// other claims.
const Version = "stix/1"

// MediaType is that of a STIX 2.1 bundle.
const MediaType = "application/stix+json;version=2.1"

const specVersion = "2.1"

// space is the namespace of this program's identifiers (UUID version 5); the
// standard keeps its own for observables.
const space = "6d3ab1f4-6f0c-5d6e-9c2e-0d5c3a1f8b27"

// NewID makes an object's identifier from its type and what it is made of: the
// same parts give the same identifier everywhere.
func NewID(kind string, parts ...string) string {
	return kind + "--" + uuid.NewSHA1(uuid.MustParse(space), []byte(kind+"\x00"+strings.Join(parts, "\x00"))).String()
}

// RelationshipID is the identifier of the Relationship of an asserted claim.
func RelationshipID(claim string) string { return NewID("relationship", claim) }

// SaidID is the identifier of what a claim becomes: a Relationship where it
// asserts, else an Opinion.
func SaidID(c ascribe.Claim) string {
	if c.Stance == ascribe.Asserts {
		return RelationshipID(c.ID)
	}
	return NewID("opinion", c.ID)
}

// NoteID is the identifier of the Note that quotes a claim.
func NoteID(c ascribe.Claim) string { return NewID("note", c.ID) }

// typeOf is the type that an identifier begins with.
func typeOf(id string) string {
	kind, _, _ := strings.Cut(id, "--")
	return kind
}

// timestamp is an instant as STIX writes it, to the millisecond.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// made is when objects that stand for parties were made. They say nothing that
// depends on time, so that every bundle holds the same ones.
const made = "2020-01-01T00:00:00.000Z"

// at is the beginning of a day, or made where the day is not known.
func at(d ascribe.Day) string {
	if t := d.Time(); !t.IsZero() {
		return timestamp(t)
	}
	return made
}
