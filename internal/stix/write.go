package stix

import (
	"fmt"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/transcript"
	"ascribe/internal/wording"
)

// writer makes the objects of one document.
type writer struct {
	*Exporter
	document  selection.Document
	publisher string // the publisher's Identity, "" where nobody is known
	objects   []Object
	seen      map[string]bool
}

// add keeps an object once.
func (w *writer) add(o Object) Object {
	if id := o.Common().ID; !w.seen[id] {
		w.seen[id] = true
		w.objects = append(w.objects, o)
	}
	return o
}

// publisherParty is the publisher as claims know it.
func (w *writer) publisherParty() ascribe.Party {
	for _, c := range w.document.Claims {
		for _, p := range append([]ascribe.Party{c.Source}, c.Via...) {
			if ascribe.Fold(p.Name) == ascribe.Fold(w.document.Publisher) {
				return p
			}
		}
	}
	return ascribe.Party{Name: w.document.Publisher, Type: string(ascribe.Publication)}
}

// claim makes the objects of one claim: the parties, who says it, what is said,
// and the Note that quotes it.
func (w *writer) claim(c ascribe.Claim, asserted func(string) []selection.Assertion) {
	by := w.add(w.speaker(c.Source)).Common().ID
	day := ledger.SaidDay(w.document.Document, c)
	subject, object := w.add(w.object(c.Subject)), w.add(w.object(c.Object))
	var said Object
	if c.Stance == ascribe.Asserts {
		said = relationship(c, by, at(day), subject.Common(), object.Common())
	} else {
		said = opinion(c, by, day, asserted(c.Key()), []Object{subject, object})
	}
	if judged, ok := w.document.Judged[c.ID]; ok { // people may have corrected it
		said.Common().Modified = max(said.Common().Modified, timestamp(judged))
	}
	extend(said.Common(), extension{Claim: &c})
	w.add(said)
	w.add(w.note(c, said.Common().ID, at(day)))
}

// relationship is what an asserting source states.
func relationship(c ascribe.Claim, by, instant string, subject, object *Head) *Relationship {
	r := &Relationship{Head: head("relationship", by, instant, c.ID), Description: transcript.Sentence(c)}
	row := lookup(statementTable, string(c.Predicate), c.Value, subject.Type)
	if r.Source, r.Target = subject.ID, object.ID; row == nil || row[1] == "backward" {
		row = lookup(statementTable, string(c.Predicate), c.Value, object.Type)
	}
	if row == nil {
		row = []string{"related-to", "forward"} // a predicate that the table lacks
	}
	if r.Kind = row[0]; row[1] == "backward" {
		r.Source, r.Target = r.Target, r.Source
	}
	r.Labels = labels(c)
	if c.Confidence != nil {
		r.Confidence = c.Confidence.STIX
	}
	r.Start, r.Stop = bounds(c.When)
	return r
}

// opinion is a denial, a doubt, or an abstention: of the Relationships that
// assert the statement, or of the parties where nobody asserts it.
func opinion(c ascribe.Claim, by string, day ascribe.Day, asserted []selection.Assertion, parties []Object) *Opinion {
	o := &Opinion{Head: head("opinion", by, at(day), c.ID), Authors: []string{c.Source.Name}, Explanation: transcript.Sentence(c)}
	o.Opinion = map[ascribe.Stance]string{ascribe.Denies: "strongly-disagree", ascribe.Doubts: "disagree"}[c.Stance]
	if o.Opinion == "" {
		o.Opinion = "neutral"
	}
	for _, a := range asserted {
		o.Refs = append(o.Refs, RelationshipID(a.Claim))
	}
	for _, p := range parties {
		if id := p.Common().ID; len(asserted) == 0 && id != Unnamed().ID {
			o.Refs = append(o.Refs, id)
		}
	}
	slices.Sort(o.Refs)
	o.Refs = slices.Compact(o.Refs)
	o.Labels = labels(c)
	if c.Confidence != nil {
		o.Confidence = c.Confidence.STIX
	}
	return o
}

// note quotes the passage; what it is evidence for is referred to as well.
func (w *writer) note(c ascribe.Claim, said, instant string) *Note {
	n := &Note{Head: head("note", w.publisher, instant, c.ID), Content: c.Quote.Text, Refs: []string{said}}
	place := fmt.Sprintf("bytes %d to %d of the text", c.Quote.Start, c.Quote.End)
	n.Abstract = strings.Join(slices.DeleteFunc([]string{w.document.Publisher, w.document.Title, wording.Day(w.document.Published), place},
		func(s string) bool { return s == "" }), ", ")
	for _, claim := range c.Supports {
		n.Refs = append(n.Refs, RelationshipID(claim))
	}
	slices.Sort(n.Refs)
	n.Refs = slices.Compact(n.Refs)
	if w.document.Publisher != "" {
		n.Authors = []string{w.document.Publisher}
	}
	return n
}

// report is the document, with everything made of it so far.
func (w *writer) report() *Report {
	d := w.document.Document
	published := d.Published
	if published == "" {
		published = ascribe.DayOf(d.Read)
	}
	r := &Report{Head: head("report", w.publisher, at(published), w.made()...), Name: d.Title, Types: []string{"threat-report"}, Published: at(published)}
	if r.Name == "" {
		r.Name = w.document.Shared().File
	}
	for _, o := range w.objects {
		r.Refs = append(r.Refs, o.Common().ID)
	}
	slices.Sort(r.Refs)
	source := d.Publisher
	if source == "" {
		source = "document"
	}
	outside := Reference{SourceName: source, URL: d.URL, ExternalID: d.ID}
	if d.SHA256 != "" {
		outside.Hashes = map[string]string{"SHA-256": d.SHA256}
	}
	r.ExternalReferences = []Reference{outside}
	shared := w.document.Shared()
	extend(&r.Head, extension{Document: &shared})
	return r
}

// made is what the identifier of the Report is made of: a part of a document's
// claims is another Report than all of them.
func (w *writer) made() []string {
	out := []string{w.document.ID}
	for _, c := range w.document.Claims {
		if w.document.Partial {
			out = append(out, c.ID)
		}
	}
	return out
}

func labels(c ascribe.Claim) []string {
	out := []string{string(c.Predicate)}
	if c.Predicate.Values() != nil && c.Value != "" {
		out = append(out, c.Value)
	}
	return out
}

// bounds are the first instant of an interval of days and the one behind it.
func bounds(i *ascribe.Interval) (start, stop string) {
	if i == nil {
		return "", ""
	}
	from, to := i.From.Time(), i.To.Time()
	if !from.IsZero() {
		start = timestamp(from)
	}
	if !to.IsZero() && !to.Before(from) {
		stop = timestamp(to.AddDate(0, 0, 1))
	}
	return start, stop
}
