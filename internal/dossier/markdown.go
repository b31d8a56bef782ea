package dossier

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"ascribe/internal/wording"
)

// Markdown writes the dossier as CommonMark with tables. Every citation is a
// link to its quote at the end. The error is the writer's.
func (d Dossier) Markdown(w io.Writer) error {
	m := &marker{w: bufio.NewWriter(w)}
	m.line("# " + escape(d.Title))
	m.line("")
	m.line(escape(strings.Join(d.status(), " · ")))
	m.line("")
	m.line(d.Known.sentence())
	m.section("In short")
	m.paragraph(d.Lead)
	m.matrix(d.Matrix)
	m.sections(d.counted())
	m.competing(d.Competing)
	m.sections(d.told())
	m.moments(d.Timeline)
	m.sections(d.remaining())
	if u := d.unknownSentence(); u != "" {
		m.section(notKnown)
		m.line(u)
	}
	m.documents(d.Documents)
	m.quotes(d.Citations)
	return m.w.Flush()
}

// marker writes Markdown; bufio keeps the first error until Flush.
type marker struct{ w *bufio.Writer }

func (m *marker) line(s string) { m.w.WriteString(s + "\n") }

func (m *marker) section(title string) { m.line("\n## " + title + "\n") }

// escape keeps text from being read as markup or as HTML.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "#", `\#`, "\n", " ").Replace(s)
}

// links are citations as links to their quotes.
func links(refs []string) string {
	var out []string
	for _, r := range refs {
		out = append(out, fmt.Sprintf(`[\[%s\]](#%s)`, r, anchor(r)))
	}
	return strings.Join(out, " ")
}

func anchor(ref string) string { return "c-" + strings.ReplaceAll(ref, ":", "-") }

func linked(l Line) string {
	switch {
	case len(l.Refs) == 0 && l.Known != "":
		return escape(l.Text) + ` \[` + escape(l.Known) + `\]`
	case len(l.Refs) == 0:
		return escape(l.Text)
	}
	return escape(l.Text) + " " + links(l.Refs)
}

func (m *marker) paragraph(lines []Line) {
	var all []string
	for _, l := range lines {
		all = append(all, linked(l))
	}
	if len(all) == 0 {
		all = []string{nothingTold}
	}
	m.line(strings.Join(all, " "))
}

func (m *marker) sections(sections []section) {
	for _, s := range sections {
		m.section(s.Title)
		if s.Note != "" {
			m.line(escape(s.Note) + "\n")
		}
		for _, g := range s.Groups {
			m.group(g)
		}
	}
}

func (m *marker) group(g Group) {
	if g.Heading != "" {
		m.line("**" + escape(g.heading()) + "**\n")
	}
	for _, l := range g.Lines {
		m.line("- " + linked(l))
	}
	if g.Heading != "" {
		m.line("")
	}
}

func (m *marker) matrix(x Matrix) {
	m.section("Who says who did it")
	if len(x.Rows) == 0 {
		m.line(nobodyBlamed)
		return
	}
	heads := []string{"source", "kind", "grade", "says"}
	for _, c := range x.Columns {
		heads = append(heads, escape(c.Name))
	}
	m.cells(heads)
	m.line(strings.Repeat("| --- ", len(heads)) + "|")
	for _, r := range x.Rows {
		cells := []string{escape(r.label()), r.Kind, r.Grade.Grade, string(r.Said)}
		for _, c := range r.Cells {
			var marks []string
			for _, k := range c.Marks {
				marks = append(marks, k.Symbol+" "+escape(k.Words)+" "+links(k.Refs))
			}
			cells = append(cells, strings.Join(marks, "; "))
		}
		m.cells(cells)
	}
}

func (m *marker) competing(c Competing) {
	if len(c.Rows) == 0 {
		return
	}
	m.section("Evidence by hypothesis")
	m.line(escape(competingNote) + "\n")
	heads := []string{"evidence", "given by"}
	for i, h := range c.Hypotheses {
		heads = append(heads, escape(h)+", "+againstIt(c.Inconsistent[i]))
	}
	m.cells(heads)
	m.line(strings.Repeat("| --- ", len(heads)) + "|")
	for _, r := range c.Rows {
		cells := []string{linked(r.Line), escape(r.Source)}
		for _, f := range r.Fits {
			cells = append(cells, strings.TrimSpace(f.Symbol+" "+f.Why))
		}
		m.cells(cells)
	}
}

func (m *marker) cells(cells []string) { m.line("| " + strings.Join(cells, " | ") + " |") }

func (m *marker) moments(moments []Moment) {
	if len(moments) == 0 {
		return
	}
	m.section("Timeline")
	m.line("| when | what |\n| --- | --- |")
	for _, t := range moments {
		m.cells([]string{t.When, linked(t.Line)})
	}
}

func (m *marker) documents(docs []Document) {
	m.section("Documents")
	for _, d := range docs {
		m.line(fmt.Sprintf("%d. %s", d.Number, escape(strings.Join(d.about(), ", "))))
		for _, n := range d.Notes {
			m.line("   - " + linked(n))
		}
	}
}

func (m *marker) quotes(citations []Citation) {
	m.section("Quotes")
	for _, c := range citations {
		m.line(fmt.Sprintf(`- <a id="%s"></a>\[%s\] %s: %s`, anchor(c.Ref), c.Ref, escape(c.graded()), escape(wording.Quote(c.Quote.Text))))
	}
}
