package layout

import (
	"unicode"
	"unicode/utf8"
)

// delimiter is a run of emphasis marks of one kind (CommonMark 0.31, 6.2).
type delimiter struct {
	at, length    int
	mark          byte
	opens, closes bool
	paired        bool
}

func (s *scanner) delimiter() {
	c, from := s.text[s.at], s.at
	for s.at < len(s.text) && s.text[s.at] == c {
		s.at++
	}
	before, _ := utf8.DecodeLastRuneInString(s.text[:from])
	after, _ := utf8.DecodeRuneInString(s.text[s.at:])
	spaceBefore, spaceAfter := from == 0 || unicode.IsSpace(before), s.at == len(s.text) || unicode.IsSpace(after)
	d := delimiter{at: from, length: s.at - from, mark: c, opens: !spaceAfter, closes: !spaceBefore}
	if c == '_' { // inside a word it is a letter, as in file names
		d.opens = d.opens && !isWord(before)
		d.closes = d.closes && !isWord(after)
	}
	s.stars = append(s.stars, d)
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// pairEmphasis marks the runs that open and close emphasis. A run pairs with
// the nearest earlier one of its kind and length, else of its kind.
func (s *scanner) pairEmphasis() {
	for i := range s.stars {
		if j := s.opener(i); j >= 0 {
			s.stars[i].paired, s.stars[j].paired = true, true
		}
	}
	for _, d := range s.stars {
		if d.paired {
			s.mark(d.at, d.at+d.length)
		}
	}
}

// reach bounds how many runs back an opener is sought.
const reach = 64

func (s *scanner) opener(i int) int {
	d, other := s.stars[i], -1
	if !d.closes {
		return -1
	}
	for j := i - 1; j >= 0 && j >= i-reach; j-- {
		o := s.stars[j]
		if o.mark != d.mark || !o.opens || o.paired {
			continue
		}
		if o.length == d.length {
			return j
		}
		if other < 0 {
			other = j
		}
	}
	return other
}
