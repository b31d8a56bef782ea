package layout

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe/internal/extract/calendar"
)

const (
	narrowest = 30  // characters; text is not wrapped to less
	widest    = 140 // a line longer than this is a paragraph of its own
	fewBreaks = 3   // line breaks needed to speak of a width
)

// wrapWidth returns the column at which the text's lines were broken, or 0 when
// each line stands for itself. A text is wrapped when most of its line breaks
// come where the next line's first word would not have fitted.
func wrapWidth(content string, lines []line) int {
	var widths []int
	var next []int // width of the following line's first word
	inside := 0    // breaks that don't follow the end of a sentence
	for i := 0; i+1 < len(lines); i++ {
		if !flows(lines[i]) || lines[i+1].kind != text {
			continue
		}
		widths = append(widths, lines[i].width)
		next = append(next, firstWordWidth(lines[i+1].Of(content)))
		if !endsSentence(lines[i].Of(content)) {
			inside++
		}
	}
	if len(widths) < fewBreaks || inside*2 < len(widths) {
		return 0
	}
	width := percentile(widths, 95)
	if width < narrowest || width > widest {
		return 0
	}
	full := 0
	for i, w := range widths {
		if reaches(w, next[i], width) {
			full++
		}
	}
	if full*5 < len(widths)*3 {
		return 0
	}
	return width
}

// reaches reports whether a word of the given width would not have fitted
// behind a line; a seventh of the width is left for ragged and balanced edges.
func reaches(lineWidth, wordWidth, width int) bool {
	return (lineWidth+1+wordWidth)*7 > width*6
}

func flows(l line) bool { return l.kind == text || l.kind == bullet || l.kind == quoted }

// continues reports whether line b goes on with the paragraph that line a ends.
func continues(content string, a, b line, width int) bool {
	above, below := a.Of(content), b.Of(content)[b.prefix:]
	if isCapitals(above) != isCapitals(below) || isDate(below) {
		return false
	}
	if width > 0 && a.width <= widest && reaches(a.width, firstWordWidth(below), width) {
		return true
	}
	return breaksOff(above) && resumes(below) ||
		abbreviation.MatchString(above) && (a.width >= 2*narrowest || below[0] >= '0' && below[0] <= '9')
}

// isCapitals reports whether a line is set in capitals, as headlines are.
func isCapitals(s string) bool {
	return len(s) >= 12 && s == strings.ToUpper(s) && s != strings.ToLower(s)
}

// isDate reports whether a line is a whole date.
func isDate(s string) bool {
	if len(s) > 40 {
		return false
	}
	found := calendar.Find(s)
	return len(found) > 0 && found[0].Len() >= len(strings.TrimRight(s, ". "))
}

// abbreviation ends a line in mid-sentence more often than not; where it doesn't,
// the sentence splitter, which sees both lines, can tell.
var abbreviation = regexp.MustCompile(`(?:\b(?:[A-Z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sen|Rep|Gov|Prof|No|vs|Nos|Fig)\.)$`)

var trailing = regexp.MustCompile(`(?i)(?:,|\b(?:the|a|an|of|and|or|in|on|at|to|for|by|with|from|that|which|as|its|their))$`)

// breaksOff reports whether a line stops in mid-sentence.
func breaksOff(s string) bool {
	return utf8.RuneCountInString(s) >= narrowest && !endsSentence(s) || trailing.MatchString(s)
}

// resumes reports whether a line can only be the rest of a sentence: it begins
// in lower case with an ordinary word (not a host name or another indicator).
func resumes(s string) bool {
	first, rest, _ := strings.Cut(s, " ")
	r, _ := utf8.DecodeRuneInString(first)
	return unicode.IsLower(r) && rest != "" && !strings.HasSuffix(first, ":") && !strings.ContainsAny(strings.TrimRight(first, ".,;:"), ".[]/@:_=\\0123456789")
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]*_ ")
	return s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:;") || strings.HasSuffix(s, "…")
}

func firstWordWidth(s string) int {
	word, _, _ := strings.Cut(s, " ")
	return utf8.RuneCountInString(word)
}

func percentile(values []int, p int) int {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)*p/100]
}
