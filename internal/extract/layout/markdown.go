package layout

import (
	"regexp"
	"slices"
	"strings"

	"ascribe"
)

// markdownSign is syntax that plain prose doesn't contain by accident: links,
// strong emphasis, images, and tags that open a line, as newswire archives set them.
var markdownSign = regexp.MustCompile(`\]\((?:https?:|/|#|mailto:)|(?:^|\s)\*\*\S|(?:^|\n)!\[|\]\(<|(?:^|\n)</?[A-Za-z]{1,20}>`)

// isMarkdown recognises Markdown by its content.
func isMarkdown(content string, lines []line) bool {
	for _, l := range lines {
		if l.kind == heading || l.kind == underline || l.kind == rowRule || l.kind == reference || l.kind == fence {
			return true
		}
	}
	return mayHaveSign(content) && markdownSign.MatchString(content)
}

// mayHaveSign rules out most texts without running an expression over them.
func mayHaveSign(content string) bool {
	return strings.Contains(content, "](") || strings.Contains(content, "**") || strings.Contains(content, "![") || strings.Contains(content, "<")
}

// IsMarkdown reports whether a text is Markdown rather than plain text.
func IsMarkdown(content string) bool { return isMarkdown(content, linesOf(content)) }

// inlineMarkup lists the bytes of a block that are Markdown's inline syntax:
// link brackets and targets, images, emphasis marks, code ticks, escapes, tags.
func inlineMarkup(content string, block ascribe.Span, kind ascribe.BlockKind) []ascribe.Span {
	s := scanner{text: block.Of(content), base: block.Start, table: kind == ascribe.TableBlock}
	for s.at < len(s.text) {
		s.step()
	}
	s.pairEmphasis()
	slices.SortFunc(s.found, byStart)
	return s.found
}

func byStart(a, b ascribe.Span) int { return a.Start - b.Start }

// scanner reads inline syntax from left to right.
type scanner struct {
	text   string
	base   int
	at     int
	table  bool
	found  []ascribe.Span
	stars  []delimiter // emphasis marks, not yet paired
	closer map[int]int // "]" of a link's text → end of its target
}

// mark lists text[from:to] as syntax.
func (s *scanner) mark(from, to int) {
	s.found = append(s.found, ascribe.Span{Start: s.base + from, End: s.base + to})
}

var (
	tag    = regexp.MustCompile(`^(?:</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]{0,200})?/?>|<!--[^<>]{0,400}-->)`)
	entity = regexp.MustCompile(`^&(?:nbsp|ensp|emsp|thinsp|shy|zwj|zwnj);`)
	auto   = regexp.MustCompile(`^<(?:https?://|hxxps?://|mailto:)[^\s<>]*>`)
)

func (s *scanner) step() {
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case c == '\\' && len(rest) > 1 && strings.IndexByte("\\`*_{}[]()#+-.!|<>~&\"'", rest[1]) >= 0:
		s.mark(s.at, s.at+1)
		s.at += 2
	case c == '`':
		s.code()
	case c == '!' && strings.HasPrefix(rest, "!["):
		s.image()
	case c == '[':
		s.link()
	case c == ']' && s.closer[s.at] > 0:
		s.mark(s.at, s.closer[s.at])
		s.at = s.closer[s.at]
	case c == '<':
		s.angle(rest)
	case c == '&' && entity.MatchString(rest):
		n := len(entity.FindString(rest))
		s.mark(s.at, s.at+n)
		s.at += n
	case c == '|' && s.table:
		s.mark(s.at, s.at+1)
		s.at++
	case c == '*' || c == '_' || strings.HasPrefix(rest, "~~"):
		s.delimiter()
	default:
		s.at++
	}
}

// code marks the ticks around a code span and steps over what it holds.
func (s *scanner) code() {
	ticks := len(s.text[s.at:]) - len(strings.TrimLeft(s.text[s.at:], "`"))
	open := s.at + ticks
	end := strings.Index(s.text[open:], s.text[s.at:open])
	if end < 0 {
		s.at = open
		return
	}
	s.mark(s.at, open)
	s.mark(open+end, open+end+ticks)
	s.at = open + end + ticks
}

// image marks a whole image: what it shows is not prose.
func (s *scanner) image() {
	if end := bracketEnd(s.text, s.at+1); end > 0 {
		if to := targetEnd(s.text, end); to > 0 {
			s.mark(s.at, to)
			s.at = to
			return
		}
	}
	s.at++
}

// link marks "[" and remembers where "](target)" is to be marked. Doubled
// brackets, as wikis write them, are syntax too.
func (s *scanner) link() {
	end := bracketEnd(s.text, s.at)
	if end < 0 {
		s.at++
		return
	}
	to := targetEnd(s.text, end)
	if to < 0 && strings.HasPrefix(s.text[s.at:], "[[") && strings.HasSuffix(s.text[:end], "]]") {
		s.mark(s.at, s.at+2)
		s.mark(end-2, end)
		s.at += 2
		return
	}
	if to < 0 {
		s.at++
		return
	}
	if s.closer == nil {
		s.closer = map[int]int{}
	}
	s.closer[end-1] = to
	s.mark(s.at, s.at+1)
	s.at++
}

func (s *scanner) angle(rest string) {
	switch {
	case auto.MatchString(rest):
		n := len(auto.FindString(rest))
		s.mark(s.at, s.at+1)
		s.mark(s.at+n-1, s.at+n)
		s.at += n
	case tag.MatchString(rest):
		n := len(tag.FindString(rest))
		s.mark(s.at, s.at+n)
		s.at += n
	default:
		s.at++
	}
}

// Bounds of the search for a closing bracket, so that a text full of opening
// ones is read in linear time.
const (
	longestLink  = 4096 // bytes
	deepestBrace = 16
)

// bracketEnd returns the index behind the "]" that closes the "[" at open, or -1.
func bracketEnd(text string, open int) int {
	depth := 0
	for i := open; i < len(text) && i < open+longestLink; i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			if depth++; depth > deepestBrace {
				return -1
			}
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// targetEnd returns the index behind a link's target that begins at at:
// "(address)" with balanced parentheses, or "[label]"; -1 when there is none.
func targetEnd(text string, at int) int {
	if at >= len(text) {
		return -1
	}
	if text[at] == '[' && at > 0 && text[at-1] == ']' {
		return bracketEnd(text, at)
	}
	if text[at] != '(' {
		return -1
	}
	depth := 0
	for i := at; i < len(text) && i < at+longestLink; i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\n':
			if depth == 0 {
				return -1
			}
		}
	}
	return -1
}
