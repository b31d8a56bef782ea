// Package segment cuts text into tokens, as Universal Dependencies cuts
// English, and into sentences. Everything keeps its byte offsets.
package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a span of the text.
type Token struct {
	Start, End int
	Form       string // typography folded to ASCII, invisible characters dropped
	Space      bool   // white space follows
	Break      bool   // a line ends behind it
	Solid      bool   // address, hash, number or the like, recognised as a whole
}

// longest is the number of bytes of a chunk without white space that is looked
// at in detail; what is longer is no language and stays one token a slice.
const longest = 2048

// Tokens cuts text. Any bytes will do; invalid UTF-8 is kept within tokens.
func (s *Segmenter) Tokens(text string) []Token {
	c := &cutter{Segmenter: s, text: text, out: make([]Token, 0, len(text)/5+4)}
	for at := 0; at < len(text); {
		space, line := blank(text[at:])
		if space > 0 {
			c.separate(line)
			at += space
			continue
		}
		end := at + chunk(text[at:])
		c.chunk(at, end)
		at = end
	}
	c.separate(true)
	return c.out
}

// blank measures the white space that text begins with and says whether it
// holds a line end.
func blank(text string) (size int, line bool) {
	for i, r := range text {
		if !isBlank(r) {
			return i, line
		}
		line = line || r == '\n' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029'
	}
	return len(text), line
}

func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || invisible(r)
}

// invisible characters between words separate nothing but belong to no word.
func invisible(r rune) bool {
	return r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' || r == '\u200e' || r == '\u200f'
}

func chunk(text string) int {
	for i, r := range text {
		if isBlank(r) && !invisible(r) || i >= longest {
			return i
		}
	}
	return len(text)
}

type cutter struct {
	*Segmenter
	text string
	out  []Token
}

func (c *cutter) separate(line bool) {
	if n := len(c.out); n > 0 {
		c.out[n-1].Space = true
		c.out[n-1].Break = c.out[n-1].Break || line
	}
}

func (c *cutter) add(start, end int, solid bool) {
	if start >= end {
		return
	}
	form := Fold(c.text[start:end])
	if form == "" {
		return
	}
	c.out = append(c.out, Token{Start: start, End: end, Form: form, Solid: solid})
}

var folds = strings.NewReplacer("’", "'", "‘", "'", "‚", "'", "‛", "'", "′", "'", "ʼ", "'", "“", `"`, "”", `"`, "„", `"`, "‟", `"`,
	"«", `"`, "»", `"`, "″", `"`, "‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-", "…", "...",
	"\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u200e", "", "\u200f", "",
	"ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "ﬃ", "ffi", "ﬄ", "ffl", "\u00a0", " ")

// Fold replaces typographic quotes, dashes and ligatures by ASCII and drops
// what can't be seen.
func Fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return folds.Replace(s)
		}
	}
	return s
}
