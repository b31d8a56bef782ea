package claim

import "slices"

// objectControl are the verbs whose object, not subject, does what the
// infinitive after it says ("forced Albania to host").
var objectControl = map[string]bool{"force": true, "allow": true, "enable": true, "permit": true, "order": true, "tell": true, "ask": true,
	"urge": true, "direct": true, "task": true, "hire": true, "recruit": true, "help": true, "let": true, "make": true, "cause": true,
	"instruct": true, "contract": true, "pay": true, "train": true, "encourage": true, "lead": true, "accuse": true, "blame": true,
	"suspect": true, "see": true, "observe": true, "spot": true, "catch": true, "find": true, "believe": true, "know": true, "consider": true,
	"detect": true, "name": true, "identify": true, "charge": true, "sanction": true, "indict": true, "designate": true, "implicate": true,
	"warn": true, "notify": true, "inform": true, "alert": true, "advise": true, "say": true, "report": true, "think": true, "assess": true, "allege": true, "condemn": true, "criticize": true, "arrest": true, "convict": true}

// accusing are the verbs by which an authority holds somebody to account: what
// their complement says was done, the accused did.
var accusing = map[string]bool{"accuse": true, "blame": true, "charge": true, "indict": true, "sanction": true, "arrest": true, "convict": true,
	"suspect": true, "implicate": true, "designate": true, "condemn": true, "criticize": true, "criticise": true, "detain": true, "fault": true,
	"sentence": true, "prosecute": true, "denounce": true}

// agents are the heads of the nominals that do what the verb at i says:
// its active subject, its by-phrase in the passive, the noun that a participle
// modifies, or whoever controls an infinitive. Coordination is spread out.
func (t *tree) agents(i int) []int {
	heads := t.agentHeads(i, 0)
	out := t.spread(heads)
	if len(out) == 1 && t.upos(out[0], "NOUN", "PROPN") && out[0] < i {
		out = append(out, t.listedBefore(out[0])...)
	}
	return out
}

func (t *tree) agentHeads(i, depth int) []int {
	if depth > 6 {
		return nil
	}
	if t.passive(i) {
		return t.sharedByPhrase(i)
	}
	if s := t.activeSubjects(i); len(s) > 0 {
		return s
	}
	if s := t.lostSubject(i); len(s) > 0 {
		return s
	}
	h := t.head(i)
	if h < 0 {
		return nil
	}
	switch {
	case t.rel(i, "conj"):
		if c, ok := t.child(h, "ccomp"); ok && c > h && c < i {
			return t.agentHeads(c, depth+1) // "said that A hit B and defaced C": A defaced
		}
		if t.isVerb(h) && !t.passive(h) {
			return t.agentHeads(h, depth+1)
		}
		if t.isVerb(h) {
			return t.patientHeads(h, depth+1)
		}
		return t.copularSubject(h)
	case t.rel(i, "acl") && t.isNominal(h) && t.setOff(i):
		return t.agentsAbove(h, depth)
	case t.rel(i, "acl") && t.isNominal(h):
		return t.modified(i, h, depth)
	case t.rel(i, "xcomp", "advcl", "ccomp"):
		return t.controller(i, h, depth)
	}
	return nil
}

// setOff reports whether a participle follows a comma: "…, disrupting services"
// says more of the clause and not of the noun before it.
func (t *tree) setOff(i int) bool {
	return t.Tokens[i].XPOS == "VBG" && i > 0 && t.form(i-1) == ","
}

// agentsAbove are the agents of the verb that governs the nominal h.
func (t *tree) agentsAbove(h, depth int) []int {
	for k, steps := h, 0; k >= 0 && steps < 4; k, steps = t.head(k), steps+1 {
		if t.isVerb(k) {
			return t.agentHeads(k, depth+1)
		}
	}
	return nil
}

// tracing are the verbs whose object is what they trace to a deed: "linked the
// group to attempts to breach".
var tracing = map[string]bool{"link": true, "tie": true, "connect": true, "accuse": true, "blame": true, "suspect": true, "charge": true}

// modified is whoever does a participle or infinitive that modifies a noun:
// the noun itself for "-ing" and relative clauses, its holder for "efforts to hack".
func (t *tree) modified(i, h, depth int) []int {
	if t.Tokens[i].XPOS == "VBG" {
		if m, ok := t.child(i, "mark", "case"); !ok || t.form(m) == "while" {
			return []int{h}
		}
	}
	if owner := t.children(h, "nmod:poss"); len(owner) > 0 {
		return owner
	}
	if v := t.head(h); v >= 0 && tracing[t.lemma(v)] && t.rel(h, "obl") {
		return t.patientHeads(v, depth+1)
	}
	if v := t.head(h); v >= 0 && t.isVerb(v) && t.rel(h, "obj", "obl") && !t.passive(v) {
		return t.agentHeads(v, depth+1)
	}
	if t.rel(h, "nsubj") {
		return []int{h}
	}
	return nil
}

// controller is whoever does the infinitive or participle i that completes h.
func (t *tree) controller(i, h, depth int) []int {
	if !t.isVerb(h) {
		if s := t.copularSubject(h); len(s) > 0 {
			return s
		}
		return t.agentsAbove(h, depth)
	}
	if accusing[t.lemma(h)] {
		return t.patientHeads(h, depth+1) // never the authority itself
	}
	if objectControl[t.lemma(h)] {
		if p := t.patientHeads(h, depth+1); len(p) > 0 && (t.rel(i, "xcomp", "ccomp") || t.marked(i, "of", "for", "with", "after", "about")) {
			return p
		}
	}
	if t.passive(h) {
		if t.instrumental(i) {
			return t.sharedByPhrase(h)
		}
		return t.patientHeads(h, depth+1)
	}
	return t.agentHeads(h, depth+1)
}

// instrumental reports whether the participle i says by what means the verb
// above it was done: "was breached using stolen passwords".
func (t *tree) instrumental(i int) bool {
	return t.rel(i, "advcl") && t.Tokens[i].XPOS == "VBG" && means[t.lemma(i)]
}

var means = map[string]bool{"use": true, "exploit": true, "leverage": true, "abuse": true, "employ": true, "utilize": true, "utilise": true, "deploy": true}

func (t *tree) marked(i int, words ...string) bool {
	for _, k := range t.children(i, "mark", "case") {
		if slices.Contains(words, t.form(k)) {
			return true
		}
	}
	return false
}

// patients are the heads of the nominals to which the verb at i does something.
func (t *tree) patients(i int) []int { return t.spread(t.patientHeads(i, 0)) }

func (t *tree) patientHeads(i, depth int) []int {
	if depth > 6 {
		return nil
	}
	if !t.passive(i) {
		out := t.children(i, "obj")
		if len(out) == 0 {
			out = t.objectAfter(i)
		}
		if len(out) == 0 {
			out = t.relativised(i)
		}
		return t.resolveRelatives(out)
	}
	if s := t.children(i, "nsubj"); len(s) > 0 {
		return t.resolveRelatives(s)
	}
	if _, finite := t.child(i, "aux"); finite {
		if s := t.lostSubject(i); len(s) > 0 {
			return s
		}
	}
	h := t.head(i)
	switch {
	case h < 0:
		return nil
	case t.rel(i, "acl", "amod") && t.isNominal(h):
		return []int{h}
	case t.rel(i, "conj") && t.isVerb(h) && t.passive(h):
		return t.patientHeads(h, depth+1)
	case t.rel(i, "conj") && t.isNominal(h): // "this is the X backdoor and is used by Y"
		s := t.copularSubject(h)
		if len(s) == 1 && slices.Contains([]string{"this", "it", "that", "these"}, t.form(s[0])) {
			return []int{h}
		}
		return s
	case t.rel(i, "xcomp", "advcl") && t.isVerb(h):
		return t.controller(i, h, depth)
	}
	return nil
}

// relativised is the noun that a relative clause without a pronoun is about:
// "the tools the group used".
func (t *tree) relativised(i int) []int {
	h := t.head(i)
	if !t.rel(i, "acl") || !t.isNominal(h) {
		return nil
	}
	for _, s := range t.children(i, "nsubj") {
		if s > h && s < i {
			if t.relative(s) == s {
				return []int{h}
			}
			return nil
		}
	}
	return nil
}

// objectAfter is the noun phrase straight after an active verb that the tree
// gives no object.
func (t *tree) objectAfter(i int) []int {
	if !t.upos(i, "VERB") || len(t.children(i, "ccomp", "xcomp")) > 0 || i+1 >= len(t.Tokens) || t.sentence[i+1] != t.sentence[i] {
		return nil
	}
	next := t.phraseStart(i + 1)
	if !t.upos(next, "DET", "ADJ", "NOUN", "PROPN", "NUM") && t.Tokens[next].XPOS != "PRP$" {
		return nil
	}
	head, _ := t.item(next, t.Sentences[t.sentence[i]].Last)
	if head < 0 || t.rel(head, "obl:unmarked", "obl:tmod", "nsubj") {
		return nil
	}
	return []int{head}
}

func (t *tree) activeSubjects(i int) []int {
	out := t.children(i, "nsubj")
	if len(out) > 1 && out[0] < i { // what follows the verb as well is of a list
		out = slices.DeleteFunc(out, func(k int) bool { return k > i })
	}
	for n, s := range out {
		out[n] = t.beforeByPhrase(s)
	}
	return t.resolveRelatives(out)
}

// copularSubject is the subject of a nominal or adjective predicate.
func (t *tree) copularSubject(i int) []int {
	if s := t.resolveRelatives(t.children(i, "nsubj")); len(s) > 0 {
		return s
	}
	h := t.head(i)
	switch {
	case t.rel(i, "acl", "amod"):
		return []int{h}
	case t.rel(i, "conj") && t.isNominal(i) && t.isNominal(h) && len(t.children(h, "cop")) > 0: // "is an agency of A and a member of B"
		return t.copularSubject(h)
	case t.rel(i, "xcomp", "ccomp") && h >= 0 && t.isVerb(h) && t.passive(h): // "believed to be a unit of"
		return t.patientHeads(h, 1)
	case t.rel(i, "xcomp") && h >= 0 && t.isVerb(h) && objectControl[t.lemma(h)]: // "identified A as a member of"
		return t.patientHeads(h, 1)
	case t.rel(i, "xcomp") && h >= 0 && t.isVerb(h): // "claiming to be members of"
		return t.agentHeads(h, 1)
	}
	return nil
}

// sharedByPhrase is the by-phrase of a passive verb, or the one that it shares
// with the verb coordinated after it: "built and used by A".
func (t *tree) sharedByPhrase(i int) []int {
	if by := t.byPhrase(i); len(by) > 0 {
		return by
	}
	for _, k := range t.children(i, "conj") {
		if t.Tokens[k].XPOS == "VBN" && len(t.children(k, "nsubj")) == 0 {
			return t.byPhrase(k)
		}
	}
	return nil
}

func (t *tree) byPhrase(i int) []int {
	var out []int
	for _, k := range t.children(i, "obl", "nmod") {
		if t.Tokens[k].Rel == "obl:agent" || t.preposition(k) == "by" {
			out = append(out, k)
		}
	}
	return out
}

// introduced are the nominals under i that one of the prepositions introduces.
func (t *tree) introduced(i int, prepositions []string) []int {
	var out []int
	for _, k := range t.kids[i] {
		if t.rel(k, "obl", "nmod", "advcl", "acl") && slices.Contains(prepositions, t.preposition(k)) {
			out = append(out, k)
		}
	}
	if len(out) == 0 && t.isVerb(i) {
		for _, k := range t.children(i, "obj", "nsubj:pass") { // a phrase of the verb hung on its object
			for _, n := range t.children(k, "nmod") {
				if slices.Contains(prepositions, t.preposition(n)) {
					out = append(out, n)
				}
			}
		}
	}
	if len(out) == 0 && t.isVerb(i) {
		out = t.introducedAfter(i, prepositions)
	}
	if len(out) == 0 && t.upos(i, "NOUN") && i+1 < len(t.Tokens) && slices.Contains(prepositions, t.form(i+1)) && t.rel(i+1, "case") && t.head(i+1) > i {
		out = []int{t.head(i + 1)} // straight after the noun, wherever it hangs
	}
	return t.spread(out)
}

// introducedAfter finds the first phrase after a verb that one of the
// prepositions introduces, wherever the tree hangs it, with no other verb between.
func (t *tree) introducedAfter(i int, prepositions []string) []int {
	for k := i + 1; k < t.Sentences[t.sentence[i]].Last; k++ {
		if t.upos(k, "VERB") && !t.premodifies(k) && t.Tokens[k].XPOS != "VBN" && t.Tokens[k].XPOS != "VBG" || t.form(k) == "." {
			return nil
		}
		if h := t.head(k); t.rel(k, "case") && h > k && t.isNominal(h) && slices.Contains(prepositions, t.form(k)) {
			return []int{h}
		}
	}
	return nil
}

// pairLater are the nominals of "between A and B" after token i in its sentence,
// whatever stands before it and wherever the tree hangs them.
func (t *tree) pairLater(i int) []int {
	last := t.Sentences[t.sentence[i]].Last
	for k := i + 1; k < last; k++ {
		h := t.head(k)
		if t.form(k) != "between" || !t.rel(k, "case") || h <= k {
			continue
		}
		for n := h + 1; n < last; n++ {
			if t.form(n) == "and" {
				if second, _ := t.item(n+1, last); second >= 0 {
					return []int{h, second}
				}
			}
		}
	}
	return nil
}

// whose is the noun before a "whose" that stands just before token i's phrase:
// "an actor whose known targets …".
func (t *tree) whose(i int) []int {
	for k := i - 1; k > i-4 && k > 0; k-- {
		if t.form(k) == "whose" && t.upos(k-1, "NOUN", "PROPN") {
			return []int{k - 1}
		}
	}
	return nil
}

func (t *tree) resolveRelatives(heads []int) []int {
	for n, h := range heads {
		heads[n] = t.relative(h)
	}
	return heads
}

// spread replaces each head by all that is coordinated with it or listed under
// it ("organisations, including A and B").
func (t *tree) spread(heads []int) []int {
	var out []int
	for _, h := range heads {
		all := t.conjuncts(h)
		if names := t.namesApposed(h); len(names) > 1 {
			all = names
		} else if t.isNominal(h) {
			all = append(all, t.listed(all[len(all)-1])...)
			if len(all) == 1 {
				all = append(all, t.listed(h)...)
			}
		}
		for _, c := range all {
			for _, k := range t.children(c, "nmod", "obl", "acl", "advcl") {
				if p := t.preposition(k); p == "including" || p == "such as" || p == "like" {
					all = append(all, t.conjuncts(k)...)
				}
			}
		}
		for _, c := range all {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// namesApposed are the names that a plural noun announces: "the men, A and B",
// whichever of them the tree hangs on the noun or on each other.
func (t *tree) namesApposed(i int) []int {
	if x := t.Tokens[i].XPOS; x != "NNS" {
		return nil
	}
	var out []int
	for _, k := range t.children(i, "appos", "conj") {
		if t.upos(k, "PROPN") && (t.rel(k, "appos") || len(out) > 0) && !(len(out) > 0 && out[len(out)-1] == k-1) {
			out = append(out, t.conjuncts(k)...)
		}
	}
	return out
}
