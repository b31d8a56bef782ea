package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// folded is a text with white space, quotation marks and dashes made alike, so
// that words that were copied by somebody else can be found in it.
type folded struct {
	text string
	at   []int // folded byte → byte of the original; one more for the end
}

// fold reduces a text: runs of white space to one space, quotation marks to '
// and ", dashes to -, an ellipsis to dots; soft hyphens and zero-width characters go.
func fold(text string) folded {
	var b strings.Builder
	f := folded{at: make([]int, 0, len(text)+1)}
	write := func(s string, at int) {
		b.WriteString(s)
		for range len(s) {
			f.at = append(f.at, at)
		}
	}
	space := true // none at the front
	for i, r := range text {
		switch {
		case dropped(r):
		case unicode.IsSpace(r):
			if !space {
				write(" ", i)
			}
			space = true
		default:
			write(alike(r), i)
			space = false
		}
	}
	f.at = append(f.at, len(text))
	f.text = b.String()
	return f
}

func dropped(r rune) bool {
	return r == '\u00ad' || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r == '\u2060'
}

// alike is the plain form of a character.
func alike(r rune) string {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '＂':
		return `"`
	case '‘', '’', '‚', '‛', '‹', '›', '′', '`', '´':
		return "'"
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return "-"
	case '…':
		return "..."
	default:
		return string(r)
	}
}

// plain is a text folded, without its ends' space.
func plain(text string) string { return strings.TrimSpace(fold(text).text) }

// find gives the first place of words within a span of the original, as a span
// of the original. With exact, letter case counts; else whole words are wanted.
func (f folded) find(words string, within ascribe.Span, exact bool) (ascribe.Span, bool) {
	words = plain(words)
	if words == "" {
		return ascribe.Span{}, false
	}
	text := f.text
	if !exact {
		text, words = lower(text), lower(words)
	}
	from, to := f.inner(within)
	for from < to {
		i := strings.Index(text[from:to], words)
		if i < 0 {
			break
		}
		start, end := from+i, from+i+len(words)
		if exact || !inWord(text, start) && !inWord(text, end) {
			return ascribe.Span{Start: f.at[start], End: f.ending(end)}, true
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		from = start + size
	}
	return ascribe.Span{}, false
}

// inner is the range of folded bytes that lie within a span of the original.
func (f folded) inner(within ascribe.Span) (from, to int) {
	from = lowest(f.at, within.Start)
	to = max(lowest(f.at, within.End), from)
	return from, min(to, len(f.text))
}

// lowest is the first folded byte at or behind an offset of the original.
func lowest(at []int, offset int) int {
	lo, hi := 0, len(at)
	for lo < hi {
		if mid := (lo + hi) / 2; at[mid] < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// ending is the byte of the original behind the folded byte before end: what was
// folded away behind it stays outside.
func (f folded) ending(end int) int {
	last := f.at[end-1]
	for i := end; i < len(f.at); i++ {
		if f.at[i] > last {
			return f.at[i]
		}
	}
	return last
}

// inWord reports whether a place lies between two letters or digits.
func inWord(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return wordRune(before) && wordRune(after)
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// lower puts a text in lower case where that keeps its length in bytes, so that
// offsets hold.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r
	}, text)
}

// trimmed is a span without the white space at its ends.
func trimmed(s ascribe.Span, text string) ascribe.Span {
	words := s.Of(text)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(words))
	return s
}
