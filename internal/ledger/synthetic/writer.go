package synthetic

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
)

// writer composes one document.
type writer struct {
	*Generator
	rand      *rand.Rand
	day       time.Time
	publisher ascribe.Entity
	content   strings.Builder
	blocks    []ascribe.Block
	open      int // where the paragraph began, -1 outside one
	mentions  []ascribe.Mention
	claims    []ascribe.Claim
	entities  map[string]ascribe.Entity
}

// form is a kind of sentence. Its words in braces are roles, filled with
// members of the casts that the form names.
type form struct {
	words     string
	predicate ascribe.Predicate
	stance    ascribe.Stance
	value     string
	source    string
	subject   string
	object    string
}

func forms() []form {
	return []form{
		{"{source} said that {subject} broke into the systems of {object}.", ascribe.Attacked, ascribe.Asserts, "intrusion", "company", "threat-actor", "organisation"},
		{"{source} assessed that {subject} had wiped computers of {object}.", ascribe.Attacked, ascribe.Asserts, "wiper", "company", "state", "organisation"},
		{"The government of {source} blamed {subject} for the attack on {object}.", ascribe.Attacked, ascribe.Asserts, "", "state", "state", "organisation"},
		{"{source} rejected the accusation that {subject} was behind the attack on {object}.", ascribe.Attacked, ascribe.Denies, "", "state", "state", "organisation"},
		{"According to {source}, {subject} directs the group {object}.", ascribe.Sponsors, ascribe.Asserts, "directed", "company", "state", "threat-actor"},
		{"{source} found that {subject} had used {object}.", ascribe.Used, ascribe.Asserts, "", "company", "threat-actor", "malware"},
		{"{source} announced that {subject} had put {object} under sanctions.", ascribe.Sanctioned, ascribe.Asserts, "", "state", "state", "threat-actor"},
		{"{source} reported that {subject} had cut its ties with {object}.", ascribe.Responded, ascribe.Asserts, "severed-relations", "publisher", "state", "state"},
		{"{source} doubted that {subject} belongs to {object}.", ascribe.AffiliatedWith, ascribe.Doubts, "linked", "company", "threat-actor", "organisation"},
		{"Officials spoke of a long night and thanked the engineers.", "", "", "", "", "", ""},
	}
}

// pick takes a member of a cast; the first ones come up most.
func (w *writer) pick(cast string) ascribe.Entity {
	all := w.casts[cast]
	return all[min(w.rand.IntN(len(all)), w.rand.IntN(len(all)))]
}

func (w *writer) block(kind ascribe.BlockKind, text string) {
	start := w.content.Len()
	w.content.WriteString(text)
	w.blocks = append(w.blocks, ascribe.Block{Span: ascribe.Span{Start: start, End: w.content.Len()}, Kind: kind})
	w.content.WriteString("\n\n")
	w.open = -1
}

func (w *writer) openParagraph() {
	w.closeParagraph()
	w.open = w.content.Len()
}

func (w *writer) closeParagraph() {
	if w.open < 0 {
		return
	}
	w.blocks = append(w.blocks, ascribe.Block{Span: ascribe.Span{Start: w.open, End: w.content.Len()}, Kind: ascribe.ParagraphBlock})
	w.content.WriteString("\n\n")
	w.open = -1
}

// sentence writes a sentence with its mentions and its claim.
func (w *writer) sentence() {
	all := forms()
	f := all[w.rand.IntN(len(all))]
	if w.content.Len() > w.open {
		w.content.WriteString(" ")
	}
	start := w.content.Len()
	cast := map[string]ascribe.Entity{}
	rest := f.words
	for {
		before, after, found := strings.Cut(rest, "{")
		w.content.WriteString(before)
		if !found {
			break
		}
		role, tail, _ := strings.Cut(after, "}")
		cast[role] = w.mention(map[string]string{"source": f.source, "subject": f.subject, "object": f.object}[role])
		rest = tail
	}
	if f.predicate != "" {
		w.claim(f, cast, start)
	}
}

func (w *writer) mention(cast string) ascribe.Entity {
	e := w.pick(cast)
	start := w.content.Len()
	w.content.WriteString(e.Name)
	w.entities[e.ID] = e
	w.mentions = append(w.mentions, ascribe.Mention{Span: ascribe.Span{Start: start, End: w.content.Len()}, Text: e.Name,
		Type: e.Type, Role: ascribe.NameRole, Entity: e.ID, Score: 1, Reasons: []string{"generated"}})
	return e
}

func (w *writer) claim(f form, cast map[string]ascribe.Entity, start int) {
	subject, object := party(cast["subject"]), party(cast["object"])
	when := ascribe.DayOf(w.day.AddDate(0, 0, -w.rand.IntN(60)))
	c := ascribe.Claim{
		Source: party(cast["source"]), Stance: f.stance, Certainty: 0.5 + float64(w.rand.IntN(50))/100, Extractor: "synthetic 1",
		Statement:   ascribe.Statement{Predicate: f.predicate, Subject: &subject, Object: &object, Value: f.value, When: &ascribe.Interval{From: when, To: when}},
		Quote:       ascribe.Quote{Span: ascribe.Span{Start: start, End: w.content.Len()}},
		Explanation: ascribe.Explanation{Rule: "generated", Cue: f.words},
	}
	if c.Source.ID != w.publisher.ID {
		c.Via = []ascribe.Party{party(w.publisher)}
	}
	if f.source == "company" {
		c.Confidence = ascribe.NewConfidence([]string{"", "high", "moderate", "low"}[w.rand.IntN(4)], "")
	}
	w.claims = append(w.claims, c)
}

func party(e ascribe.Entity) ascribe.Party {
	return ascribe.Party{ID: e.ID, Name: e.Name, Text: e.Name, Type: string(e.Type), Country: e.Country}
}

// record puts the parts together.
func (w *writer) record(i int) ledger.Record {
	text := ascribe.Text{Content: w.content.String(), Blocks: w.blocks}
	raw := []byte(text.Content)
	r := ledger.Record{Raw: raw, Text: text, Mentions: w.mentions, Stamp: ledger.Stamp{Stages: map[string]string{"synthetic": "1"}}}
	r.Document = ascribe.Document{
		ID: ascribe.DocumentID(raw), File: fmt.Sprintf("generated/%06d.txt", i), MediaType: "text/plain", SHA256: ascribe.HashOf(raw), Size: len(raw),
		Title: text.Blocks[0].Of(text.Content), Publisher: w.publisher.Name, Published: ascribe.DayOf(w.day), PublishedFrom: ascribe.PublishedGiven,
		Language: "en", TextSHA256: ascribe.HashOf(raw), Characters: len(raw), Read: epoch.AddDate(11, 0, 0),
	}
	for _, c := range w.claims {
		c.Document = r.Document.ID
		c.Quote.Text = c.Quote.Of(text.Content)
		c.ID = ascribe.ClaimID(c)
		r.Claims = append(r.Claims, c)
	}
	for _, id := range slices.Sorted(maps.Keys(w.entities)) {
		r.Entities = append(r.Entities, w.entities[id])
	}
	r.Signature, r.Bands = signature(text.Content)
	return r
}
