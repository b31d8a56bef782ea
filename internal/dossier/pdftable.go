package dossier

import (
	"slices"
	"strings"
)

// accusedPerTable is how many accused stand beside the sources on one page's width.
const accusedPerTable = 5

// matrix prints who says what of whom, in words: some accused a table.
func (p *printed) matrix(m Matrix) {
	p.title("Who says who did it")
	if len(m.Rows) == 0 {
		p.write(nobodyBlamed)
		p.doc.Ln(pdfLine)
		return
	}
	for from := 0; from < len(m.Columns); from += accusedPerTable {
		to := min(from+accusedPerTable, len(m.Columns))
		rows := [][]string{{"source"}}
		for _, c := range m.Columns[from:to] {
			rows[0] = append(rows[0], c.Name)
		}
		for _, r := range m.Rows {
			row, any := []string{r.label() + ", " + r.Kind + ", " + r.Grade.Grade}, false
			for _, c := range r.Cells[from:to] {
				row, any = append(row, c.printed()), any || len(c.Marks) > 0
			}
			if any {
				rows = append(rows, row)
			}
		}
		p.table(rows, 42)
	}
}

// printed is a cell in words with its citations.
func (c Cell) printed() string {
	var marks []string
	for _, m := range c.Marks {
		marks = append(marks, m.Words+" ["+strings.Join(m.Refs, ", ")+"]")
	}
	return strings.Join(marks, "\n")
}

// competing prints evidence by hypothesis.
func (p *printed) competing(c Competing) {
	if len(c.Rows) == 0 {
		return
	}
	p.title("Evidence by hypothesis")
	p.note(competingNote)
	for from := 0; from < len(c.Hypotheses); from += accusedPerTable {
		to := min(from+accusedPerTable, len(c.Hypotheses))
		rows := [][]string{{"evidence"}}
		for i := from; i < to; i++ {
			rows[0] = append(rows[0], c.Hypotheses[i]+", "+againstIt(c.Inconsistent[i]))
		}
		for _, r := range c.Rows {
			row := []string{cited(r.Line) + " — " + r.Source}
			for _, f := range r.Fits[from:to] {
				row = append(row, strings.TrimSpace(f.Symbol+" "+f.Why))
			}
			rows = append(rows, row)
		}
		p.table(rows, 62)
	}
}

// table prints rows with a border; the first is the head, repeated on each page.
// first is the width of the first column in millimetres; the others share the rest.
func (p *printed) table(rows [][]string, first float64) {
	widths := []float64{first}
	for range rows[0][1:] {
		widths = append(widths, (pdfWidth-first)/float64(len(rows[0])-1))
	}
	_, height := p.doc.GetPageSize()
	for i, row := range rows {
		cells := p.fold(row, widths, i == 0)
		if p.doc.GetY()+rowHeight(cells) > height-pdfMargin && i > 0 {
			p.doc.AddPage()
			p.row(p.fold(rows[0], widths, true), widths, true)
			cells = p.fold(row, widths, false)
		}
		p.row(cells, widths, i == 0)
	}
	p.doc.Ln(2)
}

// fold breaks the cells of a row into lines.
func (p *printed) fold(row []string, widths []float64, head bool) [][]string {
	p.set(map[bool]string{true: "B"}[head], pdfSmall)
	var out [][]string
	for i, s := range row {
		var lines []string
		for part := range strings.SplitSeq(s, "\n") {
			lines = append(lines, p.doc.SplitText(p.clean(part), widths[i]-2)...)
		}
		out = append(out, lines[:min(len(lines), mostLines)])
	}
	return out
}

// mostLines of a cell fit on a page.
const mostLines = 60

func rowHeight(cells [][]string) float64 {
	most := slices.MaxFunc(cells, func(a, b []string) int { return len(a) - len(b) })
	return float64(max(1, len(most)))*(pdfLine-1) + 1.6
}

func (p *printed) row(cells [][]string, widths []float64, head bool) {
	p.set(map[bool]string{true: "B"}[head], pdfSmall)
	top, x, h := p.doc.GetY(), float64(pdfMargin), rowHeight(cells)
	for i, lines := range cells {
		p.doc.Rect(x, top, widths[i], h, "D")
		for j, line := range lines {
			p.doc.SetXY(x+.6, top+.8+float64(j)*(pdfLine-1))
			p.doc.CellFormat(widths[i]-1.2, pdfLine-1, line, "", 0, "L", false, 0, "")
		}
		x += widths[i]
	}
	p.doc.SetXY(pdfMargin, top+h)
}
