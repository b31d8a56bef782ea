package stix

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
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
	r := &reader{bundle: b, base: base, raw: raw, parties: map[string]ascribe.Party{}, countries: map[string]string{}}
	for _, err := range wrong {
		r.wrong = append(r.wrong, &ascribe.Problem{Name: "broken", Input: raw.Origin, Why: err.Error()})
	}
	r.document()
	r.excerpt()
	r.origins()
	for _, id := range b.order {
		r.statements(b.objects[id])
	}
	return r.result(), r.wrong, nil
}

// reader holds a part while it is read.
type reader struct {
	bundle
	base      *knowledge.Base
	raw       ascribe.Raw
	made      ascribe.Document
	main      *foundObject // what the document is: a Report, or the object it is about
	publisher *ascribe.Party
	content   []byte
	blocks    []ascribe.Block
	parties   map[string]ascribe.Party // by object
	countries map[string]string        // by object: where it is said to be from
	claims    []ascribe.Claim
	wrong     []error
}

// left names an object that is left out.
func (r *reader) left(id, why, do string) {
	r.wrong = append(r.wrong, &ascribe.Problem{Name: "broken", Input: r.raw.Origin, Why: id + ": " + why, Do: do})
}

// document begins the document, with what its Report, or else the object that
// most Relationships go out from, says of it.
func (r *reader) document() {
	raw := r.raw
	from := map[string]int{}
	for _, id := range r.order {
		o := r.objects[id]
		if from[o.Source]++; o.isReport() {
			r.main = o
		}
	}
	for _, id := range r.order {
		if o := r.objects[id]; r.main == nil && from[id] > 0 || r.main != nil && !r.main.isReport() && from[id] > from[r.main.ID] {
			r.main = o
		}
	}
	if r.main == nil && len(r.order) > 0 {
		r.main = r.objects[r.order[0]]
		for _, id := range r.order {
			if o := r.objects[id]; states(o) {
				r.main = o
			}
		}
	}
	if r.main != nil {
		r.describe()
	}
	d := &r.made
	for _, f := range []struct {
		to    *string
		given string
	}{{&d.Title, raw.Given.Title}, {&d.URL, raw.Given.URL}} {
		if f.given != "" {
			*f.to = f.given
		}
	}
	if d.Publisher == "" {
		d.Publisher = raw.Given.Publisher
	}
	d.ID, d.SHA256, d.Size = ascribe.DocumentID(raw.Bytes), ascribe.HashOf(raw.Bytes), len(raw.Bytes)
	d.File, d.MediaType, d.Read = raw.Origin, MediaType, raw.Read
	if d.Publisher != "" {
		p := r.named(d.Publisher, publishers())
		if r.main != nil {
			if by, ok := r.objects[r.main.CreatedBy]; ok && oneLine(by.Name) == d.Publisher {
				p = r.party(by.ID)
			}
		}
		r.publisher = &p
	}
}

// describe takes what the main object says of the document.
func (r *reader) describe() {
	if e, ok := r.main.ours(); ok && e.Document != nil {
		r.made = *e.Document
		return
	}
	d := &r.made
	d.Title, d.Language = oneLine(r.main.Name), "en"
	if by, ok := r.objects[r.main.CreatedBy]; ok && by.ID != Producer().ID {
		d.Publisher = oneLine(by.Name)
	}
	if d.Published = r.main.day(); d.Published != "" {
		d.PublishedFrom = ascribe.PublishedMetadata
	}
	for _, ref := range r.main.ExternalReferences {
		if d.URL == "" {
			d.URL = ref.URL
		}
	}
	if d.Title != "" {
		r.write(ascribe.TitleBlock, d.Title)
	}
	for paragraph := range strings.SplitSeq(r.main.Description, "\n") {
		r.write(ascribe.ParagraphBlock, oneLine(paragraph))
	}
}

// write adds a block to the text and gives its place.
func (r *reader) write(kind ascribe.BlockKind, text string) ascribe.Span {
	if text == "" {
		return ascribe.Span{}
	}
	if len(r.content) > 0 {
		r.content = append(r.content, "\n\n"...)
	}
	span := ascribe.Span{Start: len(r.content), End: len(r.content) + len(text)}
	r.content = append(r.content, text...)
	r.blocks = append(r.blocks, ascribe.Block{Span: span, Kind: kind})
	return span
}

// result puts the parts together; what the ledger would refuse is left out.
func (r *reader) result() ledger.Record {
	if len(r.content) == 0 {
		r.write(ascribe.TitleBlock, cmp.Or(r.made.Title, "STIX bundle"))
	}
	content := string(r.content)
	r.made.TextSHA256, r.made.Characters = ascribe.HashOf(r.content), utf8.RuneCountInString(content)
	out := ledger.Record{Document: r.made, Raw: r.raw.Bytes, Text: ascribe.Text{Content: content, Blocks: r.blocks}}
	ids := r.identify()
	seen := map[string]bool{}
	for _, c := range r.claims {
		for i, supported := range c.Supports {
			c.Supports[i] = cmp.Or(ids[supported], supported)
		}
		switch err := c.Validate(content); {
		case err != nil:
			r.left(c.ID, err.Error(), "")
		case !seen[c.ID]:
			seen[c.ID] = true
			out.Claims = append(out.Claims, c)
		}
	}
	slices.SortStableFunc(out.Claims, ascribe.CompareClaims)
	out.Entities = r.entities(out.Claims)
	return out
}

// identify gives claims the identifiers that they have in this document and
// returns them by those they had before. Claims that only differ in what an
// identifier isn't made of are told apart by a number.
func (r *reader) identify() map[string]string {
	ids := map[string]string{}
	taken := map[string]string{} // identifier → what the claim was before
	for i := range r.claims {
		c := &r.claims[i]
		before := c.ID
		c.Document = r.made.ID
		c.ID = ascribe.ClaimID(*c)
		for n := 2; taken[c.ID] != "" && taken[c.ID] != before; n++ {
			c.ID = fmt.Sprintf("%s-%d", ascribe.ClaimID(*c), n)
		}
		if before != "" {
			taken[c.ID], ids[before] = before, c.ID
		}
	}
	return ids
}

// entities are those that claims refer to, as the knowledge has them, else as
// the bundle does.
func (r *reader) entities(claims []ascribe.Claim) []ascribe.Entity {
	found := map[string]ascribe.Entity{}
	for _, id := range r.order {
		if e := r.entity(r.objects[id]); e.ID != "" && (found[e.ID].ID == "" || len(found[e.ID].External) < len(e.External)) {
			found[e.ID] = e
		}
	}
	used := map[string]ascribe.Entity{}
	for _, c := range claims {
		for _, p := range append(append([]ascribe.Party{c.Source}, c.SpeaksFor...), c.Via...) {
			r.use(used, found, &p)
		}
		r.use(used, found, c.Subject)
		r.use(used, found, c.Object)
	}
	var out []ascribe.Entity
	for _, id := range slices.Sorted(maps.Keys(used)) {
		out = append(out, used[id])
	}
	return out
}

func (r *reader) use(used, found map[string]ascribe.Entity, p *ascribe.Party) {
	if p == nil || p.ID == "" || used[p.ID].ID != "" {
		return
	}
	if e, ok := r.base.Entity(p.ID); ok {
		used[p.ID] = e
	} else if e, ok := found[p.ID]; ok {
		used[p.ID] = e
	} else {
		used[p.ID] = ascribe.Entity{ID: p.ID, Name: p.Name, Type: ascribe.EntityType(p.Type), Country: p.Country}
	}
}
