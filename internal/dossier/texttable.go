package dossier

import (
	"strings"
	"unicode/utf8"
)

// Widths of the matrix in characters: the first column, and what an accused's column takes at most.
const (
	sourceWidth = 30
	cellWidth   = 13
)

// matrix writes symbols in a table and the same in words with citations below.
func (p *printer) matrix(m Matrix) {
	p.section("Who says who did it")
	if len(m.Rows) == 0 {
		p.line("  " + nobodyBlamed)
		return
	}
	for from := 0; from < len(m.Columns); from += columnsPerTable {
		p.table(m, from, min(from+columnsPerTable, len(m.Columns)))
	}
	p.wrap("  ", "● did it  ◐ sponsors those who did  ◔ linked to them  ✕ denies  ? doubts  – leaves open  ! accuses in turn")
	p.line("")
	for _, r := range m.Rows {
		p.row(m, r)
	}
}

// columnsPerTable is how many accused fit beside the sources.
const columnsPerTable = (Width - sourceWidth - 2) / (cellWidth + 1)

// table writes some columns of the matrix and leaves out rows that are empty in them.
func (p *printer) table(m Matrix, from, to int) {
	var heads [][]string
	lines := 0
	for _, c := range m.Columns[from:to] {
		h := fold(c.Name, cellWidth)
		heads = append(heads, h)
		lines = max(lines, len(h))
	}
	for i := range lines {
		line := pad("", sourceWidth)
		for _, h := range heads {
			text := ""
			if i < len(h) {
				text = h[i]
			}
			line += " " + pad(text, cellWidth)
		}
		p.line("  " + line)
	}
	for _, r := range m.Rows {
		line, any := pad(cut(r.label(), sourceWidth), sourceWidth), false
		for _, c := range r.Cells[from:to] {
			line += " " + pad(cut(c.short(), cellWidth), cellWidth)
			any = any || len(c.Marks) > 0
		}
		if any {
			p.line("  " + line)
		}
	}
	p.line("")
}

// label is a source's name with its stake.
func (r Row) label() string {
	if len(r.Roles) == 0 {
		return r.Name
	}
	return r.Name + " (" + strings.Join(r.Roles, ", ") + ")"
}

// short is the cell in a few characters: symbols, the first with its grade.
func (c Cell) short() string {
	var out []string
	seen := map[string]bool{}
	for _, m := range c.Marks {
		s := m.Symbol
		for _, level := range []string{"high", "moderate", "low"} {
			if strings.Contains(m.Words, level+" confidence") {
				s += " " + map[string]string{"high": "high", "moderate": "mod.", "low": "low"}[level]
			}
		}
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// row says in words what one source says of each accused.
func (p *printer) row(m Matrix, r Row) {
	about := []string{r.Kind + ", graded " + r.Grade.Grade}
	if len(r.Voices) > 0 {
		about = append(about, "by "+strings.Join(r.Voices, ", "))
	}
	if r.Said != "" {
		about = append(about, string(r.Said))
	}
	p.hang("  ", "    ", r.label()+" — "+strings.Join(about, "; "))
	for i, c := range r.Cells {
		for _, mark := range c.Marks {
			p.hang("    "+mark.Symbol+" ", "      ", m.Columns[i].Name+": "+cited(Line{Text: mark.Words, Refs: mark.Refs}))
		}
	}
}

// competing writes evidence by hypothesis, as Heuer's method lays it out.
func (p *printer) competing(c Competing) {
	if len(c.Rows) == 0 {
		return
	}
	p.section("Evidence by hypothesis")
	p.wrap("  ", competingNote)
	for i, h := range c.Hypotheses {
		p.hang("  "+letter(i)+"  ", "     ", h+" ("+againstIt(c.Inconsistent[i])+")")
	}
	p.line("")
	head := "  "
	for i := range c.Hypotheses {
		head += letter(i) + " "
	}
	p.line(head)
	for _, r := range c.Rows {
		fits := "  "
		for _, f := range r.Fits {
			fits += f.Symbol + " "
		}
		p.hang(fits+" ", strings.Repeat(" ", utf8.RuneCountInString(fits)+3), cited(r.Line)+" — "+r.Source)
	}
}

// competingNote says how to read the table.
const competingNote = "+ consistent, − inconsistent, · nobody says what it means; by what the texts themselves tie it to. " +
	"The hypothesis with least against it stands best, not the one with most for it."

// letter names a hypothesis in the table's head.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letter(i/26-1) + letter(i%26)
}

func againstIt(n int) string {
	if n == 0 {
		return "nothing against it"
	}
	return itoa(n) + " against it"
}

func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// fold breaks a heading into at most three lines of n characters.
func fold(s string, n int) []string {
	var out []string
	line := ""
	for _, w := range strings.Fields(s) {
		switch {
		case line == "":
			line = w
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) <= n:
			line += " " + w
		default:
			out = append(out, cut(line, n))
			line = w
		}
	}
	out = append(out, cut(line, n))
	if len(out) > 3 {
		out = append(out[:2], cut(out[2]+"…", n))
	}
	return out
}
