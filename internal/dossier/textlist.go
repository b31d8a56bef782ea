package dossier

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ascribe/internal/wording"
)

// cited is a line's text with its citations behind it.
func cited(l Line) string {
	if len(l.Refs) == 0 {
		return l.Text
	}
	text, stop := l.Text, ""
	if strings.HasSuffix(text, ".") {
		text, stop = strings.TrimSuffix(text, "."), "."
	}
	return text + " [" + strings.Join(l.Refs, ", ") + "]" + stop
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

func (p *printer) item(l Line) { p.hang("  · ", "    ", cited(l)) }

func (p *printer) list(title string, lines []Line) {
	if len(lines) == 0 {
		return
	}
	p.section(title)
	for _, l := range lines {
		p.item(l)
	}
}

func (p *printer) groups(title string, groups []Group) {
	if len(groups) == 0 {
		return
	}
	p.section(title)
	for _, g := range groups {
		heading := g.Heading
		if g.Note != "" {
			heading += " (" + g.Note + ")"
		}
		p.line("  " + heading)
		for _, l := range g.Lines {
			p.hang("    · ", "      ", cited(l))
		}
	}
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
		p.hang("  ["+strings.Join(refs, ", ")+"] ", "         ", c.speaker()+": "+wording.Quote(c.Quote.Text))
	}
}

// passage tells apart what is quoted of whom.
func (c Citation) passage() string {
	return fmt.Sprint(c.Document, c.Quote.Span, c.speaker())
}

func (c Citation) speaker() string {
	if len(c.Via) == 0 {
		return c.Source
	}
	return c.Source + " via " + strings.Join(c.Via, ", ")
}
