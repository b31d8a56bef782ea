package stix

import (
	"cmp"
	"slices"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
)

// Options say how objects are made. The zero value is fit for use.
type Options struct {
	// Entity is what is known of an entity by id, beyond its name in claims.
	Entity func(id string) (ascribe.Entity, bool)
	// Asserted lists who asserts a statement (by Statement.Key), also in other
	// documents, so that Opinions can refer to it; nil knows the document alone.
	Asserted func(statement string) []selection.Assertion
	Markings []*Marking // put on every object
}

// Exporter makes objects of documents and incidents. Its methods depend on
// their arguments and the options only.
type Exporter struct{ Options }

// NewExporter makes an exporter.
func NewExporter(o Options) *Exporter { return &Exporter{o} }

// Definitions are the objects that all others lean on: the extension, its
// creator, the markings.
func (e *Exporter) Definitions() []Object {
	out := []Object{Producer(), Definition()}
	for _, m := range e.Markings {
		out = append(out, m)
	}
	return e.marked(out)
}

// Document makes the objects of a document: its Report last, before it those
// that the Report refers to. A document without claims has none: a Report must
// refer to something.
func (e *Exporter) Document(d selection.Document) []Object {
	if len(d.Claims) == 0 {
		return nil
	}
	w := &writer{Exporter: e, document: d, seen: map[string]bool{}}
	if d.Publisher != "" {
		w.publisher = w.add(w.speaker(w.publisherParty())).Common().ID
	}
	asserted := e.assertedIn(d)
	for _, c := range d.Claims {
		w.claim(c, asserted)
	}
	w.add(w.report())
	return e.marked(w.objects)
}

// assertedIn gives for a statement the claims that assert it.
func (e *Exporter) assertedIn(d selection.Document) func(string) []selection.Assertion {
	if e.Asserted != nil {
		return e.Asserted
	}
	here := map[string][]selection.Assertion{}
	for _, c := range d.Claims {
		if c.Stance == ascribe.Asserts {
			here[c.Key()] = append(here[c.Key()], selection.Assertion{Claim: c.ID, Day: ledger.SaidDay(d.Document, c)})
		}
	}
	return func(statement string) []selection.Assertion { return here[statement] }
}

// Incident makes an Incident and the Grouping of everything that refers to it.
func (e *Exporter) Incident(in ascribe.Incident, refs []string) []Object {
	day := ascribe.Day("")
	if in.When != nil {
		day = in.When.From
	}
	incident := &Incident{Head: head("incident", Producer().ID, at(day), in.ID), Name: in.Title}
	extend(&incident.Head, extension{Incident: &in})
	refs = slices.Sorted(slices.Values(append(slices.Clone(refs), incident.ID)))
	group := &Grouping{Head: head("grouping", Producer().ID, at(day), in.ID), Name: in.Title, Context: "unspecified", Refs: slices.Compact(refs)}
	return e.marked([]Object{incident, group})
}

// marked puts the markings on objects other than markings.
func (e *Exporter) marked(objects []Object) []Object {
	for _, o := range objects {
		for _, m := range e.Markings {
			if h := o.Common(); h.Type != "marking-definition" && !slices.Contains(h.Markings, m.ID) {
				h.Markings = append(h.Markings, m.ID)
			}
		}
	}
	return objects
}

// Compare orders objects by type and identifier.
func Compare(a, b Object) int {
	return cmp.Or(cmp.Compare(a.Common().Type, b.Common().Type), cmp.Compare(a.Common().ID, b.Common().ID))
}
