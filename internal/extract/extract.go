// Package extract makes text of bytes: plain text, Markdown, web pages, PDF,
// recognised by their content. It finds blocks, marks boilerplate, and gathers
// what the document says of itself.
//
// New gives an Extractor; Extract is the same with one made on first use. A
// reader per kind is listed in readers; docs/add-a-reader.md tells how to add
// one.
package extract

import (
	"errors"
	"sync"

	"ascribe"
	"ascribe/internal/extract/boilerplate"
	"ascribe/internal/extract/layout"
	"ascribe/internal/extract/page"
)

// Version is the stage's stamp: it changes whenever the same bytes may give
// another text.
const Version = "extract/1"

// Extractor turns raw inputs into documents and their text. It is safe for
// concurrent use.
type Extractor struct{ boilerplate *boilerplate.Marker }

// New makes an Extractor; an error means that the program's own data is broken.
func New() (*Extractor, error) {
	m, err := boilerplate.NewMarker()
	if err != nil {
		return nil, err
	}
	return &Extractor{boilerplate: m}, nil
}

var shared = sync.OnceValues(New)

// Extract reads one input with a shared Extractor. See Extractor.Extract.
func Extract(raw ascribe.Raw) (ascribe.Document, ascribe.Text, error) {
	e, err := shared()
	if err != nil {
		return ascribe.Document{}, ascribe.Text{}, err
	}
	return e.Extract(raw)
}

// Extract reads one input: its document (complete but for what later stages
// flag) and its text. An error is an *ascribe.Problem that names the input.
func (e *Extractor) Extract(raw ascribe.Raw) (ascribe.Document, ascribe.Text, error) {
	reading, err := e.read(raw)
	if err != nil {
		return ascribe.Document{}, ascribe.Text{}, err
	}
	document := describe(raw, &reading)
	return document, reading.Text, nil
}

// read recognises the input's kind and lets the kind's reader read it.
func (e *Extractor) read(raw ascribe.Raw) (Reading, error) {
	if err := unreadable(raw.Origin, raw.Bytes); err != nil {
		return Reading{}, err
	}
	decoded := decode(raw.Bytes, raw.ContentType)
	kind, err := mediaType(raw.Origin, decoded.Text)
	if err != nil {
		return Reading{}, err
	}
	reading, err := e.readText(raw, decoded, kind)
	if err != nil {
		return Reading{}, err
	}
	reading.MediaType = kind
	reading.Text = e.boilerplate.Mark(reading.Text)
	reading.Flags = append(reading.Flags, decoded.flags()...)
	frontMatter(&reading)
	return reading, nil
}

// readText lets the reader of a decoded kind read it.
func (e *Extractor) readText(raw ascribe.Raw, d Decoded, kind string) (Reading, error) {
	if kind != webPage {
		return Reading{Text: layout.Read(d.Text)}, nil
	}
	address := raw.Given.URL
	if address == "" && isAddress(raw.Origin) {
		address = raw.Origin
	}
	p, err := page.Read(d.Text, address, raw.Read)
	switch {
	case errors.Is(err, page.ErrNoText):
		return Reading{}, problem(ErrNoText, raw.Origin, "", err)
	case err != nil:
		return Reading{}, problem(ErrBroken, raw.Origin, "the page can't be read: "+err.Error(), err)
	}
	return Reading{Text: p.Text, Metadata: p.Metadata, Byline: p.Byline}, nil
}
