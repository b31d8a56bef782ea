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
	notKnown     = "Not known from these documents"
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
	p.sections(d.counted())
	p.competing(d.Competing)
	p.sections(d.told())
	p.moments(d.Timeline)
	p.sections(d.remaining())
	if u := d.unknownSentence(); u != "" {
		p.section(notKnown)
		p.wrap("  ", u)
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
