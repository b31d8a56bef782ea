package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// core cuts a chunk without the punctuation around it.
func (c *cutter) core(start, end int) {
	if start >= end {
		return
	}
	text := c.text[start:end]
	if plain(text) {
		c.word(start, end)
		return
	}
	if c.Segmenter.solid(text) {
		c.add(start, end, true)
		return
	}
	at := start
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(c.text[i:end])
		if size := c.cut(at, i, end, r, n); size > 0 {
			c.core2(at, i)
			c.add(i, i+size, false)
			i += size
			at = i
			continue
		}
		i += n
	}
	c.core2(at, end)
}

func plain(text string) bool {
	for i := range len(text) {
		if b := text[i]; !(b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z') {
			return false
		}
	}
	return true
}

// core2 takes a part between two cuts.
func (c *cutter) core2(start, end int) {
	if start < end {
		c.word(start, end)
	}
}

// cut says how many bytes at i are a token of their own inside a chunk; from
// is where the present part began.
func (c *cutter) cut(from, i, end int, r rune, n int) int {
	if i == from && i+n == end {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(c.text[from:i])
	rest := c.text[i+n : end]
	after, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '-', '‐', '‑':
		if after == '-' {
			return run(c.text[i:end], '-')
		}
		return pick(c.hyphen(c.text[from:i], before, after), n)
	case '–', '—', '―', '…', '•':
		return n
	case '/':
		return pick(!(isDigit(before) && isDigit(after)) && i > from && !(len(rest) == 1 && i-from == 1), n)
	case '(', '[', '{', ')', ']', '}', '"', '“', '”', '<', '>', '|', ';', '=', '*', '«', '»':
		return n
	case '?', '!':
		return pick(isWord(after), n)
	case ',', ':':
		return pick(!(isDigit(before) && isDigit(after)), n)
	case '.':
		return c.innerPeriod(from, i, end, before, after)
	case '%':
		return pick(isDigit(before), n)
	case '$', '€', '£':
		return pick(isDigit(after) || isDigit(before), n)
	}
	return 0
}

func pick(yes bool, n int) int {
	if yes {
		return n
	}
	return 0
}

// hyphen: cut between letters unless a prefix such as "anti" stands in front.
func (c *cutter) hyphen(part string, before, after rune) bool {
	if !isWord(before) && before != '.' && before != '\'' || !isWord(after) && !isCurrency(after) {
		return part == ""
	}
	return !c.prefixes[strings.ToLower(part)]
}

// innerPeriod: an ellipsis, or a sentence end without the space behind it
// ("attack.The").
func (c *cutter) innerPeriod(from, i, end int, before, after rune) int {
	if after == '.' {
		return run(c.text[i:end], '.')
	}
	word := c.text[from:i]
	long := len(word) > 2 && unicode.IsLower(before) && !c.abbreviations[strings.ToLower(word)]
	return pick(long && unicode.IsUpper(after), 1)
}

// word emits a part without inner punctuation but for apostrophes: clitics are
// split off.
func (c *cutter) word(start, end int) {
	text := c.text[start:end]
	lower := strings.ToLower(Fold(text))
	if at, ok := c.contractions[lower]; ok && at < len(text) {
		c.add(start, start+at, false)
		c.add(start+at, end, false)
		return
	}
	if n := c.cliticAt(text); n > 0 && n < len(text) {
		c.word(start, end-n)
		c.add(end-n, end, false)
		return
	}
	c.add(start, end, false)
}

// cliticAt measures the clitic at the end of text.
func (c *cutter) cliticAt(text string) int {
	if !strings.ContainsAny(text, "'’‘`ʼ") {
		return 0
	}
	for _, apostrophe := range apostrophes {
		at := strings.LastIndex(text, apostrophe)
		if at < 0 {
			continue
		}
		tail := strings.ToLower(text[at+len(apostrophe):])
		switch {
		case tail == "t" && at > 0 && (text[at-1] == 'n' || text[at-1] == 'N'):
			return len(text) - at + 1
		case tail == "s" || tail == "m" || tail == "d" || tail == "re" || tail == "ve" || tail == "ll":
			return len(text) - at
		}
	}
	return 0
}

var apostrophes = [...]string{"'", "’", "‘", "`", "ʼ"}

// clitic: the whole chunk is one, as where text was "Iran 's".
func (c *cutter) clitic(chunk string) bool {
	n := c.cliticAt(chunk)
	return n > 0 && n == len(chunk)
}
