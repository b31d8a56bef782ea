// Package incidenttest reads hand-labelled documents as items, so that grouping
// and assessment can be tried on claims that no extractor has made.
package incidenttest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"ascribe"
	"ascribe/internal/incident"
)

// label is one labelled claim: parties are lists of names that are all right, null for none.
type label struct {
	Predicate  ascribe.Predicate
	Subject    []*string
	Object     []*string
	Source     []*string
	Stance     ascribe.Stance
	Value      string
	Confidence string
	Likelihood []int
	Hedge      string
	When       []ascribe.Day
	Quote      string
}

type labelled struct {
	Document struct {
		File, Publisher, Published, Title string
	}
	Claims []label
}

// Gold reads a folder of labelled documents with the texts that they quote.
// It skips the test when the folder is not there.
func Gold(t testing.TB, labels, texts string) []incident.Item {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(labels, "*.json"))
	if len(files) == 0 {
		t.Skipf("no labelled documents in %s", labels)
	}
	var items []incident.Item
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var l labelled
		if err := json.Unmarshal(raw, &l); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		text, err := os.ReadFile(filepath.Join(texts, l.Document.File))
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, item(l, string(text), texts))
	}
	return items
}

func item(l labelled, text, texts string) incident.Item {
	d := ascribe.Document{ID: ascribe.DocumentID([]byte(text)), File: l.Document.File, Title: l.Document.Title,
		Publisher: l.Document.Publisher, Published: ascribe.Day(l.Document.Published), Characters: utf8.RuneCountInString(text), SHA256: ascribe.HashOf([]byte(text))}
	var given ascribe.Metadata
	if raw, err := os.ReadFile(filepath.Join(texts, l.Document.File+".meta.json")); err == nil && json.Unmarshal(raw, &given) == nil && d.Title == "" {
		d.Title = given.Title
	}
	it := incident.Item{Document: d}
	for i, g := range l.Claims {
		c := ascribe.Claim{Document: d.ID, Source: *party(g.Source), Stance: g.Stance, Hedge: g.Hedge,
			Statement: ascribe.Statement{Predicate: g.Predicate, Subject: party(g.Subject), Object: party(g.Object), Value: g.Value},
			Quote:     quote(text, g.Quote), Certainty: 1 - float64(i)*1e-6}
		c.Confidence = ascribe.NewConfidence(g.Confidence, "")
		if len(g.Likelihood) == 2 {
			c.Likelihood = &ascribe.Likelihood{Low: g.Likelihood[0], High: g.Likelihood[1]}
		}
		if len(g.When) == 2 {
			c.When = &ascribe.Interval{From: g.When[0], To: g.When[1]}
		}
		if c.Source.Name != d.Publisher {
			c.SpeaksFor = speaksFor(g.Source)
		}
		if len(c.SpeaksFor) > 0 && !voices[c.Source.Name] {
			c.Source.Type = string(ascribe.Person)
		}
		if c.Source.Name != d.Publisher {
			c.Via = []ascribe.Party{{Name: d.Publisher, Type: string(ascribe.Publication)}}
		}
		c.ID = ascribe.ClaimID(c)
		it.Claims = append(it.Claims, c)
	}
	return it
}

// quote finds a labelled passage in the text, white space aside.
func quote(text, passage string) ascribe.Quote {
	if i := strings.Index(text, passage); i >= 0 {
		return ascribe.Quote{Span: ascribe.Span{Start: i, End: i + len(passage)}, Text: passage}
	}
	return ascribe.Quote{Span: ascribe.Span{Start: len(text), End: len(text)}, Text: passage}
}

// party is the first listed name; nil where the text names none. A name that
// begins with a capital counts as resolved.
func party(names []*string) *ascribe.Party {
	if len(names) == 0 || names[0] == nil {
		return nil
	}
	p := &ascribe.Party{Name: *names[0]}
	for state, country := range states {
		if p.Name == state {
			return &ascribe.Party{ID: "state:" + strings.ToLower(country), Name: state, Type: string(ascribe.State), Country: country}
		}
	}
	for _, word := range strings.FieldsFunc(p.Name+" "+all(names), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if c := adjectives[word]; c != "" && p.Country == "" {
			p.Country = c
		}
	}
	if r, _ := utf8.DecodeRuneInString(p.Name); unicode.IsUpper(r) && !strings.HasSuffix(p.Name, "s") && len(strings.Fields(p.Name)) < 7 {
		p.ID, p.Type = "organisation:"+strings.ReplaceAll(ascribe.Fold(p.Name), " ", "-"), string(ascribe.Organisation)
	}
	return p
}

// speaksFor takes the bodies and the state among a source's further names for
// whom it speaks for: labels list a spokeswoman with her council and her state.
func speaksFor(names []*string) []ascribe.Party {
	var bodies, state []ascribe.Party
	for _, n := range names[1:] {
		if n == nil || *n == *names[0] {
			continue
		}
		switch p := party([]*string{n}); {
		case p.Type == string(ascribe.State) && len(state) == 0:
			state = append(state, *p)
		case voices[*n] && len(bodies) == 0:
			bodies = append(bodies, *p)
		}
	}
	if p := party(names[:1]); p != nil && p.Type == string(ascribe.State) {
		return nil
	}
	return append(bodies, state...)
}

// voices are the bodies in whose name persons speak in the labels.
var voices = map[string]bool{
	"National Security Council": true, "United States Department of the Treasury": true, "Ministry of Foreign Affairs": true, "Microsoft": true,
	"FBI": true, "Department of Justice": true, "Google": true, "CrowdStrike": true, "FireEye": true, "The White House": true,
}

func all(names []*string) string {
	var b strings.Builder
	for _, n := range names {
		if n != nil {
			b.WriteString(*n + " ")
		}
	}
	return b.String()
}

var states = map[string]string{
	"Iran": "IR", "Albania": "AL", "United States": "US", "United Kingdom": "GB", "Russia": "RU", "China": "CN", "North Korea": "KP",
	"Israel": "IL", "Ukraine": "UA", "France": "FR", "Canada": "CA", "India": "IN", "Pakistan": "PK", "Hungary": "HU", "Italy": "IT",
	"Indonesia": "ID", "Colombia": "CO", "Saudi Arabia": "SA", "Germany": "DE", "Japan": "JP", "South Korea": "KR", "Afghanistan": "AF", "Costa Rica": "CR",
}

var adjectives = map[string]string{
	"Iranian": "IR", "Albanian": "AL", "American": "US", "British": "GB", "Russian": "RU", "Chinese": "CN", "Israeli": "IL", "Ukrainian": "UA",
	"French": "FR", "Canadian": "CA", "Indian": "IN", "Pakistani": "PK", "Hungarian": "HU", "Italian": "IT", "Indonesian": "ID",
	"Colombian": "CO", "Iran": "IR", "Albania": "AL", "Russia": "RU", "China": "CN", "Afghan": "AF", "Palestinian": "PS", "UK": "GB", "Japanese": "JP", "Costa": "CR",
}
