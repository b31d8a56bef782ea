package misp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/transcript"
	"ascribe/internal/wording"
)

// thought is what is said about a claim: where it stands (a note), who disputes
// it (opinions), what it is evidence for (relationships).
func (e *Exporter) thought(d selection.Document, c ascribe.Claim, object string, day ascribe.Day) AnalystData {
	var out AnalystData
	place := slices.DeleteFunc([]string{d.Publisher, d.Title, wording.Day(d.Published)}, func(s string) bool { return s == "" })
	out.Notes = []Note{{About: about("note", c.ID, object, cmp.Or(d.Publisher, organisation().Name), day), Language: "en",
		Note: wording.Quote(c.Quote.Text) + " (" + strings.Join(place, ", ") + ")"}}
	for _, other := range e.against(d, c) {
		day := other.Day
		out.Opinions = append(out.Opinions, Opinion{About: about("opinion", c.ID+" "+other.ID, object, other.Source.Name, day),
			Opinion: number(scores[other.Stance]), Comment: transcript.Sentence(other.Claim) + ": " + wording.Quote(other.Quote.Text)})
	}
	for _, supported := range c.Supports {
		out.Relationships = append(out.Relationships, Relationship{About: about("relationship", c.ID+" "+supported, object, c.Source.Name, day),
			RelatedUUID: objectUUID(supported), RelatedType: "Object", Kind: "supports"})
	}
	return out
}

// against are the claims that dispute what a claim asserts.
func (e *Exporter) against(d selection.Document, c ascribe.Claim) []ledger.Entry {
	switch {
	case c.Stance != ascribe.Asserts:
		return nil
	case e.Disputed != nil:
		return e.Disputed(c.Key())
	}
	var out []ledger.Entry
	for _, other := range d.Claims {
		if other.Stance != ascribe.Asserts && other.Key() == c.Key() {
			out = append(out, ledger.Entry{Claim: other, Day: ledger.SaidDay(d.Document, other)})
		}
	}
	return out
}

// about begins a piece of analyst data on an object.
func about(kind, what, object, authors string, day ascribe.Day) About {
	at := fmt.Sprintf("%s 00:00:00", cmp.Or(day, unknown))
	org := organisation()
	return About{UUID: newUUID(kind, what), ObjectUUID: object, ObjectType: "Object", Authors: authors, Created: at, Modified: at, Distribution: "0", Orgc: &org}
}
