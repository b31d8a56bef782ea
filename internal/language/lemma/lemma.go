// Package lemma gives the dictionary form of a word from its form and Penn
// tag, by the longest ending that the treebanks know.
package lemma

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

// Lemmatizer is read-only and safe for concurrent use.
type Lemmatizer struct {
	scripts map[string]string // tag + "|" + ending, "^" before a whole word → edit script
}

// Lemma returns the lemma of form. Names keep their capitals.
func (l *Lemmatizer) Lemma(form, xpos string) string {
	name := strings.HasPrefix(xpos, "NNP")
	base := form
	if !name {
		base = strings.ToLower(form)
	}
	key := xpos + "|^" + strings.ToLower(form)
	if s, ok := l.scripts[key]; ok {
		return apply(s, base)
	}
	ending := strings.ToLower(form)
	for i := range ending {
		if s, ok := l.scripts[xpos+"|"+ending[i:]]; ok {
			return apply(s, base)
		}
	}
	if s, ok := l.scripts[xpos+"|"]; ok {
		return apply(s, base)
	}
	return base
}

// script edits form to lemma: how many bytes to drop at the end, then what to
// add; or "=" and the whole lemma where their beginnings differ.
func script(form, lemma string) string {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	if n == 0 && form != "" || len(form)-n > 9 || !isASCII(form) {
		if form == lemma {
			return "0"
		}
		return "=" + lemma
	}
	return strconv.Itoa(len(form)-n) + lemma[n:]
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

func apply(script, form string) string {
	if whole, ok := strings.CutPrefix(script, "="); ok {
		return whole
	}
	drop := int(script[0] - '0')
	if drop >= len(form) && drop > 0 {
		return form
	}
	return form[:len(form)-drop] + script[1:]
}

// Example is a word with its right lemma.
type Example struct{ Form, XPOS, Lemma string }

// Learn finds for every tag the endings that decide the lemma. An ending is
// kept only where it says other than the next shorter one; a whole word needs
// to be seen as often as least.
func Learn(examples []Example, least int) *Lemmatizer {
	counts := map[string]map[string]int{}
	count := func(key, script string) {
		if counts[key] == nil {
			counts[key] = map[string]int{}
		}
		counts[key][script]++
	}
	for _, e := range examples {
		form, lemma := strings.ToLower(e.Form), e.Lemma
		if strings.HasPrefix(e.XPOS, "NNP") {
			form = e.Form
		}
		s := script(form, lemma)
		lower := strings.ToLower(e.Form)
		count(e.XPOS+"|^"+lower, s)
		if strings.HasPrefix(s, "=") {
			continue
		}
		count(e.XPOS+"|", s)
		for i := range lower {
			if len(lower)-i <= 6 {
				count(e.XPOS+"|"+lower[i:], s)
			}
		}
	}
	return &Lemmatizer{scripts: prune(counts, least)}
}

func prune(counts map[string]map[string]int, least int) map[string]string {
	keys := make([]string, 0, len(counts))
	for key := range counts {
		keys = append(keys, key)
	}
	// Whole words last, else short endings before long ones.
	sort.Slice(keys, func(i, j int) bool {
		a, b := strings.Contains(keys[i], "|^"), strings.Contains(keys[j], "|^")
		if a != b {
			return b
		}
		if len(keys[i]) != len(keys[j]) {
			return len(keys[i]) < len(keys[j])
		}
		return keys[i] < keys[j]
	})
	l := &Lemmatizer{scripts: map[string]string{}}
	for _, key := range keys {
		best, most, total := majority(counts[key])
		tag, ending, _ := strings.Cut(key, "|")
		whole := strings.HasPrefix(ending, "^")
		switch {
		case ending == "":
		case whole && (total < least || most*2 <= total):
			continue
		case !whole && total < 3:
			continue
		}
		if ending == "" || l.says(tag, strings.TrimPrefix(ending, "^")) != best {
			l.scripts[key] = best
		}
	}
	return l.scripts
}

// says is the script that the endings learnt so far give.
func (l *Lemmatizer) says(tag, ending string) string {
	for i := range ending {
		if s, ok := l.scripts[tag+"|"+ending[i:]]; ok {
			return s
		}
	}
	return l.scripts[tag+"|"]
}

func majority(scripts map[string]int) (best string, most, total int) {
	for s, n := range scripts {
		total += n
		if n > most || n == most && s < best {
			best, most = s, n
		}
	}
	return best, most, total
}

// Encode gives one line for each ending, sorted.
func (l *Lemmatizer) Encode() []byte {
	lines := make([]string, 0, len(l.scripts))
	for key, script := range l.scripts {
		lines = append(lines, key+"\t"+script+"\n")
	}
	sort.Strings(lines)
	return []byte(strings.Join(lines, ""))
}

// Decode reads what Encode gave.
func Decode(data []byte) (*Lemmatizer, error) {
	l := &Lemmatizer{scripts: map[string]string{}}
	for line := range strings.Lines(string(data)) {
		key, script, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || script == "" || script[0] != '=' && (script[0] < '0' || script[0] > '9') {
			return nil, fmt.Errorf("lemmas are damaged at %q", line)
		}
		l.scripts[key] = script
	}
	return l, nil
}
