// Package transcript makes documents of what is told rather than read: of claims
// from bundles and events of other programs. It writes the text that their
// quotes stand in, finds out whom names mean, gives claims their identifiers, and
// leaves out, with the reason, what the ledger would refuse.
//
// Entry points: New, then Writer's methods, then Record.
package transcript

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
	"ascribe/internal/wording"
)

// Writer makes one document. Set Document's title, publisher and the like before
// the first claim is told.
type Writer struct {
	Document  ascribe.Document
	Publisher *ascribe.Party // who relays what others are the source of; nil where nobody is known

	base    *knowledge.Base
	raw     ascribe.Raw
	version string
	content []byte
	blocks  []ascribe.Block
	known   map[string]ascribe.Entity
	claims  []ascribe.Claim
	wrong   []error
}

// New begins the document of an input. The version is the importer's: its stage
// and number.
func New(raw ascribe.Raw, base *knowledge.Base, version string) *Writer {
	return &Writer{base: base, raw: raw, version: version, known: map[string]ascribe.Entity{}}
}

// Leave names a part of the input that is left out.
func (w *Writer) Leave(what, why, do string) {
	w.wrong = append(w.wrong, &ascribe.Problem{Name: "broken", Input: w.raw.Origin, Why: strings.Trim(what+": "+why, ": "), Do: do})
}

// Published is who published the document: somebody that the input tells, else whom the
// user names.
func (w *Writer) Published(by *ascribe.Party) {
	if by == nil && w.raw.Given.Publisher != "" {
		p := w.Named(w.raw.Given.Publisher, Publishers()...)
		by = &p
	}
	w.Publisher = by
	if by != nil && w.Document.Publisher == "" {
		w.Document.Publisher = cmp.Or(by.Text, by.Name)
	}
}

// Write adds a block to the text and gives its place. The text is put on one line.
func (w *Writer) Write(kind ascribe.BlockKind, text string) ascribe.Span {
	text = Line(text)
	if text == "" {
		return ascribe.Span{}
	}
	return w.block(kind, text)
}

func (w *Writer) block(kind ascribe.BlockKind, text string) ascribe.Span {
	if len(w.content) > 0 {
		w.content = append(w.content, "\n\n"...)
	}
	span := ascribe.Span{Start: len(w.content), End: len(w.content) + len(text)}
	w.content = append(w.content, text...)
	w.blocks = append(w.blocks, ascribe.Block{Span: span, Kind: kind})
	return span
}

// Told is a claim that an input makes.
type Told struct {
	By         ascribe.Party
	Stance     ascribe.Stance
	Statement  ascribe.Statement
	Said       ascribe.Day // "" where it isn't known
	Confidence *ascribe.Confidence
	Likelihood *ascribe.Likelihood
	Words      string // of who says it; "" where there are none
	What       string // the part of the input, and how it is called there
	Where      string // its identifier
}

// Tell adds a claim. Its passage is the words of who says it, else the
// statement in plain words.
func (w *Writer) Tell(t Told) {
	name, _, _ := strings.Cut(w.version, "/")
	c := ascribe.Claim{Source: t.By, Stance: t.Stance, Statement: t.Statement, Confidence: t.Confidence, Likelihood: t.Likelihood,
		Certainty: 1, Extractor: w.version, Explanation: ascribe.Explanation{Rule: name, Cue: t.What, Path: []string{t.Where}}}
	if t.Said != "" {
		c.Said = &ascribe.Interval{From: t.Said, To: t.Said}
	}
	for _, above := range w.base.SpeaksFor(t.By.ID, w.Document.Published) {
		c.SpeaksFor = append(c.SpeaksFor, ascribe.Party{ID: above.ID, Name: above.Name, Type: string(above.Type), Country: above.Country})
	}
	if w.Publisher != nil && w.Publisher.Key() != t.By.Key() {
		c.Via = []ascribe.Party{*w.Publisher}
	}
	text := firstSentences(t.Words)
	if text == "" {
		text = Sentence(c) + "."
	}
	c.Quote = ascribe.Quote{Span: w.block(ascribe.ListItemBlock, text), Text: text}
	c.ID = t.Where + " " + c.Key() + " " + c.Value + string(t.Stance) // until identify
	w.claims = append(w.claims, c)
}

// Sentence says in words who says what: "A denies: B attacked C, likely (55–80%)".
func Sentence(c ascribe.Claim) string {
	out := c.Source.Name + " " + wording.Verb(c.Stance) + ": " + wording.Phrase(c.Statement)
	if degree := wording.Degree(c.Confidence, c.Likelihood); degree != "" {
		out += ", " + degree
	}
	if c.Hedge != "" {
		out += " (“" + c.Hedge + "”)"
	}
	return Line(out)
}

// Know adds what the input tells of an entity that the knowledge may lack.
func (w *Writer) Know(e ascribe.Entity) {
	if old, ok := w.known[e.ID]; e.ID != "" && (!ok || len(old.External) < len(e.External)) {
		w.known[e.ID] = e
	}
}

// Record is the document with its claims, and what was left out of it.
func (w *Writer) Record(media string) (ledger.Record, []error) {
	d := w.Document
	if len(w.content) == 0 {
		w.Write(ascribe.TitleBlock, cmp.Or(d.Title, "Nothing told"))
	}
	content := string(w.content)
	d.ID, d.SHA256, d.Size = ascribe.DocumentID(w.raw.Bytes), ascribe.HashOf(w.raw.Bytes), len(w.raw.Bytes)
	d.File, d.MediaType, d.Read = w.raw.Origin, media, w.raw.Read
	d.TextSHA256, d.Characters = ascribe.HashOf(w.content), utf8.RuneCountInString(content)
	out := ledger.Record{Document: d, Raw: w.raw.Bytes, Text: ascribe.Text{Content: content, Blocks: w.blocks}}
	ids := w.identify(d.ID)
	seen := map[string]bool{}
	for _, c := range w.claims {
		for i, supported := range c.Supports {
			c.Supports[i] = cmp.Or(ids[supported], supported)
		}
		switch err := c.Validate(content); {
		case err != nil:
			w.Leave(c.ID, err.Error(), "")
		case !seen[c.ID]:
			seen[c.ID] = true
			out.Claims = append(out.Claims, c)
		}
	}
	slices.SortStableFunc(out.Claims, ascribe.CompareClaims)
	out.Entities = w.entities(out.Claims)
	return out, w.wrong
}

// identify gives claims the identifiers that they have in this document and
// returns them by those they had before. Claims that only differ in what an
// identifier isn't made of are told apart by a number.
func (w *Writer) identify(document string) map[string]string {
	ids := map[string]string{}
	taken := map[string]string{} // identifier → what the claim was before
	for i := range w.claims {
		c := &w.claims[i]
		before := cmp.Or(c.ID, fmt.Sprint(i))
		c.Document = document
		id := ascribe.ClaimID(*c)
		c.ID = id
		for n := 2; taken[c.ID] != "" && taken[c.ID] != before; n++ {
			c.ID = fmt.Sprintf("%s-%d", id, n)
		}
		taken[c.ID], ids[before] = before, c.ID
		c.Supports = slices.Clone(c.Supports)
	}
	return ids
}

// entities are those that claims refer to, as the knowledge has them, else as
// the input does.
func (w *Writer) entities(claims []ascribe.Claim) []ascribe.Entity {
	used := map[string]ascribe.Entity{}
	for _, c := range claims {
		for _, p := range ledger.Parties(c) {
			if p.Party.ID != "" && used[p.Party.ID].ID == "" {
				used[p.Party.ID] = w.entity(p.Party)
			}
		}
	}
	var out []ascribe.Entity
	for _, id := range slices.Sorted(maps.Keys(used)) {
		out = append(out, used[id])
	}
	return out
}

func (w *Writer) entity(p ascribe.Party) ascribe.Entity {
	if e, ok := w.base.Entity(p.ID); ok {
		return e
	}
	if e, ok := w.known[p.ID]; ok {
		return e
	}
	return ascribe.Entity{ID: p.ID, Name: p.Name, Type: ascribe.EntityType(p.Type), Country: p.Country}
}
