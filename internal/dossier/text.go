package dossier

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"ascribe/internal/wording"
)

// Width is the number of columns that Text keeps to.
const Width = 96

// What stands where a section would be empty that every dossier has.
const (
	nothingTold  = "No claim says what happened to whom."
	nobodyBlamed = "Nobody in these documents says who did it."
)

// Text writes the dossier for a terminal: no line is wider than Width, nothing
// depends on colour. The error is the writer's.
func (d Dossier) Text(w io.Writer) error {
	p := &printer{w: bufio.NewWriter(w)}
	p.line(d.Title)
	p.wrap("", strings.Join(d.status(), " · "))
	p.wrap("", d.Known.sentence())
	p.section("In short")
	p.paragraph(d.Lead)
	p.matrix(d.Matrix)
	if len(d.Support) > 0 {
		p.section("How many stand behind it")
		for _, s := range d.Support {
			p.item(Line{Text: s.Text})
		}
	}
	p.groups("On what grounds", d.Grounds)
	p.groups("Effects", d.Effects)
	p.list("What followed", d.Responses)
	p.moments(d.Timeline)
	p.list("Names", d.Names)
	p.list("Disputed", d.Disputes)
	p.list("Also said", d.Others)
	if len(d.Unknown) > 0 {
		p.section("Not known from these documents")
		p.wrap("  ", wording.Sentence(strings.Join(d.Unknown, ", ")))
	}
	p.documents(d.Documents)
	p.quotes(d)
	return p.w.Flush()
}

// status is the incident's id and state in a few words.
func (d Dossier) status() []string {
	out := []string{"incident " + d.ID}
	if d.Contested {
		out = append(out, "contested")
	}
	if d.AsOf != "" {
		out = append(out, "as of "+wording.Day(d.AsOf))
	}
	return out
}

func (k Known) sentence() string {
	s := "Known from " + wording.Count(k.Documents, "document") + ", " + wording.Count(k.Sources, "source") + " of their own"
	if k.Relaying > 0 {
		s += fmt.Sprintf("; %s relay others", wording.Count(k.Relaying, "document"))
		if k.Relaying == 1 {
			s = strings.Replace(s, "relay", "relays", 1)
		}
	}
	if k.Copies > 0 {
		s += "; " + wording.Count(k.Copies, "near-copy")
	}
	return s + "."
}

// printer writes and wraps; bufio keeps the first error until Flush.
type printer struct{ w *bufio.Writer }

func (p *printer) line(s string) { p.w.WriteString(strings.TrimRight(s, " ") + "\n") }

func (p *printer) section(title string) {
	p.line("")
	p.line(strings.ToUpper(title))
}

// wrap writes a text within Width, every line indented; continuation lines two more.
func (p *printer) wrap(indent, text string) { p.hang(indent, indent, text) }

func (p *printer) hang(first, rest, text string) {
	line := first
	empty := true
	for _, word := range strings.Fields(text) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > Width {
			p.line(line)
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	p.line(line)
}

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
