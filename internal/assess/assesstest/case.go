// Package assesstest reads made-up cases for tests of assessments and of the
// faces that show them.
//
// A case is a text of lines. Columns are separated by " | "; "-" is an empty one.
//
//	party    | name | id | country | kind        (kind as the knowledge has it; id's prefix is the type)
//	above    | name | name of the body or state that it speaks for
//	document | id | publisher | published | title
//	copy     | id | id of the document that it repeats | overlap
//	claim    | source | via | stance | predicate | subject | object | value | when | said | grade | quote
//
// A claim belongs to the document above it. when and said are days or from/to;
// a grade is "high", "moderate", "low", or a likelihood such as "likely 55-80".
// A party that no line introduces is described; "phrase/XX" gives it a country.
package assesstest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/incident"
	facts "ascribe/internal/knowledge"
)

// Read makes the items of a case and the knowledge that it gives.
func Read(t testing.TB, text string) ([]incident.Item, assess.Knowledge) {
	t.Helper()
	r := &reader{parties: map[string]ascribe.Party{}, known: knowledge{kinds: map[string]string{}, up: map[string]string{}, parties: map[string]ascribe.Party{}}}
	for n, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := r.line(strings.Split(line, " | ")); err != nil {
			t.Fatalf("line %d: %v: %s", n+1, err, line)
		}
	}
	return r.items, r.known
}

// Inputs groups a case's items and makes the input of each incident's
// assessment, in the order of the incidents.
func Inputs(t testing.TB, text string) []assess.Input {
	items, known := Read(t, text)
	claims := map[string]ascribe.Claim{}
	var documents []ascribe.Document
	var copies []ascribe.Copy
	for _, it := range items {
		documents, copies = append(documents, it.Document), append(copies, it.Copies...)
		for _, c := range it.Claims {
			claims[c.ID] = c
		}
	}
	var out []assess.Input
	for _, in := range incident.Group(items) {
		input := assess.Input{Incident: in, Documents: documents, Copies: copies, Knowledge: known}
		for _, id := range in.Claims {
			input.Claims = append(input.Claims, claims[id])
		}
		out = append(out, input)
	}
	return out
}

type reader struct {
	parties map[string]ascribe.Party
	known   knowledge
	items   []incident.Item
	at      int
}

func (r *reader) line(cols []string) error {
	for i := range cols {
		if cols[i] = strings.TrimSpace(cols[i]); cols[i] == "-" {
			cols[i] = ""
		}
	}
	want := map[string]int{"party": 5, "above": 3, "document": 5, "copy": 4, "claim": 12}[cols[0]]
	if len(cols) != want {
		return fmt.Errorf("%d columns, want %d", len(cols), want)
	}
	switch cols[0] {
	case "party":
		kind, _, _ := strings.Cut(cols[2], ":")
		p := ascribe.Party{ID: cols[2], Name: cols[1], Type: kind, Country: cols[3]}
		r.parties[cols[1]], r.known.parties[p.ID], r.known.kinds[p.ID] = p, p, cols[4]
	case "above":
		r.known.up[r.parties[cols[1]].ID] = r.parties[cols[2]].ID
	case "document":
		r.items = append(r.items, incident.Item{Document: ascribe.Document{ID: cols[1], Publisher: cols[2], Published: ascribe.Day(cols[3]), Title: cols[4], Characters: 1000}})
		r.at = 0
	case "copy":
		overlap, err := strconv.ParseFloat(cols[3], 64)
		for i := range r.items {
			if r.items[i].Document.ID == cols[1] {
				r.items[i].Copies = append(r.items[i].Copies, ascribe.Copy{Document: cols[1], Of: cols[2], Overlap: overlap})
			}
		}
		return err
	case "claim":
		return r.claim(cols[1:])
	}
	return nil
}

func (r *reader) claim(cols []string) error {
	it := &r.items[len(r.items)-1]
	c := ascribe.Claim{Document: it.Document.ID, Source: *r.party(cols[0]), Stance: ascribe.Stance(cols[2]),
		Statement: ascribe.Statement{Predicate: ascribe.Predicate(cols[3]), Subject: r.party(cols[4]), Object: r.party(cols[5]), Value: cols[6], When: interval(cols[7])},
		Said:      interval(cols[8]), Quote: ascribe.Quote{Span: ascribe.Span{Start: r.at, End: r.at + len(cols[10])}, Text: cols[10]}}
	r.at += len(cols[10]) + 1
	if cols[1] != "" {
		c.Via = []ascribe.Party{*r.party(cols[1])}
	}
	if words, bounds, ok := cutLast(cols[9]); ok {
		low, high, _ := strings.Cut(bounds, "-")
		c.Likelihood = &ascribe.Likelihood{Words: words}
		c.Likelihood.Low, _ = strconv.Atoi(low)
		c.Likelihood.High, _ = strconv.Atoi(high)
	} else {
		c.Confidence = ascribe.NewConfidence(cols[9], cols[9]+" confidence")
	}
	c.ID = ascribe.ClaimID(c)
	it.Claims = append(it.Claims, c)
	return c.Validate(strings.Repeat(" ", c.Quote.Start) + c.Quote.Text)
}

func cutLast(s string) (string, string, bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func (r *reader) party(name string) *ascribe.Party {
	if name == "" {
		return nil
	}
	if p, ok := r.parties[name]; ok {
		return &p
	}
	phrase, country, _ := strings.Cut(name, "/")
	return &ascribe.Party{Name: phrase, Text: phrase, Country: country}
}

func interval(s string) *ascribe.Interval {
	if s == "" {
		return nil
	}
	from, to, ok := strings.Cut(s, "/")
	if !ok {
		to = from
	}
	return &ascribe.Interval{From: ascribe.Day(from), To: ascribe.Day(to), Text: s}
}

// knowledge is what the party and above lines of a case tell.
type knowledge struct {
	parties map[string]ascribe.Party
	kinds   map[string]string
	up      map[string]string
}

func (k knowledge) Entity(id string) (ascribe.Entity, bool) {
	p, ok := k.parties[id]
	return ascribe.Entity{ID: p.ID, Name: p.Name, Type: ascribe.EntityType(p.Type), Country: p.Country}, ok
}

func (k knowledge) Related(string, string) []facts.Statement { return nil }

func (k knowledge) Kind(id string) string { return k.kinds[id] }

func (k knowledge) SpeaksFor(id string, _ ascribe.Day) []ascribe.Entity {
	var out []ascribe.Entity
	for id = k.up[id]; id != ""; id = k.up[id] {
		e, _ := k.Entity(id)
		out = append(out, e)
	}
	return out
}
