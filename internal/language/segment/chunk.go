package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chunk cuts what stands between two white spaces: punctuation is peeled off
// both ends, the rest is one solid thing or a word to be split further.
func (c *cutter) chunk(start, end int) {
	start, tail := c.peel(start, end)
	end = start
	if n := len(tail); n > 0 {
		end = tail[n-1]
	}
	c.core(start, end)
	for i := len(tail) - 1; i > 0; i-- {
		c.add(tail[i], tail[i-1], false)
	}
}

// peel emits the punctuation in front and returns where the core begins, and
// the cuts behind it, outermost first.
func (c *cutter) peel(start, end int) (core int, cuts []int) {
	for start < end {
		n := c.opening(c.text[start:end])
		if n == 0 {
			break
		}
		c.add(start, start+n, false)
		start += n
	}
	cuts = append(cuts, end)
	for start < end {
		n := c.closing(c.text[start:end])
		if n == 0 || n == end-start && n < 2 && !isPunct(rune(c.text[start])) {
			break
		}
		end -= n
		cuts = append(cuts, end)
	}
	return start, cuts
}

const openers = "([{<\"'`*•·●■▪►¿¡“”‘«‹„‚|~>#=+^_—–-…/\\"

// opening measures the punctuation mark that chunk begins with, if it is to
// stand alone.
func (c *cutter) opening(chunk string) int {
	r, n := utf8.DecodeRuneInString(chunk)
	rest := chunk[n:]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "":
		return 0
	case r == '[' && strings.HasPrefix(rest, ".]"), r == '<' && isEmoticon(chunk):
		return 0
	case strings.ContainsRune("-/~_=+#\\", r) && (isDigit(next) || r != '-' && r != '~' && (next == r || isWord(next))):
		if r == '-' || r == '+' || r == '~' {
			return 0
		}
		return 0
	case (r == '\'' || r == '’' || r == '‘') && c.clitic(chunk):
		return 0
	case r == next && strings.ContainsRune("-=*_~.#+", r):
		return run(chunk, r)
	case isCurrency(r) && isDigit(next):
		return n
	case r == '.' && strings.HasPrefix(rest, ".."):
		return run(chunk, '.')
	case strings.ContainsRune(openers, r):
		return n
	}
	return 0
}

const closers = ")]}>\"'`“”’»›,;:!?*|…%°™®©—–-~•=_"

// closing measures the punctuation mark that chunk ends with, if it is to
// stand alone.
func (c *cutter) closing(chunk string) int {
	r, n := utf8.DecodeLastRuneInString(chunk)
	front := chunk[:len(chunk)-n]
	before, _ := utf8.DecodeLastRuneInString(front)
	switch {
	case front == "":
		return 0
	case strings.HasSuffix(chunk, "..") && r == '.':
		return runBack(chunk, '.')
	case r == '.':
		return c.period(front)
	case r == before && strings.ContainsRune("!?-=*_~", r):
		return runBack(chunk, r)
	case (r == '!' || r == '?') && (before == '!' || before == '?'):
		return len(chunk) - len(strings.TrimRight(chunk, "!?"))
	case r == ')' && !strings.Contains(front, "(") && isEmoticon(chunk):
		return 0
	case r == ')' && strings.Contains(front, "(") && strings.Count(front, "(") > strings.Count(front, ")") && isWordy(front):
		return 0
	case r == ']' && strings.Count(front, "[") > strings.Count(front, "]"):
		return 0
	case strings.ContainsRune(closers, r):
		return n
	}
	return 0
}

// period decides whether the period behind front is a token: not behind an
// abbreviation, a single letter or within dotted letters.
func (c *cutter) period(front string) int {
	last := front[strings.LastIndexAny(front, "-/(")+1:]
	switch {
	case c.abbreviations[strings.ToLower(last)], isInitial(last), dotted(last):
		return 0
	}
	return 1
}

// isInitial: one capital, as in "J." or "John F.".
func isInitial(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && unicode.IsUpper(r)
}

// dotted: single letters between periods, as in "U.S" or "a.m".
func dotted(s string) bool {
	if !strings.Contains(s, ".") {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if r, n := utf8.DecodeRuneInString(part); n != len(part) || !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

func run(s string, r rune) int { return len(s) - len(strings.TrimLeft(s, string(r))) }

func runBack(s string, r rune) int { return len(s) - len(strings.TrimRight(s, string(r))) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func isWordy(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWord(r)
}

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func isCurrency(r rune) bool {
	return r == '$' || r == '€' || r == '£' || r == '¥' || r == '₹' || r == '₽'
}

// isEmoticon: two to four characters with eyes, as in ":-)" or ";)".
func isEmoticon(s string) bool {
	return len(s) >= 2 && len(s) <= 4 && strings.ContainsAny(s[:1], ":;=8<") && strings.ContainsAny(s[len(s)-1:], ")(DPp3/|]")
}
