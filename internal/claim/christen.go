package claim

import (
	"slices"

	"ascribe"
)

// christening are the verbs that give a name: "a loader dubbed X", "tracked as X".
var christening = map[string]bool{"know": true, "track": true, "call": true, "dub": true, "name": true, "codename": true, "code-name": true, "nickname": true, "label": true}

// givenName is the first token of the name that the words after the noun at i
// give it: "a strain called X", "a loader they dubbed X", "malware Acme tracks as X".
func (r *reader) givenName(i int) (int, bool) {
	last := r.t.Sentences[r.t.sentence[i]].Last
	for k := i + 1; k < min(i+8, last); k++ {
		if r.t.upos(k, "VERB") && christening[r.t.lemma(k)] {
			return r.nameFrom(k+1, last)
		}
		if !r.t.upos(k, "PRON", "PROPN", "ADV", "DET", "PART") && !(r.t.upos(k, "AUX") && k > i+1) {
			return 0, false
		}
	}
	return 0, false
}

// nameFrom passes over "as", quotation marks and articles to the capitalised
// word or linked name at token k.
func (r *reader) nameFrom(k, last int) (int, bool) {
	for k < last && slices.Contains([]string{"as", "\"", "'", "the", "by", "itself", "themselves"}, r.t.form(k)) {
		k++
	}
	if k >= last {
		return 0, false
	}
	if m := r.mentions.byToken[k]; m >= 0 {
		role := r.mentions.mentions[m].Role
		return k, role == ascribe.NameRole || role == ascribe.AcronymRole
	}
	return k, r.capitalised(k)
}

// christened is the party of the noun at i under the name that the words after
// it give, where no linked name stands there.
func (r *reader) christened(i int) (candidate, bool) {
	if !r.t.upos(i, "NOUN") {
		return candidate{}, false
	}
	k, ok := r.givenName(i)
	if !ok {
		k, ok = r.nameApposed(i)
	}
	if !ok || r.mentions.byToken[k] >= 0 {
		return candidate{}, false
	}
	given, _, ok := r.nameAt(k, r.t.Sentences[r.t.sentence[i]].Last)
	if !ok {
		return candidate{}, false
	}
	c := r.described(i)
	c.Name, c.Type, c.named, c.coined, c.why = given.Name, describedType(c), true, true, "named in the sentence"
	c.classes = append(slices.Clone(c.classes), "name")
	return c, true
}

// nameApposed is the first token of a name that stands straight after a class
// noun: "the shipping company Aegean Lines".
func (r *reader) nameApposed(i int) (int, bool) {
	k := i + 1
	if k >= len(r.t.Tokens) || !r.classNoun(i) || !r.t.upos(k, "PROPN") || r.t.sentence[k] != r.t.sentence[i] {
		return 0, false
	}
	return k, r.t.head(k) == i && r.t.rel(k, "appos", "flat", "nmod:unmarked", "nmod:desc") || r.t.head(i) == k && r.t.rel(i, "compound", "nmod:desc")
}
