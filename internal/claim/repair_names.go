package claim

import (
	"slices"

	"ascribe"
)

// unite makes one phrase of each known name that the tree took apart ("the
// Cybersecurity and Infrastructure Security Agency" read as a list of two).
func (t *tree) unite(mentions []ascribe.Mention) {
	for _, m := range mentions {
		if m.Role != ascribe.NameRole || m.Entity == "" {
			continue
		}
		first := t.tokenAt(m.Start)
		last := first
		for last < len(t.Tokens) && t.Tokens[last].Start < m.End {
			last++
		}
		if last-first < 2 || t.sentence[first] != t.sentence[last-1] {
			continue
		}
		t.uniteSpan(first, last)
	}
}

// uniteSpan hangs what leaves the tokens [first, last) on one head among them:
// the highest in the tree, of equals the last.
func (t *tree) uniteSpan(first, last int) {
	var tops []int
	head, best := -1, 0
	for i := first; i < last; i++ {
		if h := t.head(i); h >= first && h < last || t.upos(i, "PUNCT") {
			continue
		}
		tops = append(tops, i)
		depth := t.depth(i)
		if !t.upos(i, "CCONJ", "ADP", "DET") && (head < 0 || depth <= best) {
			head, best = i, depth
		}
	}
	if head < 0 || len(tops) < 2 || slices.ContainsFunc(tops, func(i int) bool { return t.isVerb(i) && t.head(i) < 0 }) {
		return
	}
	for _, i := range tops {
		if i != head && !t.within(head, i) {
			t.hang(i, head, "compound")
		}
	}
}

// depth is the number of steps from token i to its root.
func (t *tree) depth(i int) int {
	n := 0
	for ; t.head(i) >= 0 && n < len(t.Tokens); i = t.head(i) {
		n++
	}
	return n
}

// allyTagged finds "our NATO ally Freedonia" with "ally" read as an adverb.
func (t *tree) allyTagged(i int) bool {
	return t.form(i) == "ally" && t.Tokens[i].XPOS == "RB" && i > 0 && t.upos(i-1, "PROPN", "ADJ", "PRON", "NOUN")
}

// makeNoun turns token i into a noun that heads the phrase before it, or belongs
// to the name after it: "against our NATO ally Freedonia" is against Freedonia.
func (t *tree) makeNoun(i int) {
	before := i - 1
	for t.head(before) >= 0 && t.head(before) < i && t.head(before) == before-1 {
		before = t.head(before)
	}
	above, rel := t.head(before), t.Tokens[before].Rel
	if above >= i {
		above, rel = t.head(above), t.Tokens[above].Rel
	}
	if above >= 0 && t.within(above, before) {
		return
	}
	t.Tokens[i].UPOS, t.Tokens[i].XPOS, t.Tokens[i].Lemma = "NOUN", "NN", "ally"
	head := i
	if i+1 < len(t.Tokens) && t.upos(i+1, "PROPN") {
		head = t.top(i+1, i)
	}
	t.hang(head, above, rel)
	if head != i {
		t.hang(i, head, "compound")
	}
	t.hang(before, i, "compound")
	for _, k := range t.children(before, "case", "det", "nmod:poss") {
		t.hang(k, head, t.Tokens[k].Rel)
	}
}

// top is the highest token above k that stands after first, names only.
func (t *tree) top(k, first int) int {
	for h := t.head(k); h > first && t.upos(h, "PROPN"); h = t.head(k) {
		k = h
	}
	return k
}

// accusedOfDoing finds "was accused by the agencies of spying" read as agencies
// of spying; it gives the verb whose complement the participle at i is.
func (t *tree) accusedOfDoing(i int) (verb int, ok bool) {
	m, marked := t.child(i, "mark", "case")
	if !marked || t.form(m) != "of" && t.form(m) != "for" || !t.rel(i, "acl") {
		return 0, false
	}
	h := t.head(i)
	for t.rel(h, "conj", "appos") && t.isNominal(t.head(h)) {
		h = t.head(h)
	}
	v := t.head(h)
	return v, v >= 0 && (t.Tokens[h].Rel == "obl:agent" || t.Tokens[h].Rel == "obj") && accusing[t.lemma(v)]
}

// conjunctAcross finds an item of a verb's object read as an item of its subject:
// in "the group hit banks, ministries and firms" none of these hits. It gives the object.
func (t *tree) conjunctAcross(i int) (object int, ok bool) {
	h := t.head(i)
	if h < 0 || !t.rel(i, "conj") || !t.isNominal(i) || !t.rel(h, "nsubj") {
		return 0, false
	}
	v := t.head(h)
	if v < h || v > i || !t.isVerb(v) {
		return 0, false
	}
	object, ok = t.child(v, "obj")
	return object, ok && object > v && object < i
}

// subjectOfAuxiliary finds a subject that hangs on an auxiliary, and gives the
// verb that it belongs to: "the government has today cut ties".
func (t *tree) subjectOfAuxiliary(i int) (verb int, ok bool) {
	h := t.head(i)
	if h < 0 || !t.rel(i, "nsubj") || !t.rel(h, "aux") || t.head(h) < 0 {
		return 0, false
	}
	return t.head(h), len(t.children(t.head(h), "nsubj")) == 0
}

// sharedNoun finds "Quartz shares code with Onyx" read as one noun: a name, a verb
// in "-s" taken for a plural, and a noun, in a sentence that has no other verb.
func (t *tree) sharedNoun(i int) bool {
	if i == 0 || i+1 >= len(t.Tokens) || t.Tokens[i].XPOS != "NNS" || !deedsPlural[t.form(i)] || !t.rel(i, "compound") || !t.upos(i-1, "PROPN") {
		return false
	}
	top := t.head(i)
	return t.head(top) < 0 && !slices.ContainsFunc(t.children(top, "cop", "nsubj", "aux"), func(int) bool { return true })
}

// relativeOfPlural finds "members of the gang that have been held" read as a gang
// that have: the auxiliary agrees with a noun further up, which it gives.
func (t *tree) relativeOfPlural(i int) (head int, ok bool) {
	if t.Tokens[i].Rel != "acl:relcl" {
		return 0, false
	}
	aux, ok := t.child(i, "aux", "cop")
	h := t.head(i)
	if !ok || t.agrees(h, aux) || len(t.children(i, "nsubj")) == 0 || t.relative(t.children(i, "nsubj")[0]) != h {
		return 0, false
	}
	up := t.head(h)
	return up, up >= 0 && t.rel(h, "nmod") && t.upos(up, "NOUN") && t.agrees(up, aux)
}

// deedsPlural are verbs in "-s" that are taken for plural nouns.
var deedsPlural = map[string]bool{"targets": true, "attacks": true, "hacks": true, "exploits": true, "uses": true, "breaches": true, "strikes": true, "shares": true}

// rootBeforeRelative finds "the group, which has operated since 2007, targets
// banks" read as one long noun phrase; it gives the subject of the verb at i.
func (t *tree) rootBeforeRelative(i int) (subject int, ok bool) {
	if !deedsPlural[t.form(i)] || t.Tokens[i].XPOS != "NNS" || t.form(i-1) != "," || i+1 >= len(t.Tokens) || !t.upos(i+1, "DET", "ADJ", "NOUN", "PROPN", "NUM") {
		return 0, false
	}
	s := t.Sentences[t.sentence[i]]
	for k := s.First; k < i; k++ {
		if t.head(k) < 0 {
			_, relative := t.child(k, "acl:relcl", "appos", "acl")
			return k, relative && t.upos(k, "NOUN", "PROPN")
		}
	}
	return 0, false
}

// sayers are the verbs of a tag after what is said: "…, the ministry said".
var sayers = map[string]bool{"say": true, "report": true, "announce": true, "warn": true, "note": true, "add": true, "reveal": true, "explain": true, "tell": true, "claim": true}

// speakersListed finds "it hit two banks, the ministry and the police said" read
// as four victims; it gives the heads of the phrases that the verb of speech at i
// has for its subjects.
func (t *tree) speakersListed(i int) []int {
	c, said := t.child(i, "ccomp")
	if !t.upos(i, "VERB") || !sayers[t.lemma(i)] || !said || c > i || len(t.children(i, "nsubj")) > 0 {
		return nil
	}
	s, k := t.Sentences[t.sentence[i]], i-1
	for depth := 0; k > s.First && (depth > 0 || t.form(k) != ","); k-- {
		switch {
		case t.form(k) == ")":
			depth++
		case t.form(k) == "(":
			depth--
		case !t.upos(k, "DET", "ADJ", "NOUN", "PROPN", "ADP", "CCONJ", "NUM") && t.Tokens[k].XPOS != "POS":
			return nil
		}
	}
	if k <= c {
		return nil
	}
	var out []int
	for j := k + 1; j < i; j++ {
		if h := t.head(j); (h <= k || h >= i) && !t.upos(j, "PUNCT", "CCONJ", "ADP") && h != i {
			out = append(out, j)
		}
	}
	return out
}

// makeSpeakers hangs the speakers on their verb of speech.
func (t *tree) makeSpeakers(i int, speakers []int) {
	for n, k := range speakers {
		if n == 0 {
			t.hang(k, i, "nsubj")
		} else {
			t.hang(k, speakers[0], "conj")
		}
	}
}
