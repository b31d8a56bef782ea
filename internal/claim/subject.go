package claim

import "slices"

// This file finds subjects that the tree has lost, by signs on the surface.

// lostSubject is the subject of a finite verb that the tree gives none.
func (t *tree) lostSubject(i int) []int {
	for _, find := range []func(int) []int{t.subjectBefore, t.subjectBeforeApposition, t.subjectAfterThat} {
		if s := find(i); len(s) > 0 {
			return s
		}
	}
	return nil
}

// verbGroup is the first token of the auxiliaries and adverbs before verb i, and
// whether the verb is finite.
func (t *tree) verbGroup(i int) (first int, finite bool) {
	finite = slices.Contains([]string{"VBD", "VBZ", "VBP"}, t.Tokens[i].XPOS)
	first = i
	for first-1 >= t.Sentences[t.sentence[i]].First && t.upos(first-1, "AUX", "ADV", "PART") {
		finite = finite || t.upos(first-1, "AUX")
		first--
	}
	return first, finite
}

// subjectBefore is the noun phrase straight before a finite verb: "In May the
// group hit two banks".
func (t *tree) subjectBefore(i int) []int {
	group, finite := t.verbGroup(i)
	k, first := group-1, t.Sentences[t.sentence[i]].First
	if k >= first && t.upos(k, "NUM") && t.rel(k, "flat") {
		k = t.head(k) // "APT 10"
	}
	if !finite || k < first || !t.upos(k, "NOUN", "PROPN") || t.rel(k, "nsubj") {
		return nil
	}
	start := k
	for start > first && t.upos(start-1, "DET", "ADJ", "NOUN", "PROPN", "NUM") {
		start--
	}
	if start > first && (t.upos(start-1, "ADP", "VERB") || t.Tokens[start-1].XPOS == "POS" || t.form(start-1) == "-") {
		return nil
	}
	return []int{k}
}

// subjectBeforeApposition is the name before an apposition that ends at the
// verb: "Freedonia, a member since 1999, broke off ties".
func (t *tree) subjectBeforeApposition(i int) []int {
	group, finite := t.verbGroup(i)
	first := t.Sentences[t.sentence[i]].First
	if !finite || group-1 <= first || t.form(group-1) != "," {
		return nil
	}
	for k := group - 2; k > first && k > group-14; k-- {
		if t.upos(k, "VERB", "AUX") {
			return nil
		}
		if t.form(k) == "," && t.upos(k-1, "PROPN", "NOUN") {
			return []int{k - 1}
		}
	}
	return nil
}

// subjectAfterThat is the first noun phrase of a "that" clause when only
// participles stand between it and the finite verb, and it agrees in number:
// "that the actors involved in … are linked to".
func (t *tree) subjectAfterThat(i int) []int {
	group, finite := t.verbGroup(i)
	first := t.Sentences[t.sentence[i]].First
	if !finite || group == i {
		return nil
	}
	k := group - 1
	for ; k >= first && t.form(k) != "that"; k-- {
		if t.upos(k, "AUX") || slices.Contains([]string{"VBD", "VBZ", "VBP"}, t.Tokens[k].XPOS) || t.form(k) == "\"" {
			return nil
		}
	}
	if k < first {
		return nil
	}
	for k++; k < group && t.upos(k, "DET"); k++ {
	}
	head := -1
	for ; k < group && t.upos(k, "ADJ", "NOUN", "PROPN", "NUM"); k++ {
		if t.upos(k, "NOUN", "PROPN") {
			head = k
		}
	}
	if head < 0 || !t.agrees(head, group) {
		return nil
	}
	return []int{head}
}

// agrees reports whether a noun agrees in number with an auxiliary.
func (t *tree) agrees(noun, aux int) bool {
	plural := t.Tokens[noun].XPOS == "NNS" || t.Tokens[noun].XPOS == "NNPS"
	switch t.form(aux) {
	case "are", "were", "have":
		return plural
	case "is", "was", "has":
		return !plural
	}
	return true
}

// beforeByPhrase corrects a subject that is really the end of a by-phrase: in
// "an actor assessed as backed by A and B compromised the systems" the actor did
// it, not B.
func (t *tree) beforeByPhrase(s int) int {
	first := t.Sentences[t.sentence[s]].First
	k := s
	for k > first && t.upos(k-1, "DET", "ADJ", "NOUN", "PROPN") {
		k--
	}
	if k-1 <= first || t.form(k-1) != "and" {
		return s
	}
	for k -= 2; k > first && t.upos(k, "DET", "ADJ", "NOUN", "PROPN", "PART"); k-- {
	}
	if k <= first || t.form(k) != "by" || t.Tokens[k-1].XPOS != "VBN" {
		return s
	}
	for k--; k > first && (t.Tokens[k].XPOS == "VBN" || t.form(k) == "as" || t.upos(k, "ADV")); k-- {
	}
	if t.upos(k, "NOUN", "PROPN") {
		return k
	}
	return s
}
