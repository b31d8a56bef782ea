package dossier

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ascribe/internal/wording"
)

// cited is a line's text with its citations behind it.
func cited(l Line) string {
	basis := strings.Join(l.Refs, ", ")
	if basis == "" {
		basis = l.Known
	}
	if basis == "" {
		return l.Text
	}
	text, stop := l.Text, ""
	if strings.HasSuffix(text, ".") {
		text, stop = strings.TrimSuffix(text, "."), "."
	}
	return text + " [" + basis + "]" + stop
}

func (p *printer) paragraph(lines []Line) {
	var all []string
	for _, l := range lines {
		all = append(all, cited(l))
	}
	if len(all) == 0 {
		all = []string{nothingTold}
	}
	p.wrap("  ", strings.Join(all, " "))
}

func (p *printer) sections(sections []section) {
	for _, s := range sections {
		p.section(s.Title)
		if s.Note != "" {
			p.wrap("  ", s.Note)
		}
		for _, g := range s.Groups {
			p.group(g)
		}
	}
}

func (p *printer) group(g Group) {
	indent := "  "
	if g.Heading != "" {
		p.line(indent + g.heading())
		indent += "  "
	}
	for _, l := range g.Lines {
		p.hang(indent+"· ", indent+"  ", cited(l))
	}
}

// heading is a group's heading with its note.
func (g Group) heading() string {
	if g.Note == "" {
		return g.Heading
	}
	return g.Heading + " (" + g.Note + ")"
}

func (p *printer) moments(moments []Moment) {
	if len(moments) == 0 {
		return
	}
	p.section("Timeline")
	const column = 24
	for _, m := range moments {
		when := m.When
		if n := utf8.RuneCountInString(when); n < column {
			when += strings.Repeat(" ", column-n)
		}
		p.hang("  "+when+" ", strings.Repeat(" ", column+3), cited(m.Line))
	}
}

func (p *printer) documents(docs []Document) {
	p.section("Documents")
	for _, d := range docs {
		p.hang(fmt.Sprintf("  %d  ", d.Number), "     ", strings.Join(d.about(), ", "))
		for _, n := range d.Notes {
			p.hang("     ! ", "       ", cited(n))
		}
	}
}

// about is what a reader must know of a document, in order.
func (d Document) about() []string {
	title, hash := "", ""
	if d.Title != "" {
		title = "“" + d.Title + "”"
	}
	if d.SHA256 != "" {
		hash = "SHA-256 " + d.SHA256[:min(len(d.SHA256), 16)] + "…"
	}
	return nonEmpty([]string{d.Publisher, title, wording.Day(d.Published), wording.Count(d.Claims, "claim"),
		fmt.Sprintf("%d characters", d.Characters), hash, d.Document.File})
}

func nonEmpty(in []string) []string {
	var out []string
	for _, s := range in {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// quotes resolves every citation above; citations of one passage stand together.
func (p *printer) quotes(d Dossier) {
	p.section("Quotes")
	for i := 0; i < len(d.Citations); {
		c, refs := d.Citations[i], []string{}
		for ; i < len(d.Citations) && d.Citations[i].passage() == c.passage(); i++ {
			refs = append(refs, d.Citations[i].Ref)
		}
		p.hang("  ["+strings.Join(refs, ", ")+"] ", "         ", c.graded()+": "+wording.Quote(c.Quote.Text))
	}
}

// passage tells apart what is quoted of whom.
func (c Citation) passage() string {
	return fmt.Sprint(c.Document, c.Quote.Span, c.graded())
}

// graded is the speaker with the grade of source and statement.
func (c Citation) graded() string {
	if c.Grade == "" {
		return c.speaker()
	}
	return c.speaker() + " (" + c.Grade + ")"
}

func (c Citation) speaker() string {
	if len(c.Via) == 0 {
		return c.Source
	}
	return c.Source + " via " + strings.Join(c.Via, ", ")
}
