package dossier

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"ascribe/internal/wording"
)

// Measures of the PDF in millimetres and points.
const (
	pdfMargin = 18
	pdfWidth  = 210 - 2*pdfMargin
	pdfText   = 9.5 // points
	pdfLine   = 4.6 // millimetres
	pdfSmall  = 7.5
)

// PDF writes the dossier as an A4 document with the timeline's picture, bookmarks, page numbers and citations
// that lead to their quotes. Same dossier, same bytes. Its font holds Latin, Greek and Cyrillic; what it lacks
// stands as a box, and the last page says how much that was. The error is the writer's, or the layout's.
func (d Dossier) PDF(w io.Writer) error {
	p, err := newPDF(d)
	if err != nil {
		return err
	}
	p.heading(d)
	p.title("In short")
	p.paragraph(d.Lead)
	p.matrix(d.Matrix)
	p.sections(d.counted())
	p.competing(d.Competing)
	p.sections(d.told())
	p.timeline(d)
	p.sections(d.remaining())
	if u := d.unknownSentence(); u != "" {
		p.title(notKnown)
		p.write(u)
		p.doc.Ln(pdfLine)
	}
	p.documents(d.Documents)
	p.quotes(d.Citations)
	return p.doc.Output(w)
}

// printed is a PDF in the making.
type printed struct {
	doc     *fpdf.Fpdf
	font    *sfnt.Font
	buffer  sfnt.Buffer
	links   map[string]int // citation → link
	missing int            // characters that the font lacks
}

func newPDF(d Dossier) (*printed, error) {
	font, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("the font inside the program: %w", err)
	}
	doc := fpdf.New("P", "mm", "A4", "")
	made := time.Unix(0, 0).UTC() // not of the clock but of what it tells: the day of the newest document
	for _, x := range d.Documents {
		if t := x.Published.Time(); t.After(made) {
			made = t
		}
	}
	doc.SetCreationDate(made)
	doc.SetModificationDate(made)
	doc.SetCatalogSort(true)
	doc.SetLang("en")
	doc.AddUTF8FontFromBytes("go", "", goregular.TTF)
	doc.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	doc.SetMargins(pdfMargin, pdfMargin, pdfMargin)
	doc.SetAutoPageBreak(true, pdfMargin)
	p := &printed{doc: doc, font: font, links: map[string]int{}}
	for _, c := range d.Citations {
		p.links[c.Ref] = doc.AddLink()
	}
	doc.SetTitle(p.clean(d.Title), true)
	doc.SetFooterFunc(func() {
		doc.SetY(-pdfMargin + 6)
		p.set("", pdfSmall)
		doc.CellFormat(0, 4, p.clean(strings.Join(d.status(), " · "))+" · "+itoa(doc.PageNo()), "", 0, "C", false, 0, "")
	})
	doc.AddPage()
	return p, nil
}

func (p *printed) set(style string, size float64) { p.doc.SetFont("go", style, size) }

// clean takes out what can't be printed; a character that the font lacks becomes a box.
func (p *printed) clean(s string) string {
	return strings.Map(func(r rune) rune {
		if i, err := p.font.GlyphIndex(&p.buffer, r); err == nil && i != 0 {
			return r
		}
		p.missing++
		return '□'
	}, printable(s))
}

func (p *printed) write(s string) {
	p.set("", pdfText)
	p.doc.Write(pdfLine, p.clean(s))
}

func (p *printed) heading(d Dossier) {
	p.set("B", 16)
	p.doc.MultiCell(0, 7, p.clean(d.Title), "", "L", false)
	p.set("", pdfText)
	for _, s := range []string{strings.Join(d.status(), " · "), d.Known.sentence()} {
		p.doc.MultiCell(0, pdfLine, p.clean(s), "", "L", false)
	}
}

// title begins a section; it never stands alone at the foot of a page.
func (p *printed) title(s string) {
	_, height := p.doc.GetPageSize()
	if p.doc.GetY() > height-pdfMargin-5*pdfLine {
		p.doc.AddPage()
	}
	p.doc.Ln(pdfLine)
	p.set("B", 12)
	p.doc.Bookmark(p.clean(s), 0, -1)
	p.doc.MultiCell(0, 6, p.clean(s), "B", "L", false)
	p.doc.Ln(1)
}

// cite writes citations as links to their quotes.
func (p *printed) cite(l Line) {
	p.set("", pdfSmall)
	for _, r := range l.Refs {
		p.doc.WriteLinkID(pdfLine, " ["+r+"]", p.links[r])
	}
	if l.Known != "" {
		p.doc.Write(pdfLine, p.clean(" ["+l.Known+"]"))
	}
}

func (p *printed) paragraph(lines []Line) {
	for _, l := range lines {
		p.write(l.Text)
		p.cite(l)
		p.write(" ")
	}
	if len(lines) == 0 {
		p.write(nothingTold)
	}
	p.doc.Ln(pdfLine)
}

func (p *printed) sections(sections []section) {
	for _, s := range sections {
		p.title(s.Title)
		p.note(s.Note)
		for _, g := range s.Groups {
			if g.Heading != "" {
				p.set("B", pdfText)
				p.doc.MultiCell(0, pdfLine+1, p.clean(g.heading()), "", "L", false)
			}
			for _, l := range g.Lines {
				p.item("·", l)
			}
		}
	}
}

func (p *printed) note(s string) {
	if s == "" {
		return
	}
	p.set("", pdfSmall)
	p.doc.MultiCell(0, pdfLine-1, p.clean(s), "", "L", false)
	p.doc.Ln(1)
}

// item is one entry of a list, its lines indented.
func (p *printed) item(mark string, l Line) {
	p.set("", pdfText)
	p.doc.SetX(pdfMargin)
	p.doc.Cell(6, pdfLine, p.clean(mark))
	p.doc.SetLeftMargin(pdfMargin + 6)
	p.write(l.Text)
	p.cite(l)
	p.doc.SetLeftMargin(pdfMargin)
	p.doc.Ln(pdfLine + .6)
}

func (p *printed) timeline(d Dossier) {
	if len(d.Timeline) == 0 {
		return
	}
	p.title("Timeline")
	p.chart(d.picture())
	for i, m := range d.Timeline {
		p.item(itoa(i+1), Line{Text: m.When + ": " + m.Text, Refs: m.Refs})
	}
}

func (p *printed) documents(documents []Document) {
	p.title("Documents")
	for _, d := range documents {
		text := strings.Join(d.about(), ", ")
		for _, n := range d.Notes {
			text += "; ! " + n.Text
		}
		p.item(itoa(d.Number), Line{Text: text})
	}
}

// quotes are where the citations lead.
func (p *printed) quotes(citations []Citation) {
	p.title("Quotes")
	for _, c := range citations {
		_, height := p.doc.GetPageSize()
		if p.doc.GetY() > height-pdfMargin-2*pdfLine {
			p.doc.AddPage()
		}
		p.doc.SetLink(p.links[c.Ref], p.doc.GetY(), p.doc.PageNo())
		p.set("B", pdfSmall)
		p.doc.MultiCell(0, pdfLine-1, p.clean("["+c.Ref+"] "+c.graded()), "", "L", false)
		p.set("", pdfSmall)
		p.doc.MultiCell(0, pdfLine-1, p.clean(wording.Quote(c.Quote.Text)), "", "L", false)
		p.doc.Ln(.8)
	}
	if p.missing > 0 {
		p.note(wording.Count(p.missing, "character") + " of scripts that this document's font lacks stand as □; the other formats have them.")
	}
}

// laneShade is a lane's colour as red, green and blue.
func laneShade(lane string) (r, g, b int) {
	fmt.Sscanf(laneColour(lane), "#%02x%02x%02x", &r, &g, &b) //nolint:errcheck // our own constants
	return r, g, b
}

// chart draws the timeline's picture to the width of the page.
func (p *printed) chart(c picture) {
	if len(c.Marks) == 0 {
		return
	}
	scale := min(.26, pdfWidth/c.Width)
	_, height := p.doc.GetPageSize()
	if p.doc.GetY()+c.Height*scale > height-pdfMargin {
		p.doc.AddPage()
	}
	left, top := float64(pdfMargin), p.doc.GetY()
	x, y := func(v float64) float64 { return left + v*scale }, func(v float64) float64 { return top + v*scale }
	text := func(at, base float64, s string, centred bool) {
		p.set("", pictureFont*scale*72/25.4)
		if centred {
			at -= p.doc.GetStringWidth(s) / 2 / scale
		}
		p.doc.Text(x(at), y(base), s)
	}
	p.doc.SetDrawColor(210, 210, 210)
	for _, l := range c.Lanes {
		text(4, l.Y+4, l.Name, false)
		p.doc.Line(x(pictureLeft), y(l.Bottom), x(c.Width), y(l.Bottom))
	}
	for _, t := range c.Ticks {
		p.doc.Line(x(t.X), y(pictureTop), x(t.X), y(c.Axis))
		text(t.X, c.Axis+14, t.Text, true)
		text(t.X, c.Axis+28, string(t.Day[:min(4, len(t.Day))]), true)
	}
	for _, m := range c.Marks {
		r, g, b := laneShade(m.Lane)
		p.doc.SetFillColor(r, g, b)
		p.doc.SetAlpha(.4, "Normal")
		p.doc.Rect(x(m.X), y(m.Y-3), (m.Until-m.X)*scale, 6*scale, "F")
		p.doc.SetAlpha(1, "Normal")
		p.doc.Circle(x(m.X), y(m.Y), pictureDot*scale, "F")
		p.doc.SetTextColor(255, 255, 255)
		text(m.X, m.Y+4, itoa(m.Number), true)
		p.doc.SetTextColor(0, 0, 0)
	}
	p.doc.SetDrawColor(0, 0, 0)
	p.doc.SetXY(pdfMargin, top+c.Height*scale+2)
	p.note(c.says())
}
