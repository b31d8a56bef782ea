package render

import (
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

const (
	gap       = 2  // columns between cells
	leastCell = 12 // no column is made narrower than this
)

// Rows writes a table whose first row is its heading, fitted to width columns.
// The main column is narrowed last; -1 is none. The columns of whole, such as ids,
// are never narrowed, so that their cells can be copied.
func Rows(w io.Writer, rows [][]string, width, main int, whole ...int) error {
	var b strings.Builder
	fit(&b, rows, width, main, whole...)
	_, err := io.WriteString(w, b.String())
	return err
}

// fit writes rows in aligned columns; where they are wider than width columns of
// a terminal, the widest are narrowed until they fit and their cells wrapped, the
// main one last: it may be three times as wide as the others. Those of whole
// keep their width.
func fit(b *strings.Builder, rows [][]string, width, main int, whole ...int) {
	widths := columnWidths(rows)
	weight := func(i int) int {
		switch {
		case widths[i] <= leastCell || slices.Contains(whole, i):
			return 0
		case i == main:
			return widths[i] / 3
		}
		return widths[i]
	}
	for total(widths) > width {
		widest := 0
		for i := range widths {
			if weight(i) > weight(widest) {
				widest = i
			}
		}
		if weight(widest) == 0 {
			break
		}
		widths[widest]--
	}
	for _, row := range rows {
		writeRow(b, row, widths)
	}
}

// writeRow writes one row, its cells wrapped within their columns.
func writeRow(b *strings.Builder, row []string, widths []int) {
	cells, height := make([][]string, len(row)), 1
	for i, cell := range row {
		cells[i] = strings.Split(wrap(cell, 0, widths[i]), "\n")
		height = max(height, len(cells[i]))
	}
	for n := range height {
		var line strings.Builder
		for i := range cells {
			if widths[i] == 0 {
				continue
			}
			part := ""
			if n < len(cells[i]) {
				part = cells[i][n]
			}
			line.WriteString(part + strings.Repeat(" ", max(widths[i]-uniseg.StringWidth(part), 0)+gap))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// columnWidths gives the widest cell of each column; a column that is empty but
// for its heading has none.
func columnWidths(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for i := range widths {
		for n, row := range rows {
			if w := uniseg.StringWidth(row[i]); n > 0 && w > 0 {
				widths[i] = max(widths[i], w, uniseg.StringWidth(rows[0][i]))
			}
		}
	}
	return widths
}

func total(widths []int) int {
	sum := -gap
	for _, w := range widths {
		if w > 0 {
			sum += w + gap
		}
	}
	return sum
}

// wrap breaks a text into lines of at most width columns, each but the first
// begun with indent spaces. Words that are too long are broken.
func wrap(s string, indent, width int) string {
	var b strings.Builder
	used := indent
	for i, word := range broken(strings.Fields(s), width-indent) {
		w := uniseg.StringWidth(word)
		switch {
		case i == 0:
		case used+1+w > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			used = indent
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += w
	}
	return b.String()
}

// broken breaks words that are wider than width.
func broken(words []string, width int) []string {
	var out []string
	for _, word := range words {
		for width > 0 && uniseg.StringWidth(word) > width {
			head := beginning(word, width)
			if head == word { // one character that is wider than the column
				break
			}
			out, word = append(out, head), word[len(head):]
		}
		out = append(out, word)
	}
	return out
}

// beginning is as much of a text as fits into width columns, one character at least.
func beginning(s string, width int) string {
	n, used := 0, 0
	for graphemes := uniseg.NewGraphemes(s); graphemes.Next(); used += graphemes.Width() {
		if n > 0 && used+graphemes.Width() > width {
			break
		}
		n += len(graphemes.Str())
	}
	return s[:n]
}
