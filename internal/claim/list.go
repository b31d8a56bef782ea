package claim

import "slices"

// listed are the heads of the items that a list goes on with after the phrase
// headed by i, read off the surface: "governments, defence firms, think tanks
// and charities". Trees lose long lists; a list ends in "and" or "or" or has
// three items and more.
func (t *tree) listed(i int) []int {
	_, k := t.bounds(i, func(c int) bool {
		return t.head(c) == i && t.rel(c, "conj", "cc", "appos", "acl", "punct", "parataxis", "advcl")
	})
	end := t.Sentences[t.sentence[i]].Last
	var out []int
	closed := false
	for k < end && !closed {
		joined := false
		if t.form(k) == "," {
			k++
			joined = true
		}
		if k+2 < end && t.form(k) == "as" && t.form(k+1) == "well" && t.form(k+2) == "as" {
			k += 3
			joined = true
		}
		if k < end && (t.form(k) == "and" || t.form(k) == "or" || t.form(k) == "&") {
			k++
			joined, closed = true, true
		}
		head, next := t.item(k, end)
		if !joined || head < 0 {
			break
		}
		out = append(out, head)
		k = next
	}
	if !closed && len(out) < 3 {
		return nil
	}
	return out
}

// item reads one item of a list at token k: premodifiers and nouns, then any
// phrases up to the next comma or conjunction. It gives the item's head noun and
// the token after it, or -1.
func (t *tree) item(k, end int) (head, next int) {
	head = -1
	for ; k < end && (head < 0 && k > 0 && t.form(k) == "and" && t.upos(k-1, "ADJ") || t.upos(k, "DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV")) || k < end && (t.form(k) == "-" || t.Tokens[k].XPOS == "POS" || t.Tokens[k].XPOS == "PRP$" || t.premodifies(k)); k++ {
		if t.upos(k, "NOUN", "PROPN") {
			head = k
		}
	}
	if head < 0 || k < end && t.upos(k, "VERB", "AUX", "PRON", "SCONJ") {
		return -1, k
	}
	for k < end && t.upos(k, "ADP") { // "in Europe"
		k++
		for k < end && t.upos(k, "DET", "ADJ", "NUM", "NOUN", "PROPN") {
			k++
		}
	}
	if k < end && !slices.Contains([]string{",", "and", "or", "&", ".", ";", ")", "\"", ":"}, t.form(k)) {
		if t.upos(k, "VERB", "AUX") && t.Tokens[k].XPOS != "VBG" && t.Tokens[k].XPOS != "VBN" {
			return -1, k
		}
	}
	return head, k
}

// listedBefore are the items that stand before the phrase that ends at token i
// in a list of names: "A, B and C hit …" for C.
func (t *tree) listedBefore(i int) []int {
	first := t.Sentences[t.sentence[i]].First
	k := i
	for k > first && t.upos(k-1, "PROPN", "DET", "NOUN", "ADJ") {
		k--
	}
	if k <= first || !slices.Contains([]string{"and", "or"}, t.form(k-1)) {
		return nil
	}
	k -= 2
	var out []int
	for k >= first {
		if t.form(k) == "," {
			k--
		}
		if k < first || !t.upos(k, "PROPN") {
			return out
		}
		out = append(out, k)
		for k >= first && t.upos(k, "PROPN", "DET", "ADJ") {
			k--
		}
		if k < first || t.form(k) != "," {
			return out
		}
	}
	return out
}
