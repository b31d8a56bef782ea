package misp

import (
	_ "embed"
	"encoding/json"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/transcript"
)

// Read reads one event as a document. Objects of our template give the claims
// that they carry, with their quotes where they stood in the original. What
// others' events say by galaxies, attributes and opinions becomes claims whose
// source is the organisation that made the event (else raw.Given.Publisher), in
// its words where it has any. What was left out is among the errors; an error
// alone means that the event can't be read.
func Read(raw ascribe.Raw, base *knowledge.Base) (ledger.Record, []error, error) {
	var whole struct {
		Event *foundEvent `json:"Event"`
	}
	if err := json.Unmarshal(raw.Bytes, &whole); err != nil || whole.Event == nil {
		why := "it has no Event"
		if err != nil {
			why = "the event can't be read: " + err.Error()
		}
		return ledger.Record{}, nil, &ascribe.Problem{Name: "broken", Input: raw.Origin, Why: why, Do: "give an event in MISP's JSON"}
	}
	r := &reader{event: whole.Event, Writer: transcript.New(raw, base, Version)}
	r.objects()
	r.describe()
	r.Excerpt(r.claims)
	if len(r.claims) == 0 {
		r.introduce()
	}
	r.others()
	record, left := r.Record(MediaType)
	return record, left, nil
}

// reader holds an event while it is read.
type reader struct {
	*transcript.Writer
	event      *foundEvent
	attributes []foundAttribute // of the event and of objects of others
	opinions   []foundOpinion
	claims     []ascribe.Claim // that our objects carry
	carried    []told          // what these say, for others' opinions on it
	document   *ascribe.Document
}

// objects reads the parts one by one, ours apart from those of others.
func (r *reader) objects() {
	r.opinions = r.event.Opinions
	for _, raw := range r.event.Attributes {
		var a foundAttribute
		if err := json.Unmarshal(raw, &a); err != nil {
			r.Leave("an attribute", err.Error(), "")
		} else if !gone(a.Deleted) {
			r.attributes, r.opinions = append(r.attributes, a), append(r.opinions, a.Opinions...)
		}
	}
	for _, raw := range r.event.Objects {
		var o foundObject
		if err := json.Unmarshal(raw, &o); err != nil {
			r.Leave("an object", err.Error(), "")
			continue
		}
		if gone(o.Deleted) {
			continue
		}
		switch o.Name {
		case claimTemplate:
			r.claim(o)
		case documentTemplate:
			r.own(o)
		default:
			r.attributes, r.opinions = append(r.attributes, o.Attributes...), append(r.opinions, o.Opinions...)
		}
	}
}

// value is what an object holds under a relation.
func (o foundObject) value(relation string) string {
	for _, a := range o.Attributes {
		if a.Relation == relation && !gone(a.Deleted) {
			return string(a.Value)
		}
	}
	return ""
}

// claim takes the claim that an object carries.
func (r *reader) claim(o foundObject) {
	var c ascribe.Claim
	if err := json.Unmarshal([]byte(o.value("claim")), &c); err != nil {
		r.Leave("object "+o.UUID, "its claim can't be read: "+err.Error(), "")
		return
	}
	r.claims = append(r.claims, c)
	r.carried = append(r.carried, told{named{where: o.UUID}, c.Statement})
	r.opinions = append(r.opinions, o.Opinions...)
}

// own takes the document that an object describes.
func (r *reader) own(o foundObject) {
	var d ascribe.Document
	if err := json.Unmarshal([]byte(o.value("document")), &d); err != nil {
		r.Leave("object "+o.UUID, "its document can't be read: "+err.Error(), "")
		return
	}
	r.document = &d
}

// describe tells what the event, or our object in it, says of the document.
func (r *reader) describe() {
	if r.document != nil {
		r.Document = *r.document
		r.Published(nil)
		return
	}
	d := &r.Document
	d.Title, d.Language = transcript.Line(string(r.event.Info)), "en"
	if d.Published = dayOf(r.event.Date); d.Published != "" {
		d.PublishedFrom = ascribe.PublishedMetadata
	}
	for _, a := range r.attributes {
		if d.URL == "" && a.Type == "link" {
			d.URL = string(a.Value)
		}
	}
	var by *ascribe.Party
	if name := transcript.Line(r.event.Orgc.Name); name != "" {
		p := r.Named(name, transcript.Publishers()...)
		by = &p
	}
	r.Published(by)
}

// introduce writes what the event says in prose: its title, comments on the case,
// reports and notes.
func (r *reader) introduce() {
	r.Write(ascribe.TitleBlock, string(r.event.Info))
	var prose []text
	for _, a := range r.attributes {
		if a.Type == "comment" || a.Type == "text" && (a.Relation == "summary" || a.Relation == "description") {
			prose = append(prose, a.Value)
		}
	}
	for _, raw := range r.event.Reports {
		var report foundReport
		if err := json.Unmarshal(raw, &report); err != nil {
			r.Leave("an event report", err.Error(), "")
			continue
		}
		prose = append(prose, report.Name, report.Content)
	}
	for _, n := range r.event.Notes {
		prose = append(prose, n.Note)
	}
	for _, text := range prose {
		for paragraph := range strings.SplitSeq(string(text), "\n") {
			r.Write(ascribe.ParagraphBlock, paragraph)
		}
	}
}
