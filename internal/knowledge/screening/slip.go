package screening

import "strings"

// A slip is a name written as listed but for a letter or two, wherever they
// fall: in a legal form, in an initial, in a word of two letters. Names whose
// words differ in ways that a known word explains are no slips.

// slipMost is the greatest number of edits of a slip.
const slipMost = 2

// slip scores a query as a slip of a listed name, 0 if it is none; edits says
// how many letters differ.
func (x *Index) slip(r reading, n *listedName) (score float64, edits int) {
	if n.plain == "" {
		return 0, 0
	}
	e := slipMost + 1
	for _, form := range n.forms() {
		if d := near2(r.plain, form); d < e && spread(r.plain, form, d) {
			e = d
		}
	}
	if e > slipMost || e == 0 || x.explained(r, n) || figures(r.plain) != figures(n.plain) {
		return 0, 0
	}
	letters := 0.0
	for _, t := range r.tokens {
		if t.class != particle {
			letters += float64(len(t.text))
		}
	}
	if letters == 0 {
		return 0, 0
	}
	return max(0, 1-float64(e)/letters), e
}

// spread reports whether no word bears more edits than it can: one, or two from
// five letters on. A second edit doesn't add a word or take one away.
func spread(a, b string, e int) bool {
	if e != slipMost {
		return true
	}
	if strings.Count(a, " ") != strings.Count(b, " ") {
		return false
	}
	for a != "" {
		var p, q string
		p, a, _ = strings.Cut(a, " ")
		q, b, _ = strings.Cut(b, " ")
		if max(len(p), len(q)) < twiceFrom && edits(p, q, 1) > 1 {
			return false
		}
	}
	return true
}

// twiceFrom is the least number of letters of a word that may bear two edits.
const twiceFrom = 5

// explained reports whether a word that the query has and the listed name
// lacks is a word or a name of its own.
func (x *Index) explained(r reading, n *listedName) bool {
	for _, t := range r.tokens {
		if len(t.text) < 3 || t.class >= particle || holds(n.plain, t.text) {
			continue
		}
		if x.lexicon.families[t.text] != 0 {
			return true
		}
		if id, ok := x.byText[t.text]; ok && x.terms[id].count >= severalFrom {
			return true
		}
	}
	return false
}

func holds(plain, word string) bool {
	for w := range strings.SplitSeq(plain, " ") {
		if w == word {
			return true
		}
	}
	return false
}

// figures are the digits of a name, in order.
func figures(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// forms are a listed name as it stands and, when it is written "LAST, First",
// the other way round.
func (n *listedName) forms() []string {
	if n.turn == 0 {
		return []string{n.plain}
	}
	return []string{n.plain, n.plain[n.turn:] + " " + n.plain[:n.turn-1]}
}

// plainOf joins words by single spaces.
func plainOf(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// near2 counts the edits between two strings if they are slipMost at most, and
// else returns slipMost+1. It looks only at a band about the diagonal.
func near2(a, b string) int {
	const band = slipMost
	if d := len(a) - len(b); d > band || -d > band {
		return band + 1
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) <= band && len(b) <= band || len(a) <= maxWord && len(b) <= maxWord {
		return edits(a, b, band)
	}
	return band + 1
}
