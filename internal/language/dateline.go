package language

import (
	"strings"

	"ascribe/internal/language/lexis"
)

// datelineReach is the number of tokens within which a dateline's dash must
// stand: "NEW YORK, Sept. 7, 2022 (Agency) -" has twelve.
const datelineReach = 16

// dateline counts the tokens of the dateline that a sentence begins with, its
// dash included: a place in capitals, or any words before a bracketed agency.
// It is 0 if there is none.
func dateline(tokens []Token, text string) int {
	agency := false
	for i := range min(datelineReach, len(tokens)-2) {
		t := &tokens[i]
		switch {
		case i == 0 && lexis.CaseOf(t.Form) != lexis.Upper && lexis.CaseOf(t.Form) != lexis.Title:
			return 0
		case t.Form == ")":
			agency = agency || i > 2
		case isDash(t, text) && i > 0 && tokens[i-1].Space && t.Space:
			if agency || lexis.CaseOf(tokens[0].Form) == lexis.Upper && len(tokens[0].Form) > 3 {
				return i + 1
			}
			return 0
		case strings.ContainsAny(t.Form, ";:?!\""):
			return 0
		}
	}
	return 0
}

func isDash(t *Token, text string) bool {
	switch text[t.Start:t.End] {
	case "-", "--", "–", "—", "―":
		return true
	}
	return false
}

// analyse fills in tags, heads and lemmas of one sentence whose first token is
// number base of the text. A dateline is parsed by itself and then hung on the
// root of the rest.
func (p *Parser) analyse(tokens []Token, base int, text string) ([]lexis.Word, []string) {
	n := dateline(tokens, text)
	words, forms := p.clause(tokens[n:], base+n)
	if n == 0 {
		return words, forms
	}
	before, beforeForms := p.clause(tokens[:n], base)
	root := base
	for i := n; i < len(tokens); i++ {
		if tokens[i].Head < 0 {
			root = base + i
		}
	}
	for i := range n {
		if tokens[i].Head < 0 {
			tokens[i].Head, tokens[i].Rel = root, "parataxis"
		}
	}
	return append(before, words...), append(beforeForms, forms...)
}
