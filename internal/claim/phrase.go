package claim

import "strings"

// core is the range of tokens of the noun phrase headed by i without article,
// clauses, prepositional phrases, appositions and coordinated phrases.
func (t *tree) core(i int) (first, last int) {
	first, last = t.bounds(i, func(k int) bool {
		switch {
		case t.rel(k, "compound", "flat", "fixed", "nummod", "nmod:poss", "goeswith"):
			return false
		case t.rel(k, "amod"):
			return k > i && len(t.kids[k]) > 0 // "a tool similar to X"
		case t.rel(k, "case"):
			return t.Tokens[k].XPOS != "POS"
		case t.rel(k, "advmod"):
			return k > i || t.head(k) == i && !t.upos(k, "ADV", "ADJ")
		case t.rel(k, "punct"):
			return t.form(k) != "-"
		case t.rel(k, "det", "nmod:unmarked"):
			return false
		default:
			return t.head(k) == i || !t.nestedModifier(k)
		}
	})
	return t.trim(first, last)
}

// nestedModifier reports whether k belongs to a premodifier rather than to a
// phrase or clause that follows a noun.
func (t *tree) nestedModifier(k int) bool {
	return t.rel(k, "amod", "compound", "nummod", "conj", "cc", "obl", "advmod") && k < t.head(k)
}

// full is the core with the phrases and reduced clauses that follow it, up to a
// relative clause, an apposition, or a coordinated phrase.
func (t *tree) full(i int) (first, last int) {
	first, _ = t.core(i)
	_, last = t.bounds(i, func(k int) bool {
		return t.head(k) == i && (t.rel(k, "conj", "cc", "appos", "acl:relcl", "parataxis", "punct", "list") || k < first)
	})
	return t.trim(first, last)
}

// trim drops articles, quotation marks and punctuation at both ends.
func (t *tree) trim(first, last int) (int, int) {
	for first < last-1 && (t.upos(first, "PUNCT", "CCONJ", "ADP") ||
		t.upos(first, "DET") && articles[t.form(first)] || t.rel(first, "case", "cc", "mark")) {
		first++
	}
	for last-1 > first && (t.upos(last-1, "PUNCT", "CCONJ") || t.Tokens[last-1].XPOS == "POS") {
		last--
	}
	return first, last
}

var articles = map[string]bool{"the": true, "a": true, "an": true, "no": true}

// phraseText is the described party's name: the core without a leading article.
func (t *tree) phraseText(first, last int) string {
	return strings.Trim(t.text(first, last), "\"'“”‘’,.;: ")
}
