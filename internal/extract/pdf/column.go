package pdf

import (
	"slices"
	"strings"
)

const (
	gutterWidth = 8.0 // points; less is a wide space between words
	fewLines    = 4   // a column has at least so many lines
	cellWords   = 3   // a table's cell has no more words in the middle; a line of prose has
)

// inOrder puts a page's lines into reading order: down each column, left to
// right, with lines across the columns read where they stand. Cells of a table
// become rows.
func inOrder(lines []line) []line {
	at, width := gutter(lines)
	if width == 0 {
		return rows(lines)
	}
	slices.SortStableFunc(lines, byPlace)
	var out, left, right []line
	flush := func() {
		out = append(out, sides(left, right)...)
		left, right = nil, nil
	}
	for _, l := range lines {
		switch {
		case l.right <= at+width/2:
			left = append(left, l)
		case l.left >= at-width/2:
			right = append(right, l)
		default:
			flush()
			l.column = column{l.left, l.right}
			out = append(out, l)
		}
	}
	flush()
	return out
}

// sides reads two neighbouring columns, or the rows of a table that looks like them.
func sides(left, right []line) []line {
	if len(left) == 0 || len(right) == 0 {
		return inOrder(append(left, right...))
	}
	if isTable(left, right) {
		return rows(append(left, right...))
	}
	return append(inOrder(left), inOrder(right)...)
}

// isTable tells cells from columns of prose: they stand side by side, and those
// of one side are a few words each.
func isTable(left, right []line) bool {
	paired := 0
	for _, l := range left {
		if slices.ContainsFunc(right, func(r line) bool { return sameRow(l, r) }) {
			paired++
		}
	}
	return paired*2 >= min(len(left), len(right)) && min(wordsPerLine(left), wordsPerLine(right)) <= cellWords
}

func wordsPerLine(lines []line) float64 {
	var counts []float64
	for _, l := range lines {
		counts = append(counts, float64(len(strings.Fields(l.text))))
	}
	return median(counts)
}

// extent is how far lines reach to the left and to the right.
func extent(lines []line) (left, right float64) {
	left, right = lines[0].left, lines[0].right
	for _, l := range lines {
		left, right = min(left, l.left), max(right, l.right)
	}
	return left, right
}

// gutter finds the vertical stretch in the middle of the lines that parts them
// into columns side by side: the one that fewest lines cross, of those the
// widest. It returns its middle and width, or width 0.
func gutter(lines []line) (at, width float64) {
	if len(lines) < 2*fewLines {
		return 0, 0
	}
	lo, hi := extent(lines)
	fewest := len(lines)
	for _, l := range lines {
		edge := l.right
		if edge < lo+0.15*(hi-lo) || edge > lo+0.85*(hi-lo) {
			continue
		}
		w := clearance(lines, edge)
		if w < gutterWidth {
			continue
		}
		across, ok := parts(lines, edge, edge+w)
		if ok && (across < fewest || across == fewest && w > width) {
			at, width, fewest = edge+w/2, w, across
		}
	}
	return at, width
}

// clearance is how far it is from an edge to the next line's beginning on the
// right, lines that cross the edge aside.
func clearance(lines []line, edge float64) float64 {
	next := edge
	for _, l := range lines {
		if l.left > edge && (next == edge || l.left < next) {
			next = l.left
		}
	}
	return next - edge
}

// parts reports whether the stretch has columns on both sides: enough lines at
// shared heights, and fewer across, which it counts.
func parts(lines []line, from, to float64) (across int, ok bool) {
	var left, right []line
	for _, l := range lines {
		switch {
		case l.right <= from+0.5:
			left = append(left, l)
		case l.left >= to-0.5:
			right = append(right, l)
		default:
			across++
		}
	}
	if len(left) < fewLines || len(right) < fewLines || across > len(left)+len(right) {
		return across, false
	}
	low, high := max(foot(left), foot(right)), min(head(left), head(right))
	return across, inside(left, low, high) >= fewLines && inside(right, low, high) >= fewLines
}

func head(lines []line) float64 {
	return slices.MaxFunc(lines, func(a, b line) int { return compare(a.top, b.top) }).top
}

func foot(lines []line) float64 {
	return slices.MinFunc(lines, func(a, b line) int { return compare(a.bottom, b.bottom) }).bottom
}

func inside(lines []line, low, high float64) int {
	n := 0
	for _, l := range lines {
		if l.middle() >= low && l.middle() <= high {
			n++
		}
	}
	return n
}

// rows reads one column from top to bottom; what stands side by side in it are
// the cells of a row.
func rows(lines []line) []line {
	if len(lines) == 0 {
		return nil
	}
	slices.SortStableFunc(lines, byPlace)
	lo, hi := extent(lines)
	var out []line
	for _, l := range lines {
		l.column = column{lo, hi}
		if n := len(out); n > 0 && sameRow(out[n-1], l) && l.left >= out[n-1].right-1 {
			out[n-1].run = join(out[n-1].run, l.run, 0)
			out[n-1].row = !isMarker(out[n-1], l)
			continue
		}
		out = append(out, l)
	}
	return out
}

// isMarker reports whether the joined cell began with a bullet or a number.
func isMarker(whole, last line) bool {
	first := strings.TrimSpace(strings.TrimSuffix(whole.text, last.text))
	return marker.MatchString(first + " ")
}
