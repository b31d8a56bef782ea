package claim

import (
	"slices"
	"strings"

	"ascribe"
)

// irreal reports whether what stands at token i is asked, supposed, planned or
// merely possible in general, so that it is no claim.
func (r *reader) irreal(i int) bool {
	s := r.t.Sentences[r.t.sentence[i]]
	for k := s.Last - 1; k >= max(s.First, s.Last-3); k-- {
		if r.t.form(k) == "?" {
			return true
		}
	}
	for k := i; k >= 0; k = r.t.head(k) {
		for _, m := range r.t.children(k, "mark", "advmod") {
			if slices.Contains([]string{"if", "whether", "unless", "should", "lest"}, r.t.form(m)) && m < i {
				return true
			}
		}
		if h := r.t.head(k); h >= 0 && r.t.rel(k, "xcomp", "ccomp") && unfulfilled[r.t.lemma(h)] {
			return true
		}
		for _, a := range r.t.children(k, "aux") {
			if slices.Contains([]string{"will", "would", "should", "shall", "must", "can", "wo", "'ll", "ca"}, r.t.form(a)) && (k == i || r.t.form(a) == "should" || r.t.form(a) == "must" || r.t.form(a) == "would") {
				return true
			}
		}
		if r.supposed(k) {
			return true
		}
		if r.t.rel(k, "acl:relcl", "ccomp", "parataxis") {
			break
		}
	}
	return false
}

// supposed reports whether the verb at i is possible on a condition alone
// ("unless it is patched, intruders could …"), or to anybody ("an attacker could …").
func (r *reader) supposed(i int) bool {
	return r.modal(i, "could", "might", "may") && slices.ContainsFunc(r.t.children(i, "advcl"), func(k int) bool {
		return slices.ContainsFunc(r.t.children(k, "mark"), func(m int) bool {
			return slices.Contains([]string{"if", "unless"}, r.t.form(m))
		})
	}) || r.modal(i, "could") && slices.ContainsFunc(r.t.children(i, "nsubj"), r.anybody)
}

func (r *reader) modal(i int, forms ...string) bool {
	return slices.ContainsFunc(r.t.children(i, "aux"), func(k int) bool { return slices.Contains(forms, r.t.form(k)) })
}

// anybody reports whether the noun at i is nobody in particular: "an attacker",
// "adversaries".
func (r *reader) anybody(i int) bool {
	if !slices.Contains([]string{"attacker", "hacker", "adversary", "intruder", "criminal", "cybercriminal", "someone", "anyone"}, r.t.lemma(i)) {
		return false
	}
	for _, k := range r.t.children(i, "det", "amod", "acl", "acl:relcl", "nmod:poss", "compound") {
		if !slices.Contains([]string{"a", "an", "any"}, r.t.form(k)) {
			return false
		}
	}
	return true
}

// unfulfilled are the verbs whose complement is not said to have happened.
var unfulfilled = map[string]bool{"threaten": true, "plan": true, "want": true, "intend": true, "decide": true, "promise": true, "vow": true,
	"hope": true, "wish": true, "refuse": true, "decline": true, "fail": true, "prevent": true, "avoid": true, "offer": true, "warn": true}

// aimed reports whether an effect at i is only an aim, a skill or what is
// avoided, so that nothing is said to have happened: "designed to disrupt",
// "capable of collecting", "not to leak".
func (r *reader) aimed(i int) bool {
	x := r.t.Tokens[i].XPOS
	if x != "VB" && x != "VBG" && !r.t.upos(i, "NOUN") {
		return false
	}
	for r.t.rel(i, "conj") && (r.t.isVerb(r.t.head(i)) || r.t.isNominal(r.t.head(i))) {
		i = r.t.head(i)
	}
	if x == "VB" && (r.t.negated(i) || r.able(i)) {
		return true
	}
	h := r.t.head(i)
	return h >= 0 && r.t.rel(i, "xcomp", "advcl", "acl", "ccomp", "obl", "nmod", "obj") && r.lex.is(r.t.lemma(h), "aim")
}

// able reports whether an auxiliary makes the verb at i a skill or something to come.
func (r *reader) able(i int) bool {
	return slices.ContainsFunc(r.t.children(i, "aux"), func(k int) bool {
		return slices.Contains([]string{"can", "will", "ca", "wo"}, r.t.form(k))
	})
}

// habitual reports whether the cue at i is said to happen as a rule.
func (r *reader) habitual(i int) bool {
	for _, k := range r.t.children(i, "advmod") {
		if slices.Contains([]string{"often", "usually", "typically", "commonly", "generally", "sometimes", "frequently", "always"}, r.t.form(k)) {
			return true
		}
	}
	return false
}

// negatedAt reports whether the cue at i, or the word it completes, is negated.
func (r *reader) negatedAt(i int) bool {
	if r.t.negated(i) {
		return true
	}
	h := r.t.head(i)
	for k, steps := h, 0; k >= 0 && steps < 3; k, steps = r.t.head(k), steps+1 {
		if r.t.form(k) == "nothing" {
			return true // "had nothing to do with the attack"
		}
	}
	if r.deedNegated(i) {
		return true
	}
	return h >= 0 && r.t.rel(i, "xcomp") && r.t.negated(h)
}

// likelihoodAt reads words of estimative probability that bear on the cue at i:
// in its clause, before it, or on the verb it completes.
func (r *reader) likelihoodAt(i int) *ascribe.Likelihood {
	first, last := r.reach(i)
	for _, e := range r.lex.estimative {
		for k := first; k+len(e.words) <= last; k++ {
			if !r.wordsAt(k, e.words) || r.inTime(k) || !r.bears(k, i) {
				continue
			}
			return &ascribe.Likelihood{Words: r.t.text(k, k+len(e.words)), Low: e.low, High: e.high}
		}
	}
	return nil
}

// bears reports whether an estimative word at k speaks of the cue at i: it hangs
// on the cue, on what governs it within the clause, or is its modal.
func (r *reader) bears(k, i int) bool {
	if r.t.rel(k, "aux") && r.t.head(k) != i && !r.governs(r.t.head(k), i) {
		return false
	}
	if slices.Contains([]string{"possible", "potential"}, r.t.form(k)) && r.t.head(k) != i {
		return false
	}
	if r.t.upos(k, "ADJ") && r.complements(i, k) {
		return true
	}
	h := r.t.head(k)
	return h == i || k == r.t.head(i) || r.governs(h, i) || h >= 0 && r.t.head(h) == i || r.governs(k, i)
}

// complements reports whether the cue at i stands in the clause that the
// adjective at k judges: "it is unlikely that …".
func (r *reader) complements(i, k int) bool {
	clauses := 0
	for steps := 0; i >= 0 && steps < 7; i, steps = r.t.head(i), steps+1 {
		if i == k {
			return clauses == 1
		}
		if r.t.rel(i, "ccomp", "csubj", "advcl") {
			clauses++
		}
		if r.t.rel(i, "acl:relcl", "parataxis") {
			return false
		}
	}
	return false
}

// governs reports whether i completes h: an infinitive or noun under a verb.
func (r *reader) governs(h, i int) bool {
	for steps := 0; i >= 0 && steps < 4; steps++ {
		if i == h {
			return true
		}
		if r.t.rel(i, "acl:relcl", "parataxis") || r.t.rel(i, "ccomp") && steps > 0 {
			return false
		}
		i = r.t.head(i)
	}
	return false
}

// reach is the range of tokens in which words may qualify the cue at i: its
// sentence.
func (r *reader) reach(i int) (first, last int) {
	s := r.t.Sentences[r.t.sentence[i]]
	return s.First, s.Last
}

func (r *reader) wordsAt(k int, words []string) bool {
	for n, w := range words {
		if k+n >= len(r.t.Tokens) || r.t.form(k+n) != w {
			return false
		}
	}
	return true
}

// confidenceAt reads the source's own grade from the clause of speech over i.
func (r *reader) confidenceAt(i int) *ascribe.Confidence {
	first, last := r.reach(i)
	for _, g := range r.lex.confidence {
		for k := first; k < last; k++ {
			if n, ok := r.gradeAt(k, g.words); ok {
				return ascribe.NewConfidence(g.level, r.t.text(k, k+n))
			}
		}
	}
	return nil
}

// gradeAt matches words at k; hyphens between them do not matter.
func (r *reader) gradeAt(k int, words []string) (int, bool) {
	want := strings.ReplaceAll(strings.Join(words, ""), "-", "")
	got := ""
	for n := 0; n < 2*len(words) && k+n < len(r.t.Tokens); n++ {
		got += strings.ReplaceAll(r.t.form(k+n), "-", "")
		if got == want {
			return n + 1, true
		}
		if !strings.HasPrefix(want, got) {
			return 0, false
		}
	}
	return 0, false
}

// hedgeAt is the distancing word that bears on the cue at i, verbatim: on the
// cue itself, or on a verb that it completes ("is believed to have hit").
func (r *reader) hedgeAt(i int) string {
	for k := i; k >= 0 && r.t.sentence[k] == r.t.sentence[i]; k = r.t.head(k) {
		for _, m := range append(r.t.children(k, "amod", "advmod"), k) {
			if r.lex.hedges[r.t.form(m)] && (k == i || r.t.isVerb(k)) {
				return r.t.Text[r.t.Tokens[m].Start:r.t.Tokens[m].End]
			}
		}
		if !r.t.rel(k, "xcomp", "ccomp", "advcl", "obj", "obl") {
			break
		}
	}
	return ""
}

// methodAt reads how an attack was made from the words around the cue.
func (r *reader) methodAt(i int) string {
	near := []int{i}
	for _, k := range r.t.kids[i] {
		if r.t.rel(k, "compound", "amod", "obl", "nmod", "advcl", "obj", "conj") {
			near = append(near, k)
			near = append(near, r.t.children(k, "compound", "amod")...)
		}
	}
	if h := r.t.head(i); h >= 0 && r.t.isVerb(i) {
		near = append(near, h)
	}
	for _, m := range r.lex.methods {
		for _, k := range near {
			if m.lemmas[r.t.lemma(k)] || m.lemmas[r.t.form(k)] {
				return m.value
			}
		}
	}
	return r.methodOfSentence(i)
}

// methodOfSentence is the only method that the sentence of token i speaks of, ""
// when it speaks of none or several. A break-in says nothing of how it was made.
func (r *reader) methodOfSentence(i int) string {
	s, only := r.t.Sentences[r.t.sentence[i]], ""
	for k := s.First; k < s.Last; k++ {
		for _, m := range r.lex.methods {
			if m.value == "intrusion" || !m.lemmas[r.t.lemma(k)] && !m.lemmas[r.t.form(k)] {
				continue
			}
			if only != "" && only != m.value {
				return ""
			}
			only = m.value
			break
		}
	}
	return only
}

// deedNegated reports whether the verb that says the event at i was done is
// negated: "did not carry out the attack", "took no responsibility for the hack".
func (r *reader) deedNegated(i int) bool {
	if !r.t.upos(i, "NOUN") {
		return false
	}
	for k, steps := r.governor(i), 0; k >= 0 && steps < 2; k, steps = r.governor(k), steps+1 {
		if len(r.lex.doers[r.t.lemma(k)]) == 0 {
			return false
		}
		if r.t.negated(k) {
			return true
		}
	}
	return false
}

// mechanical reports whether a draft tells how a program works: "the malware
// encrypts files", "is able to steal passwords". That is a skill, not a deed.
func (r *reader) mechanical(d draft) bool {
	if d.subject == nil || !d.subject.is("malware", "tool") || !r.t.upos(d.at, "VERB") || d.row.predicate != ascribe.Attacked && d.row.predicate != ascribe.Affected {
		return false
	}
	switch r.t.Tokens[d.at].XPOS {
	case "VBZ", "VBP":
		return true
	case "VB":
		return !slices.ContainsFunc(r.t.children(d.at, "aux"), func(k int) bool { return r.t.form(k) == "did" })
	}
	return false
}

// sanctionsNear reports whether the sentence of token i or one beside it speaks
// of sanctions.
func (r *reader) sanctionsNear(i int) bool {
	n := r.t.sentence[i]
	from, to := r.t.Sentences[max(0, n-2)].First, r.t.Sentences[min(len(r.t.Sentences)-1, n+2)].Last
	for k := from; k < to; k++ {
		if l := r.t.lemma(k); l == "sanction" || l == "freeze" || l == "blacklist" {
			return true
		}
	}
	return false
}
