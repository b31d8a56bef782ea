package claim

import (
	"slices"
	"strings"

	"ascribe/internal/language"
)

// tree answers questions about the dependency trees of one analysis. Tokens are
// indices into Analysis.Tokens throughout.
type tree struct {
	*language.Analysis
	kids     [][]int
	sentence []int // token → index into Sentences
	forms    map[string]string
}

// newTree indexes an analysis; forms gives the lemma of verb forms that the
// lemmatiser may not know.
func newTree(a *language.Analysis, forms map[string]string) *tree {
	t := &tree{Analysis: a, forms: forms, kids: make([][]int, len(a.Tokens)), sentence: make([]int, len(a.Tokens))}
	for i, token := range a.Tokens {
		if token.Head >= 0 {
			t.kids[token.Head] = append(t.kids[token.Head], i)
		}
	}
	for s, sentence := range a.Sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			t.sentence[i] = s
		}
	}
	return t
}

// children are the dependents of i with one of the relations; a relation
// matches its subtypes too ("nsubj" matches "nsubj:pass").
func (t *tree) children(i int, rels ...string) []int {
	var out []int
	for _, k := range t.kids[i] {
		if t.rel(k, rels...) {
			out = append(out, k)
		}
	}
	return out
}

func (t *tree) child(i int, rels ...string) (int, bool) {
	for _, k := range t.kids[i] {
		if t.rel(k, rels...) {
			return k, true
		}
	}
	return -1, false
}

// rel reports whether i hangs by one of the relations or a subtype of one.
func (t *tree) rel(i int, rels ...string) bool {
	have := t.Tokens[i].Rel
	for _, r := range rels {
		if have == r || strings.HasPrefix(have, r) && have[len(r)] == ':' {
			return true
		}
	}
	return false
}

func (t *tree) lemma(i int) string {
	if t.upos(i, "VERB") {
		if l, ok := t.forms[t.form(i)]; ok {
			return l
		}
	}
	return strings.ToLower(t.Tokens[i].Lemma)
}

func (t *tree) form(i int) string { return strings.ToLower(t.Tokens[i].Form) }
func (t *tree) head(i int) int    { return t.Tokens[i].Head }

func (t *tree) upos(i int, tags ...string) bool { return slices.Contains(tags, t.Tokens[i].UPOS) }

func (t *tree) isNominal(i int) bool { return t.upos(i, "NOUN", "PROPN", "PRON", "NUM", "SYM", "X") }
func (t *tree) isVerb(i int) bool    { return t.upos(i, "VERB", "AUX") }

// preposition is the case marker of a nominal, words joined by a space
// ("because of"), or "".
func (t *tree) preposition(i int) string {
	var words []string
	for _, k := range t.children(i, "case") {
		if t.Tokens[k].XPOS == "POS" {
			continue
		}
		words = append(words, t.form(k))
		for _, f := range t.children(k, "fixed") {
			words = append(words, t.form(f))
		}
	}
	return strings.Join(words, " ")
}

// conjuncts are i and what is coordinated with it, in order. A conjunct that is
// excluded ("but not X") is left out.
func (t *tree) conjuncts(i int) []int {
	out := []int{i}
	for _, k := range t.children(i, "conj") {
		if t.names(i) != t.names(k) && !(t.upos(k, "ADJ") && t.names(i) && len(t.children(i, "conj")) > 2) || t.negated(k) {
			continue // of a long list, "energy, financial and retail firms" has adjectives for items
		}
		out = append(out, t.conjuncts(k)...)
	}
	return append(out, t.apposedInList(i)...)
}

// names reports whether i can name somebody: a noun, or an adjective with an
// article that stands for one ("the military").
func (t *tree) names(i int) bool {
	if t.upos(i, "ADJ") {
		_, article := t.child(i, "det")
		return article && !t.rel(i, "amod")
	}
	return t.upos(i, "NOUN", "PROPN", "PRON", "NUM")
}

// apposedInList are the members of a list that the tree takes for appositions:
// in "the bank, the ministry and the railway" the ministry is no bank. There must
// be a conjunct after it, and a comma with an article or a name before it.
func (t *tree) apposedInList(i int) []int {
	var out []int
	conjuncts := t.children(i, "conj")
	for _, k := range t.children(i, "appos") {
		first, _ := t.bounds(k, nil)
		if len(conjuncts) == 0 || conjuncts[len(conjuncts)-1] < k || first == 0 || t.form(first-1) != "," && t.form(first) != "," || !t.upos(k, "PROPN", "NOUN") {
			continue
		}
		if t.upos(i, "PROPN") == t.upos(k, "PROPN") {
			out = append(out, k)
		}
	}
	return out
}

func (t *tree) negated(i int) bool {
	for _, k := range t.kids[i] {
		if t.rel(k, "advmod", "det", "cc", "preconj") && slices.Contains([]string{"not", "never", "no", "neither", "nor", "n't"}, t.form(k)) {
			return true
		}
	}
	return false
}

// passive reports whether a verb stands in the passive voice, reduced
// participles ("systems compromised by …") included.
func (t *tree) passive(i int) bool {
	if t.Tokens[i].XPOS == "VBG" {
		return false
	}
	for _, k := range t.kids[i] {
		if t.Tokens[k].Rel == "nsubj:pass" || t.Tokens[k].Rel == "aux:pass" {
			return true
		}
	}
	if x := t.Tokens[i].XPOS; x != "VBN" && !(x == "VBD" && t.Tokens[i].Rel == "acl") {
		return false
	}
	if t.rel(i, "acl", "amod") {
		_, hasObject := t.child(i, "obj")
		s, hasSubject := t.child(i, "nsubj")
		return !hasObject && !(hasSubject && t.Tokens[s].Rel == "nsubj")
	}
	return false
}

// relative returns the antecedent when i is a relative pronoun of a clause that
// modifies a nominal; otherwise i itself.
func (t *tree) relative(i int) int {
	if !slices.Contains([]string{"who", "which", "that", "whom", "whose"}, t.form(i)) {
		return i
	}
	for v, depth := t.head(i), 0; v >= 0 && depth < 4; v, depth = t.head(v), depth+1 {
		if t.rel(v, "acl") {
			return t.beforeTime(t.head(v))
		}
	}
	return t.beforeComma(i)
}

// beforeTime passes from a time that the tree takes for an antecedent ("the
// campaign towards the end of May that hit …") to the noun before the time.
func (t *tree) beforeTime(i int) int {
	first := t.Sentences[t.sentence[i]].First
	k := i
	for k > first && (times[t.lemma(k)] || t.upos(k, "NUM", "DET", "ADP", "ADJ")) {
		k--
	}
	if !times[t.lemma(i)] || k == first || !t.upos(k, "NOUN", "PROPN") {
		return i
	}
	return k
}

var times = map[string]bool{"end": true, "start": true, "beginning": true, "year": true, "month": true, "week": true, "day": true, "january": true, "february": true,
	"march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true}

// beforeComma is the nominal before the comma that a relative pronoun follows,
// whatever the tree hangs the clause on; the pronoun itself when there is none.
func (t *tree) beforeComma(i int) int {
	k := i - 2
	if i < 2 || t.form(i-1) != "," || t.form(i) != "which" && t.form(i) != "who" {
		return i
	}
	for steps := 0; k >= 0 && t.upos(k, "PUNCT") && steps < 6; steps++ {
		k--
		for k >= 0 && t.form(k) != "(" && t.form(k+1) == ")" {
			k--
		}
	}
	if k >= 0 && t.upos(k, "NOUN", "PROPN") && t.sentence[k] == t.sentence[i] {
		return k
	}
	return i
}

// bounds is the range of tokens, half-open, that i and its dependents cover,
// leaving out dependents for which skip says so.
func (t *tree) bounds(i int, skip func(int) bool) (first, last int) {
	first, last = i, i+1
	for _, k := range t.kids[i] {
		if skip != nil && skip(k) {
			continue
		}
		f, l := t.bounds(k, skip)
		first, last = min(first, f), max(last, l)
	}
	return first, last
}

// within reports whether i lies in the subtree of root.
func (t *tree) within(i, root int) bool {
	for ; i >= 0; i = t.head(i) {
		if i == root {
			return true
		}
	}
	return false
}

// text is the prose of tokens [first, last), white space folded.
func (t *tree) text(first, last int) string {
	if first >= last {
		return ""
	}
	return strings.Join(strings.Fields(t.Text[t.Tokens[first].Start:t.Tokens[last-1].End]), " ")
}
