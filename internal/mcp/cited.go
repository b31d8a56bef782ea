package mcp

import (
	"context"
	"errors"
	"fmt"

	"ascribe"
	"ascribe/internal/dossier"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// Cited is a claim with all that is needed to cite it.
type Cited struct {
	Claim      string         `json:"claim" jsonschema:"id of the claim"`
	Document   string         `json:"document" jsonschema:"id of the document it stands in"`
	Title      string         `json:"title,omitempty" jsonschema:"title of the document"`
	Publisher  string         `json:"publisher,omitempty"`
	Published  ascribe.Day    `json:"published,omitempty"`
	URL        string         `json:"url,omitempty"`
	Source     string         `json:"source" jsonschema:"who says it"`
	SpeaksFor  []string       `json:"speaks_for,omitempty" jsonschema:"whom the source stands for"`
	Via        []string       `json:"via,omitempty" jsonschema:"who relays it, outermost first"`
	Stance     ascribe.Stance `json:"stance" jsonschema:"asserts, denies, doubts or withholds"`
	Statement  string         `json:"statement" jsonschema:"what it is about, in words"`
	Key        string         `json:"key" jsonschema:"key of the statement"`
	Said       ascribe.Day    `json:"said,omitempty" jsonschema:"day it was said"`
	Confidence string         `json:"confidence,omitempty" jsonschema:"how sure the source says it is"`
	Hedge      string         `json:"hedge,omitempty" jsonschema:"words that keep a distance"`
	Certainty  float64        `json:"certainty,omitempty" jsonschema:"how sure the extractor is that it read the claim aright, 0 to 1"`
	Review     string         `json:"review,omitempty" jsonschema:"what reviewers decided"`
	Quote      string         `json:"quote" jsonschema:"the passage"`
	Start      int            `json:"start" jsonschema:"first byte of the passage in the document's text"`
	End        int            `json:"end"`
}

// cited cites a claim of a document.
func cited(c ascribe.Claim, d ascribe.Document) Cited {
	out := Cited{Claim: c.ID, Document: d.ID, Title: d.Title, Publisher: d.Publisher, Published: d.Published, URL: d.URL,
		Source: c.Source.Name, Stance: c.Stance, Statement: wording.Phrase(c.Statement), Key: c.Statement.Key(), Said: ledger.SaidDay(d, c),
		Confidence: wording.Degree(c.Confidence, c.Likelihood), Hedge: c.Hedge, Certainty: c.Certainty,
		Quote: c.Quote.Text, Start: c.Quote.Start, End: c.Quote.End}
	for _, p := range c.SpeaksFor {
		out.SpeaksFor = append(out.SpeaksFor, p.Name)
	}
	for _, p := range c.Via {
		out.Via = append(out.Via, p.Name)
	}
	return out
}

// citations cite claims of the ledger.
func (t tools) citations(ctx context.Context, entries []ledger.Entry) ([]Cited, error) {
	documents := map[string]ascribe.Document{}
	out := []Cited{}
	for _, e := range entries {
		d, ok := documents[e.Document]
		if !ok {
			var err error
			if d, err = t.Document(ctx, e.Document); err != nil {
				return nil, err
			}
			documents[e.Document] = d
		}
		c := cited(e.Claim, d)
		if e.Review != nil {
			c.Review = string(e.Review.State)
		}
		out = append(out, c)
	}
	return out, nil
}

// ofDossier cites what a line of a dossier refers to.
func ofDossier(d dossier.Dossier) []Citation {
	documents := map[string]dossier.Document{}
	for _, doc := range d.Documents {
		documents[doc.ID] = doc
	}
	out := []Citation{}
	for _, c := range d.Citations {
		doc := documents[c.Document]
		out = append(out, Citation{Ref: c.Ref, Claim: c.Claim, Document: c.Document, Title: doc.Title, Publisher: doc.Publisher, Published: doc.Published,
			URL: doc.URL, Source: c.Source, Stance: c.Stance, Quote: c.Quote.Text, Start: c.Quote.Start, End: c.Quote.End})
	}
	return out
}

// Citation is what a line of a dossier rests on.
type Citation struct {
	Ref       string         `json:"ref" jsonschema:"as lines refer to it"`
	Claim     string         `json:"claim"`
	Document  string         `json:"document"`
	Title     string         `json:"title,omitempty"`
	Publisher string         `json:"publisher,omitempty"`
	Published ascribe.Day    `json:"published,omitempty"`
	URL       string         `json:"url,omitempty"`
	Source    string         `json:"source"`
	Stance    ascribe.Stance `json:"stance"`
	Quote     string         `json:"quote"`
	Start     int            `json:"start"`
	End       int            `json:"end"`
}

// The bounds of an answer, which has to fit into an agent's memory.
const (
	usualLimit = 20
	mostLimit  = 100
)

// page is the paging of a tool's list.
func page(limit int, cursor string) (ledger.Paging, error) {
	if limit < 0 || limit > mostLimit {
		return ledger.Paging{}, fmt.Errorf("limit is %d; give 1 to %d", limit, mostLimit)
	}
	if limit == 0 {
		limit = usualLimit
	}
	return ledger.Paging{Limit: limit, Cursor: cursor}, nil
}

// day reads a day, "" for none.
func day(s string) (ascribe.Day, error) {
	if s == "" {
		return "", nil
	}
	d, err := ascribe.ParseDay(s)
	if err != nil || string(d) != s {
		return "", fmt.Errorf("%q is not a day; write it like 2022-09-08", s)
	}
	return d, nil
}

// errMissing is what a tool says that lacks what it works with.
var errMissing = errors.New("this server was started without it")
