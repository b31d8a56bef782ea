package layout

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"ascribe"
)

// line is one line of the text. Its span is trimmed of white space; prefix is
// how many bytes of the span are syntax (bullet, quote mark, heading marks).
type line struct {
	ascribe.Span
	kind   lineKind
	prefix int
	indent int // columns before the span; a tab counts four
	width  int // characters from the line's beginning to its trimmed end
}

type lineKind int

const (
	blank lineKind = iota
	text
	bullet
	quoted
	heading   // "# …"
	underline // "====" or "----" under a heading
	rule      // "---" alone
	row       // "| a | b |"
	rowRule   // "|---|---|"
	fence     // "```"
	code      // between fences
	reference // "[1]: https://…"
)

var (
	bulletPrefix  = regexp.MustCompile(`^(?:[*+\-•‣◦▪●∙·–]|\(?[0-9]{1,2}[.)]|\(?[a-zA-Z][)])[ \t\x{00a0}]+`)
	headingPrefix = regexp.MustCompile(`^#{1,6}(?:[ \t]+|$)`)
	headingSuffix = regexp.MustCompile(`[ \t]+#+$`)
	quotePrefix   = regexp.MustCompile(`^(?:>[ \t]?)+`)
	ruleLine      = regexp.MustCompile(`^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}|~{4,}|—{2,})$`)
	rowRuleLine   = regexp.MustCompile(`^\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$`)
	referenceLine = regexp.MustCompile(`^\[[^\]]{1,60}\]:[ \t]*<?\S+>?`)
)

// linesOf splits the content at line feeds (and form feeds, which end a page)
// and says of each line what it looks like by itself and under its neighbours.
func linesOf(content string) []line {
	var out []line
	fenced := false
	for start := 0; start <= len(content); {
		end := len(content)
		if i := strings.IndexAny(content[start:], "\n\f"); i >= 0 {
			end = start + i
		}
		l := newLine(content, start, end)
		switch s := l.Of(content); {
		case strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~"):
			l.kind, fenced = fence, !fenced
		case fenced && l.kind != blank:
			l.kind, l.prefix = code, 0
		}
		out = append(out, l)
		start = end + 1
	}
	if fenced {
		out = unfence(content, out)
	}
	for i := 1; i < len(out); i++ {
		if out[i].kind == rule && isUnderline(content, out[i-1], out[i]) {
			out[i].kind = underline
		}
	}
	return out
}

// unfence reads the text again without fences: one that is never closed is not
// a fence.
func unfence(content string, lines []line) []line {
	for i, l := range lines {
		if l.kind == code {
			lines[i].kind, lines[i].prefix = classify(l.Of(content))
		}
	}
	return lines
}

func newLine(content string, start, end int) line {
	s := content[start:end]
	trimmed := strings.TrimLeft(s, whitespace)
	first := start + len(s) - len(trimmed)
	l := line{Span: ascribe.Span{Start: first, End: first + len(strings.TrimRight(trimmed, whitespace))}}
	l.indent = utf8.RuneCountInString(content[start:first]) + 3*strings.Count(content[start:first], "\t")
	l.width = utf8.RuneCountInString(content[start:l.End])
	l.kind, l.prefix = classify(l.Of(content))
	if l.kind == heading { // "# Heading #"
		l.End -= len(headingSuffix.FindString(l.Of(content)))
	}
	return l
}

// whitespace includes no-break and zero-width spaces, which pages pad with.
const whitespace = " \t\r\v\u00a0\u2002\u2003\u2009\u200a\u200b\u202f\u3000\ufeff"

func classify(s string) (lineKind, int) {
	switch {
	case s == "":
		return blank, 0
	case ruleLine.MatchString(s):
		return rule, 0
	case headingPrefix.MatchString(s):
		return heading, len(headingPrefix.FindString(s))
	case s[0] == '>':
		return quoted, len(quotePrefix.FindString(s))
	case s[0] == '|' && strings.Count(s, "|") >= 2:
		if rowRuleLine.MatchString(s) {
			return rowRule, 0
		}
		return row, 0
	case referenceLine.MatchString(s):
		return reference, 0
	}
	if p := bulletPrefix.FindString(s); p != "" && len(p) < len(s) {
		return bullet, len(p)
	}
	return text, 0
}

// isUnderline reports whether a rule directly below a line of text makes that
// a heading.
func isUnderline(content string, above, below line) bool {
	c := below.Of(content)[0]
	return above.kind == text && (c == '=' || c == '-') && !strings.ContainsAny(below.Of(content), " \t") &&
		above.width <= 200
}
