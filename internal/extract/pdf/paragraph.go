package pdf

import (
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// paragraph is lines that belong together.
type paragraph struct {
	lines []line
	kind  ascribe.BlockKind
}

const (
	looseLead   = 1.3  // of the usual line distance; more parts paragraphs
	otherSize   = 0.08 // relative difference of sizes that parts paragraphs
	indentation = 0.8  // ems by which a first line is set in
	fullLine    = 0.97 // of the column's width: where the next line's first word would have fitted, the break was made on purpose
	largerType  = 1.12 // of the body's size; a heading is set larger
	mostHeading = 30   // words
)

// marker is a list item's bullet or number.
var marker = regexp.MustCompile(`^(?:[•◦▪●∙·■–*►➢✓]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])\s+`)

// setter makes paragraphs of lines in reading order.
type setter struct {
	body float64 // the usual font size
	lead float64 // the usual distance of two lines of a paragraph
}

func newSetter(lines []line) setter {
	s := setter{body: bodySize(lines)}
	var leads []float64
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if a.page == b.page && a.column == b.column && math.Abs(a.size-b.size) < otherSize*a.size {
			if d := distance(a, b); d > 0 && d < 3*a.size {
				leads = append(leads, d/a.size)
			}
		}
	}
	s.lead = median(leads)
	return s
}

// bodySize is the font size in which most letters are set.
func bodySize(lines []line) float64 {
	letters := map[float64]int{}
	best := 0.0
	for _, l := range lines {
		size := math.Round(l.size*2) / 2
		letters[size] += len(l.text)
		if letters[size] > letters[best] || letters[size] == letters[best] && size < best {
			best = size
		}
	}
	return best
}

// distance is how far line b is below line a, in points.
func distance(a, b line) float64 { return ((a.top - b.top) + (a.bottom - b.bottom)) / 2 }

func (s setter) paragraphs(lines []line) []paragraph {
	var out []paragraph
	var pending []paragraph // furniture, set behind the paragraph that runs over the page
	for _, l := range lines {
		if l.furniture {
			pending = append(pending, paragraph{[]line{l}, ascribe.BoilerplateBlock})
			continue
		}
		if n := len(out); n > 0 && s.continues(out[n-1], l) {
			out[n-1].lines = append(out[n-1].lines, l)
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].kind = s.kind(out[n-1])
		}
		out = append(append(out, pending...), paragraph{lines: []line{l}})
		pending = nil
	}
	for i := range out {
		out[i].kind = s.kind(out[i])
	}
	return append(out, pending...)
}

// continues reports whether a line goes on with a paragraph.
func (s setter) continues(p paragraph, b line) bool {
	a := p.lines[len(p.lines)-1]
	switch {
	case a.furniture || a.row || b.row || marker.MatchString(b.words()):
		return false
	case math.Abs(a.size-b.size) > otherSize*max(a.size, b.size) || a.bold != b.bold && (a.bold || isWholly(p, false)):
		return false
	case a.page != b.page || a.column != b.column:
		return !ended(a.words()) && (startsLower(b.words()) || !a.short(b)) && a.size <= largerType*s.body
	case distance(a, b) > looseLead*s.lead*a.size || distance(a, b) < 0:
		return false
	case marker.MatchString(p.lines[0].words()):
		return b.left > p.lines[0].left+0.3*b.size || !ended(a.words())
	case b.left > b.column.left+indentation*b.size && a.left < b.left-indentation*b.size/2:
		return !ended(a.words()) && !a.short(b)
	case a.short(b):
		return !ended(a.words()) && startsLower(b.words())
	default:
		return true
	}
}

func isWholly(p paragraph, bold bool) bool {
	for _, l := range p.lines {
		if l.bold != bold {
			return false
		}
	}
	return true
}

// short reports whether the first word of line b would have fitted on the line.
func (l line) short(b line) bool {
	perLetter := (b.right - b.left) / max(1, float64(utf8.RuneCountInString(b.words())))
	first := float64(1+utf8.RuneCountInString(firstWord(b.words()))) * perLetter
	return l.right+first-l.column.left < fullLine*(l.column.right-l.column.left)
}

func (s setter) kind(p paragraph) ascribe.BlockKind {
	first := p.lines[0]
	words := 0
	for _, l := range p.lines {
		words += len(strings.Fields(l.text))
	}
	switch {
	case p.kind == ascribe.BoilerplateBlock || first.furniture:
		return ascribe.BoilerplateBlock
	case first.row:
		return ascribe.TableBlock
	case marker.MatchString(first.words()) && first.size <= largerType*s.body && !first.bold:
		return ascribe.ListItemBlock
	case words <= mostHeading && (first.size > largerType*s.body || first.bold) && !strings.HasSuffix(p.lines[len(p.lines)-1].words(), "."):
		return ascribe.HeadingBlock
	default:
		return ascribe.ParagraphBlock
	}
}

func ended(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] 0123456789")
	return s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:;") || strings.HasSuffix(s, "…")
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}
