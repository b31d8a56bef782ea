// Package lemma gives the dictionary form of a word from its form and Penn
// tag, by the longest ending that the treebanks know.
package lemma

import (
	_ "embed"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

// Lemmatizer is read-only and safe for concurrent use.
type Lemmatizer struct {
	scripts map[string]string   // tag + "|" + ending, "^" before a whole word → edit script
	others  map[string][]string // tag → its scripts, the most frequent first
	known   map[string]bool     // word class + "|" + lemma
}

//go:embed data/verbs.txt
var verbs string

// New returns a lemmatizer with these scripts, which knows the verbs of the
// field beside what it learns.
func newLemmatizer() *Lemmatizer {
	l := &Lemmatizer{scripts: map[string]string{}, others: map[string][]string{}, known: map[string]bool{}}
	for line := range strings.Lines(verbs) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			l.known["V|"+line] = true
		}
	}
	return l
}

// class is the part of speech whose lemmas a tag shares, or "" where lemmas
// are not looked up.
func class(xpos string) string {
	switch {
	case strings.HasPrefix(xpos, "VB"):
		return "V"
	case xpos == "NN" || xpos == "NNS":
		return "N"
	case xpos == "JJR" || xpos == "JJS" || xpos == "JJ":
		return "J"
	}
	return ""
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
	if xpos == "NN" {
		return base // endings that seem to change a singular are slips of the treebanks
	}
	script := l.says(xpos, base)
	lemma := apply(script, base)
	c := class(xpos)
	if c == "" || l.known[c+"|"+lemma] && !misfit(c, script, base) {
		return lemma
	}
	for _, s := range l.others[xpos] {
		if other := apply(s, base); l.known[c+"|"+other] && !misfit(c, s, base) {
			return other
		}
	}
	if misfit(c, script, base) && strings.HasSuffix(base, "s") {
		return strings.TrimSuffix(base, "s")
	}
	return lemma
}

// misfit reports whether a script would bend a noun to one that it is no plural
// of, as "attackers" to "attack" or "routers" to "route". Irregular plurals that
// the treebanks hold come in by their endings and whole words.
func misfit(class, script, form string) bool {
	if class != "N" || !strings.HasSuffix(form, "s") {
		return false
	}
	ending, ok := plurals[script]
	return !ok || !strings.HasSuffix(form, ending)
}

// plurals are the scripts that undo a plural in "-s", with the ending each needs.
var plurals = map[string]string{"0": "s", "1": "s", "2": "es", "3y": "ies", "2is": "es", "3f": "ves", "3fe": "ves", "4ex": "ices", "4ix": "ices"}

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
	l := newLemmatizer()
	l.prune(counts, least)
	for _, e := range examples {
		if c := class(e.XPOS); c != "" && plain(e.Lemma) {
			l.known[c+"|"+e.Lemma] = true
		}
	}
	return l
}

func plain(s string) bool { return len(s) > 1 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" }

func (l *Lemmatizer) prune(counts map[string]map[string]int, least int) {
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
		if ending == "" {
			l.others[tag] = frequent(counts[key])
		}
	}
}

// frequent lists the scripts seen at least thrice, the most frequent first.
func frequent(scripts map[string]int) []string {
	var out []string
	for s, n := range scripts {
		if n >= 3 {
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if scripts[out[i]] != scripts[out[j]] {
			return scripts[out[i]] > scripts[out[j]]
		}
		return out[i] < out[j]
	})
	return out
}

// says is the script that the endings learnt so far give.
func (l *Lemmatizer) says(tag, ending string) string {
	for i := range ending {
		if s, ok := l.scripts[tag+"|"+ending[i:]]; ok {
			return s
		}
	}
	if s, ok := l.scripts[tag+"|"]; ok {
		return s
	}
	return "0"
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

// Encode gives one line for each ending, then for each tag's other scripts, then
// for each known lemma, sorted.
func (l *Lemmatizer) Encode() []byte {
	var lines []string
	for key, script := range l.scripts {
		lines = append(lines, key+"\t"+script+"\n")
	}
	for tag, scripts := range l.others {
		lines = append(lines, tag+"\t\t"+strings.Join(scripts, " ")+"\n")
	}
	for lemma := range l.known {
		lines = append(lines, lemma+"\n")
	}
	sort.Strings(lines)
	return []byte(strings.Join(lines, ""))
}

// Decode reads what Encode gave.
func Decode(data []byte) (*Lemmatizer, error) {
	l := newLemmatizer()
	for line := range strings.Lines(string(data)) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		scripts := strings.Fields(part[len(part)-1])
		switch {
		case len(part) == 1:
			l.known[part[0]] = true
		case len(part) == 2 && isScript(part[1]):
			l.scripts[part[0]] = part[1]
		case len(part) == 3 && !slices.ContainsFunc(scripts, func(s string) bool { return !isScript(s) }):
			l.others[part[0]] = scripts
		default:
			return nil, fmt.Errorf("lemmas are damaged at %q", line)
		}
	}
	return l, nil
}

func isScript(s string) bool { return s != "" && (s[0] == '=' || s[0] >= '0' && s[0] <= '9') }
