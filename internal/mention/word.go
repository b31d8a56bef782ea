package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe/internal/knowledge"
)

// word is a run of letters and digits in the text, a possessive left out.
type word struct {
	start, end int // bytes
	text       string
	key        string // knowledge.WordKey
	lower      string
	possessive bool // "'s" or a bare apostrophe follows
	first      bool // opens a sentence, line or quotation
	cased      bool // its letter case says something: the line isn't all capitals or title case
}

func (w word) capital() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r)
}

// split cuts prose into words. Lines set in capitals or title case are marked,
// because capitals tell nothing there.
func split(prose string) []word {
	var out []word
	for at := 0; at < len(prose); {
		end := strings.IndexByte(prose[at:], '\n')
		if end < 0 {
			end = len(prose) - at
		}
		from := len(out)
		out = splitLine(out, prose, at, at+end)
		markCase(out[from:])
		at += end + 1
	}
	return out
}

func splitLine(out []word, prose string, at, end int) []word {
	first := true
	for at < end {
		r, size := utf8.DecodeRuneInString(prose[at:end])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if strings.ContainsRune(".?!:;\"“”«»‘", r) && r != '.' {
				first = true
			} else if r == '.' && at+1 < end && prose[at+1] == ' ' && !afterInitial(out, at) {
				first = true
			}
			at += size
			continue
		}
		start := at
		for at < end {
			r, size = utf8.DecodeRuneInString(prose[at:end])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				break
			}
			at += size
		}
		w := word{start: start, end: at, text: prose[start:at], first: first}
		w.key, w.lower = knowledge.WordKey(w.text), strings.ToLower(w.text)
		at, w.possessive = possessive(prose, at, end)
		out, first = append(out, w), false
	}
	return out
}

// afterInitial reports whether the full stop at a byte closes a one-letter word,
// as in "U.S." or "Brian E. Nelson".
func afterInitial(words []word, at int) bool {
	return len(words) > 0 && words[len(words)-1].end == at && utf8.RuneCountInString(words[len(words)-1].text) == 1
}

// possessive skips "'s" or the bare apostrophe after a plural.
func possessive(prose string, at, end int) (next int, found bool) {
	for _, mark := range []string{"'s", "’s", "'S", "’S"} {
		if strings.HasPrefix(prose[at:end], mark) {
			after, _ := utf8.DecodeRuneInString(prose[at+len(mark) : end])
			if !unicode.IsLetter(after) {
				return at + len(mark), true
			}
		}
	}
	for _, mark := range []string{"' ", "’ "} {
		if strings.HasPrefix(prose[at:end], mark) && at > 0 && prose[at-1] == 's' {
			return at, true
		}
	}
	return at, false
}

// markCase decides for one line whether capitals are meaningful: at least a
// third of its longer words must be in lower case.
func markCase(line []word) {
	long, low := 0, 0
	for _, w := range line {
		if len(w.text) < 4 {
			continue
		}
		long++
		if !w.capital() {
			low++
		}
	}
	for i := range line {
		line[i].cased = long < 4 || low*3 >= long
	}
}
