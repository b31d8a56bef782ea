package pdf

import (
	"math"
	"slices"
	"strings"
)

// line is a stretch of text on one baseline, in one column.
type line struct {
	run
	page      int
	column    column
	furniture bool // a running head, a foot or a page number
	row       bool // several cells side by side
}

// column is the stretch of the page that a line belongs to, in points.
type column struct{ left, right float64 }

const (
	wordGap = 0.15 // ems between runs that make a space
	cellGap = 1.8  // ems between runs that are not of one line
)

// linesOf joins a page's runs that follow each other on a baseline.
func linesOf(s sheet, page int) []line {
	var out []line
	for _, r := range s.runs {
		if isRotated(r) {
			continue
		}
		if r.size == 0 {
			r.size = sizeLike(out, r)
		}
		if n := len(out); n > 0 && follows(out[n-1].run, r) {
			out[n-1].run = join(out[n-1].run, r, wordGap)
			continue
		}
		out = append(out, line{run: r, page: page})
	}
	return out
}

// isRotated tells text that runs up or down a margin.
func isRotated(r run) bool {
	return len(r.text) >= 4 && r.top-r.bottom > 2*(r.right-r.left)
}

// sizeLike is the font size of a run for which PDFium gives none: that of the
// line before it when letters of that size may be as high, else what its own
// height suggests.
func sizeLike(lines []line, r run) float64 {
	height := r.top - r.bottom
	if n := len(lines); n > 0 {
		if size := lines[n-1].size; height > 0.45*size && height < 1.05*size { // x-height to whole em
			return size
		}
	}
	return height * 1.15 // ascenders and descenders fill most of an em
}

// follows reports whether run b goes on with the line that a ends.
func follows(a, b run) bool {
	shared := min(a.top, b.top) - max(a.bottom, b.bottom)
	gap := b.left - a.right
	em := max(a.size, b.size)
	return shared*2 >= min(a.top-a.bottom, b.top-b.bottom) && gap > -em && gap < cellGap*em
}

// join puts run b behind run a, with a space when more than gap ems lie between.
func join(a, b run, gap float64) run {
	if b.left-a.right > gap*max(a.size, b.size) && !strings.HasSuffix(a.text, " ") && !strings.HasPrefix(b.text, " ") {
		a.text += " "
	}
	a.text += b.text
	a.left, a.right = min(a.left, b.left), max(a.right, b.right)
	a.top, a.bottom = max(a.top, b.top), min(a.bottom, b.bottom)
	a.bold = a.bold && b.bold
	if len(b.text) > len(a.text)/2 {
		a.size = b.size
	}
	return a
}

func (l line) words() string { return strings.TrimSpace(l.text) }

// middle is the height of the line's middle above the page's foot.
func (l line) middle() float64 { return (l.top + l.bottom) / 2 }

// byPlace orders lines from top to bottom, then from left to right.
func byPlace(a, b line) int {
	if sameRow(a, b) {
		return compare(a.left, b.left)
	}
	return compare(b.middle(), a.middle())
}

func sameRow(a, b line) bool {
	return math.Abs(a.middle()-b.middle()) < 0.35*min(a.size, b.size)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// median is the middle one of the values, 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
