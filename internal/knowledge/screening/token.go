package screening

import (
	"strings"

	"ascribe/internal/knowledge/designation"
)

// class is what part a word plays in a name.
type class uint8

const (
	content class = iota
	initial       // one letter that stands for a name
	number
	particle
	title
	general // "company" and its like: any firm may bear it
	form    // legal form
)

// token is a word of a name with its part. Its sound is filled in where the
// word is looked up.
type token struct {
	text  string
	sound string
	class class
	abjad bool
}

// tokens reads a name as one of a type of party. Legal forms of several words
// become one token.
func (l *lexicon) tokens(name string, kind designation.Type) []token {
	return l.classify(l.fold(name), kind)
}

func (l *lexicon) classify(words []word, kind designation.Type) []token {
	out := make([]token, 0, len(words))
	for i := 0; i < len(words); {
		if kind != designation.Person {
			if k, n := l.form(words[i:]); n > 0 {
				c := form
				if k == "company" {
					c = general
				}
				out = append(out, token{text: k, class: c})
				i += n
				continue
			}
		}
		out = l.append(out, words[i], kind)
		i++
	}
	demote(out)
	if kind != designation.Person {
		numeral(out)
	}
	return l.unite(out, kind)
}

// numeral reads I, V and X at the end of a name as numbers. Longer Roman numbers
// are in data/words.tsv.
func numeral(tokens []token) {
	for i := len(tokens) - 1; i > 0; i-- {
		t := &tokens[i]
		if t.class >= general {
			continue
		}
		if n, ok := map[string]string{"i": "1", "v": "5", "x": "10"}[t.text]; ok {
			*t = token{text: n, class: number}
		}
		return
	}
}

// form finds the longest legal form at the start of words.
func (l *lexicon) form(words []word) (kind string, n int) {
	var buffer [64]byte
	key := buffer[:0]
	for i := range min(l.formWords, len(words)) {
		if i > 0 {
			key = append(key, ' ')
		}
		key = append(key, words[i].text...)
		if k, ok := l.forms[string(key)]; ok {
			kind, n = k, i+1
		}
	}
	return kind, n
}

func (l *lexicon) append(out []token, w word, kind designation.Type) []token {
	t := token{text: w.text, sound: w.sound, abjad: w.abjad}
	if kind != designation.Person {
		if word, ok := l.words[t.text]; ok {
			t.text = word
		}
	}
	switch {
	case kind == designation.Person && l.titles[t.text]:
		t.class = title
	case kind != designation.Person && len(out) == 0 && l.ships[t.text]:
		t.class = title
	case digits(t.text):
		t.class = number
	case kind == designation.Person && len(t.text) == 1 && t.text != "y" && t.text != "e":
		t.class = initial
	case kind == designation.Person && len(out) == 0 && len(l.nicknames[t.text]) > 0: // Ben, unlike bin, begins a name
	case l.particles[t.text]:
		t.class = particle
	case len(t.text) == 1:
		t.class = initial
	}
	if before, after, ok := servant(t.text); ok && !t.abjad && kind != designation.Organisation {
		return append(out, token{text: before}, token{text: after})
	}
	return append(out, t)
}

// servant parts names such as Abdulaziz and Abdelkader, "servant of the …",
// which are written as one word or two.
func servant(text string) (before, after string, ok bool) {
	for _, start := range []string{"abdul", "abdel", "abdal", "abdol"} {
		if rest, cut := strings.CutPrefix(text, start); cut && len(rest) > 2 {
			return "abdul", rest, true
		}
	}
	return "", "", false
}

// unite makes "abd al" and its spellings one token, and numbers in words one
// number ("forty four" is 44).
func (l *lexicon) unite(tokens []token, kind designation.Type) []token {
	out := tokens[:0]
	for _, t := range tokens {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if t.class == particle && len(t.text) == 2 && (last.text == "abd" || last.text == "abdul") {
				last.text = "abdul"
				continue
			}
			if kind != designation.Person && t.class == number && last.class == number &&
				len(t.text) == 1 && len(last.text) == 2 && last.text[1] == '0' {
				last.text = last.text[:1] + t.text
				continue
			}
		}
		if t.text == "abdal" || t.text == "abdel" || t.text == "abdol" {
			t.text = "abdul"
		}
		out = append(out, t)
	}
	return out
}

// demote makes a name whose words are all titles, particles or forms a name of
// content: nothing else would tell it from others.
func demote(tokens []token) {
	for _, t := range tokens {
		if t.class <= number {
			return
		}
	}
	for i := range tokens {
		tokens[i].class = content
	}
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
