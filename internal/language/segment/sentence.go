package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe/internal/language/lexis"
)

// limit is the number of tokens after which a sentence is ended by force, so
// that lists without punctuation stay cheap.
const limit = 400

// Ends returns, in order, the index behind the last token of each sentence.
// A line end always ends a sentence.
func (s *Segmenter) Ends(tokens []Token) []int {
	var ends []int
	first := 0
	buf := make([]uint64, 0, 48)
	for i := range tokens {
		last := i == len(tokens)-1
		if last || tokens[i].Break || i-first+1 >= limit || Candidate(tokens, i) && s.ends(tokens, first, i, buf) {
			ends = append(ends, i+1)
			first = i + 1
		}
	}
	return ends
}

func (s *Segmenter) ends(tokens []Token, first, i int, buf []uint64) bool {
	if s.boundary == nil {
		return isFinal(tokens[i].Form)
	}
	scores := s.boundary.Scores4(s.Features(tokens, first, i, buf))
	return scores[1] > scores[0]
}

// Candidate says whether a sentence may end behind token i: behind final
// punctuation, or before a word that could begin one.
func Candidate(tokens []Token, i int) bool {
	if i+1 >= len(tokens) {
		return true
	}
	form, next := tokens[i].Form, tokens[i+1].Form
	if strings.ContainsAny(form[len(form)-1:], ".!?:;)]\"'*-") {
		return tokens[i].Space || form == "." || form == "?" || form == "!"
	}
	r, _ := utf8.DecodeRuneInString(next)
	return tokens[i].Space && !unicode.IsLower(r) && (isWord(r) || strings.ContainsRune("\"'([*->#|", r))
}

func isFinal(form string) bool {
	return form == "." || form == "?" || form == "!" || strings.Trim(form, "?!") == ""
}

// Features describes the gap behind token i of a sentence that began at first.
func (s *Segmenter) Features(tokens []Token, first, i int, buf []uint64) []uint64 {
	b2, b1, b0 := form(tokens, i-2), form(tokens, i-1), form(tokens, i)
	a0, a1 := form(tokens, i+1), form(tokens, i+2)
	sb1, sb0, sa0, sa1 := sketch(b1), sketch(b0), sketch(a0), sketch(a1)
	lb1, lb0, la0, la1 := lower(b1), lower(b0), lower(a0), lower(a1)
	flags := bit(i >= 0 && tokens[i].Space) | bit(s.abbreviations[strings.ToLower(strings.TrimSuffix(b0, "."))])<<1 |
		bit(i-first < 3)<<2 | bit(i-first > 25)<<3
	open := s.open(tokens, first, i)
	j := lexis.Join
	return append(buf[:0],
		j(1, flags, sb0, sa0), j(2, lb0, 0, 0), j(3, la0, 0, 0), j(4, lb0, la0, 0), j(5, sb0, sa0, sa1), j(6, sb1, sb0, sa0),
		j(7, lb1, lb0, 0), j(8, la0, la1, 0), j(9, lb0, sa0, flags), j(10, sb0, la0, flags), j(11, open, sb0, sa0),
		j(12, open, lb0, la0), j(13, flags, open, 0), j(14, sb1, sb0, la0), j(15, lb1, sa0, sb0), j(16, sketch(b2), sb1, sb0),
		j(17, lb0, sa0, sa1), j(18, sb0, sa0, la1), j(19, uint64(min(i-first, 8)), sb0, sa0), j(20, lb1, sb0, sa0),
		j(21, form0(tokens, first), sb0, sa0), j(22, lower(b2), lb1, lb0),
	)
}

func form0(tokens []Token, i int) uint64 { return sketch(form(tokens, i)) }

func form(tokens []Token, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return tokens[i].Form
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func lower(form string) uint64 { return lexis.Hash(lexis.Digits(strings.ToLower(form))) }

// sketch is a word's outline: capital, small, digits, or the mark itself; with
// a flag for one-letter words and for a period at the end.
func sketch(form string) uint64 {
	r, n := utf8.DecodeRuneInString(form)
	code := uint64(r)
	switch {
	case form == "":
		code = 1
	case unicode.IsUpper(r):
		code = 'X'
		if next, _ := utf8.DecodeRuneInString(form[n:]); unicode.IsUpper(next) {
			code = 'Y'
		}
	case unicode.IsLetter(r):
		code = 'x'
	case unicode.IsDigit(r):
		code = '9'
	}
	long := bit(len(form) > n)
	period := bit(len(form) > n && form[len(form)-1] == '.')
	return code<<2 | long<<1 | period
}

// open says whether a quotation or a bracket has begun in the sentence and not
// ended.
func (s *Segmenter) open(tokens []Token, first, i int) uint64 {
	quotes, depth := 0, 0
	for _, t := range tokens[max(first, i-60) : i+1] {
		switch t.Form {
		case `"`:
			quotes++
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
	}
	return uint64(quotes&1) | bit(depth > 0)<<1
}
