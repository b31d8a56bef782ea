// Package extract makes text of bytes: plain text, Markdown, web pages, PDF,
// recognised by their content. It finds blocks, marks boilerplate, and gathers
// what the document says of itself.
//
// New gives an Extractor; Extract is the same with one made on first use.
// readKind chooses the reader of a kind; docs/add-a-reader.md tells how to add
// one.
package extract

import (
	"errors"
	"strings"
	"sync"
	"unicode"

	"ascribe"
	"ascribe/internal/extract/boilerplate"
	"ascribe/internal/extract/layout"
	"ascribe/internal/extract/page"
	"ascribe/internal/extract/pdf"
)

// Version is the stage's stamp: it changes whenever the same bytes may give
// another text.
const Version = "extract/1"

// Extractor turns raw inputs into documents and their text. It is safe for
// concurrent use.
type Extractor struct {
	boilerplate *boilerplate.Marker
	pdf         *pdf.Reader
}

// New makes an Extractor; an error means that the program's own data is broken.
func New() (*Extractor, error) {
	m, err := boilerplate.NewMarker()
	if err != nil {
		return nil, err
	}
	return &Extractor{boilerplate: m, pdf: pdf.NewReader(pdf.CacheFolder())}, nil
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

// read recognises the input's kind, lets the kind's reader read it, and marks
// what the page says about itself.
func (e *Extractor) read(raw ascribe.Raw) (Reading, error) {
	if err := unreadable(raw.Origin, raw.Bytes); err != nil {
		return Reading{}, err
	}
	r, err := e.readKind(raw)
	if err != nil {
		return Reading{}, err
	}
	r.Text = e.boilerplate.Mark(r.Text)
	if strings.IndexFunc(r.Text.Prose(), unicode.IsLetter) < 0 {
		return Reading{}, problem(ErrNoText, raw.Origin, "", nil)
	}
	frontMatter(&r)
	return r, nil
}

func (e *Extractor) readKind(raw ascribe.Raw) (Reading, error) {
	if isPDF(raw.Bytes) {
		return e.readPDF(raw)
	}
	decoded := decode(raw.Bytes, raw.ContentType)
	kind, err := mediaType(raw.Origin, decoded.Text)
	if err != nil {
		return Reading{}, err
	}
	r := Reading{Text: layout.Read(decoded.Text)}
	if kind == webPage {
		r, err = readPage(raw, decoded.Text)
	}
	r.MediaType = kind
	r.Flags = append(r.Flags, decoded.flags()...)
	return r, err
}

func (e *Extractor) readPDF(raw ascribe.Raw) (Reading, error) {
	d, err := e.pdf.Read(raw.Bytes)
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		return Reading{}, problem(ErrEncrypted, raw.Origin, "", err)
	case errors.Is(err, pdf.ErrNoText):
		return Reading{}, problem(ErrNoText, raw.Origin, "the PDF holds no text", err)
	case errors.Is(err, pdf.ErrBroken):
		return Reading{}, problem(ErrBroken, raw.Origin, "the PDF is damaged or cut off", err)
	case err != nil:
		return Reading{}, problem(ErrBroken, raw.Origin, "the PDF can't be read ("+err.Error()+")", err)
	}
	layout.MarkHeadings(&d.Text)
	r := Reading{Text: d.Text, Metadata: d.Metadata, Byline: d.Byline, MediaType: pdfFile}
	if bylineDay(d.Text) == "" { // a dateline knows the day of publication, the file only that of its making
		r.Metadata.Published = string(d.Made)
	}
	return r, nil
}

func readPage(raw ascribe.Raw, source string) (Reading, error) {
	address := raw.Given.URL
	if address == "" {
		address = raw.Address
	}
	if address == "" && isAddress(raw.Origin) {
		address = raw.Origin
	}
	p, err := page.Read(source, address, raw.Read)
	switch {
	case errors.Is(err, page.ErrNoText):
		return Reading{}, problem(ErrNoText, raw.Origin, "", err)
	case err != nil:
		return Reading{}, problem(ErrBroken, raw.Origin, "the page can't be read ("+err.Error()+")", err)
	}
	return Reading{Text: p.Text, Metadata: p.Metadata, Byline: p.Byline}, nil
}
