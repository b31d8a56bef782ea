package claim

import "slices"

// hyphenated finds "Utopia-backed hackers struck" read as somebody backing
// hackers: a participle tied by a hyphen to the word before it, with the noun
// that it qualifies for its object or subject. It gives that noun.
func (t *tree) hyphenated(i int) (noun int, ok bool) {
	if i < 2 || t.Tokens[i].XPOS != "VBN" || t.form(i-1) != "-" || !t.isNominal(i-2) || t.Tokens[i-2].Space || t.Tokens[i-1].Space {
		return 0, false
	}
	noun, ok = t.child(i, "obj", "nsubj", "nsubj:pass")
	return noun, ok && noun > i
}

// qualify hangs the hyphenated participle at i on its noun. The verb after them,
// if there is one, becomes the head, the noun its subject.
func (t *tree) qualify(i, noun int) {
	above, rel := t.head(i), t.Tokens[i].Rel
	if above > noun && t.isVerb(above) {
		t.hang(noun, above, "nsubj")
		t.hang(i, noun, "amod")
		return
	}
	heir := t.verbAfter(i, noun)
	if heir < 0 {
		heir = noun
	} else {
		t.Tokens[heir].XPOS = "VBD"
	}
	t.hang(heir, above, rel)
	for _, k := range slices.Clone(t.kids[i]) {
		if k > noun && k != heir {
			t.hang(k, heir, t.Tokens[k].Rel)
		}
	}
	if heir != noun {
		t.hang(noun, heir, "nsubj")
	}
	t.hang(i, noun, "amod")
}

// verbAfter gives the first verb in the past tense after noun that hangs on it or on i; -1 without one.
func (t *tree) verbAfter(i, noun int) int {
	for _, k := range t.children(i, "advcl", "xcomp", "ccomp", "acl", "conj", "amod", "parataxis", "dep") {
		if k > noun && t.pastVerb(k) {
			return k
		}
	}
	for _, k := range t.children(noun, "acl", "amod", "advcl") {
		if k > noun && t.pastVerb(k) {
			return k
		}
	}
	return -1
}

func (t *tree) pastVerb(i int) bool {
	if t.Tokens[i].XPOS == "VBD" {
		return true
	}
	_, object := t.child(i, "obj")
	return t.Tokens[i].XPOS == "VBN" && object
}
