package stix

import (
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/transcript"
)

// Read reads one part of a bundle as a document. Its text holds, for a bundle of
// ours, the quoted passages where they stood in the original; for others', a
// line a statement in its creator's description, or in plain words where there
// is none. The source of a claim is who made its object; where an object names
// nobody, it is raw.Given.Publisher. What was left out is among the errors; an
// error alone means that the part can't be read.
func Read(raw ascribe.Raw, base *knowledge.Base) (ledger.Record, []error, error) {
	b, wrong, err := decode(raw.Bytes)
	if err != nil {
		return ledger.Record{}, nil, &ascribe.Problem{Name: "broken", Input: raw.Origin, Why: err.Error(), Do: "give a STIX 2.1 bundle as JSON"}
	}
	r := &reader{bundle: b, Writer: transcript.New(raw, base, Version), parties: map[string]ascribe.Party{}, countries: map[string]string{}}
	for _, err := range wrong {
		r.Leave("", err.Error(), "")
	}
	r.main = r.mainObject()
	r.describe()
	r.Excerpt(r.own())
	if _, ok := r.main.ours(); !ok {
		r.introduce()
	}
	r.origins()
	for _, id := range b.order {
		r.Know(r.entity(b.objects[id]))
		r.statements(b.objects[id])
	}
	record, left := r.Record(MediaType)
	return record, left, nil
}

// reader holds a part while it is read.
type reader struct {
	bundle
	*transcript.Writer
	main      *foundObject             // what the document is: a Report, or the object it is about
	parties   map[string]ascribe.Party // by object
	countries map[string]string        // by object: where it is said to be from
}

// mainObject is the Report, else what most Relationships go out from, else what
// says something of itself.
func (r *reader) mainObject() *foundObject {
	from := map[string]int{}
	for _, id := range r.order {
		from[r.objects[id].Source]++
	}
	best := &foundObject{}
	rank := func(o *foundObject) int {
		switch {
		case o.ID == "":
			return -1
		case o.isReport():
			return 1 << 30
		case from[o.ID] > 0:
			return from[o.ID] + 1
		case states(o):
			return 1
		}
		return 0
	}
	for _, id := range r.order {
		if o := r.objects[id]; rank(o) > rank(best) {
			best = o
		}
	}
	return best
}

// describe takes what the main object says of the document.
func (r *reader) describe() {
	d := &r.Document
	if e, ok := r.main.ours(); ok && e.Document != nil {
		*d = *e.Document
	} else {
		d.Title, d.Language = transcript.Line(r.main.Name), "en"
		if d.Published = r.main.day(); d.Published != "" {
			d.PublishedFrom = ascribe.PublishedMetadata
		}
		for _, ref := range r.main.ExternalReferences {
			if d.URL == "" {
				d.URL = ref.URL
			}
		}
	}
	if by, ok := r.objects[r.main.CreatedBy]; ok && by.ID != Producer().ID && transcript.Line(by.Name) != "" {
		p := r.party(by.ID)
		r.Published(&p)
	} else {
		r.Published(nil)
	}
}

// introduce writes what the main object says in prose.
func (r *reader) introduce() {
	r.Write(ascribe.TitleBlock, r.Document.Title)
	for paragraph := range strings.SplitSeq(r.main.Description, "\n") {
		r.Write(ascribe.ParagraphBlock, paragraph)
	}
}

// own are the claims that our own objects carry: of the document that the Report
// stands for, as an Opinion brings Relationships of others along.
func (r *reader) own() []ascribe.Claim {
	var out []ascribe.Claim
	report, _ := r.main.ours()
	for _, id := range r.order {
		e, ok := r.objects[id].ours()
		if !ok || e.Claim == nil || r.objects[id].Revoked || report.Document != nil && e.Claim.Document != report.Document.ID {
			continue
		}
		out = append(out, *e.Claim)
	}
	return out
}
