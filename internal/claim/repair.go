package claim

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/language"
)

// repair mends mistakes that parsers of general text make in reports of
// attacks, where the surface leaves no doubt. It works on a copy.
func repair(a *language.Analysis, mentions []ascribe.Mention) *language.Analysis {
	out := *a
	out.Tokens = slices.Clone(a.Tokens)
	t := newTree(&out, nil)
	t.unite(mentions)
	for i := range out.Tokens {
		if t.splitCompound(i) {
			t.join(i)
		} else if noun, ok := t.hyphenated(i); ok {
			t.qualify(i, noun)
		} else if s, ok := t.saidOf(i); ok {
			t.Tokens[i].XPOS, t.Tokens[s].Rel = "VBN", "nsubj:pass"
		} else if h, ok := t.straySubject(i); ok {
			t.makeSubject(i, h)
		} else if t.allyTagged(i) {
			t.makeNoun(i)
		} else if t.rel(i, "obl:unmarked", "obl:tmod") && t.zeroDay(i) && len(t.children(t.head(i), "obj")) == 0 {
			t.Tokens[i].Rel = "obj"
		} else if o, ok := t.qualifying(i); ok {
			t.hang(o, t.head(i), "obj")
			t.hang(i, o, "amod")
		} else if v, ok := t.listedVerb(i); ok {
			t.hang(i, v, "conj")
			t.Tokens[i].XPOS = "VBD"
		} else if t.pluralVerb(i) {
			t.makeVerb(i, i-2)
		} else if subject, ok := t.rootBeforeRelative(i); ok {
			t.makeVerb(i, subject)
		} else if speakers := t.speakersListed(i); len(speakers) > 0 {
			t.makeSpeakers(i, speakers)
		} else if v, ok := t.saidThen(i); ok {
			t.hang(i, v, "ccomp")
		} else if t.activeParticiple(i) {
			t.makeActive(i)
		} else if h, ok := t.countedObject(i); ok {
			t.hang(h, i, "obj")
			t.Tokens[i+1].Rel = "advmod"
		} else if object, ok := t.conjunctAcross(i); ok {
			t.hang(i, object, "conj")
		} else if v, ok := t.subjectOfAuxiliary(i); ok {
			t.hang(i, v, t.Tokens[i].Rel)
		} else if t.sharedNoun(i) {
			t.makeVerb(i, i-1)
		} else if h, ok := t.relativeOfPlural(i); ok {
			t.hang(i, h, "acl:relcl")
		} else if v, ok := t.accusedOfDoing(i); ok {
			t.hang(i, v, "advcl")
		} else if h, ok := t.strandedVerb(i); ok {
			t.adopt(i, h)
		}
	}
	return &out
}

// splitCompound finds a verb that is the first part of a noun: "think tanks",
// "hacking group", "phishing e-mails".
func (t *tree) splitCompound(i int) bool {
	if i+1 >= len(t.Tokens) || !t.upos(i, "VERB") || !t.upos(i+1, "NOUN") || t.sentence[i] != t.sentence[i+1] || t.head(i+1) != i {
		return false
	}
	switch t.form(i) {
	case "think":
		return strings.HasPrefix(t.form(i+1), "tank")
	case "phishing":
		if baits[t.lemma(i+1)] {
			return true
		}
		fallthrough
	case "hacking", "spying", "spoofing", "hack":
		return i == 0 || t.upos(i-1, "DET", "ADJ", "PROPN", "NUM", "ADP", "NOUN") || t.form(i-1) == "-"
	}
	return false
}

// baits are the nouns before which "phishing" says what kind: "the vector is
// phishing e-mails".
var baits = map[string]bool{"email": true, "e-mail": true, "mail": true, "message": true, "attack": true, "campaign": true, "link": true, "site": true,
	"page": true, "website": true, "lure": true, "kit": true, "attempt": true, "domain": true, "scheme": true}

// join hangs token i on the noun after it, which takes its place.
func (t *tree) join(i int) {
	noun := i + 1
	above, rel := t.head(i), t.Tokens[i].Rel
	if rel == "acl" || rel == "advcl" || rel == "amod" {
		rel = "nmod"
	}
	t.hang(noun, above, rel)
	for _, k := range slices.Clone(t.kids[i]) {
		if k == noun {
			continue
		}
		rel := t.Tokens[k].Rel
		if rel == "aux" && t.lemma(k) == "be" {
			rel = "cop"
		}
		t.hang(k, noun, rel)
	}
	t.hang(i, noun, "compound")
	t.Tokens[i].UPOS, t.Tokens[i].XPOS = "NOUN", "NN"
}

// pluralVerb finds "the group heavily targets banks" read as a plural noun: a
// noun in "-s" between an adverb after a name or noun, and a noun phrase.
func (t *tree) pluralVerb(i int) bool {
	if t.Tokens[i].XPOS != "NNS" || i < 2 || i+1 >= len(t.Tokens) || t.sentence[i-2] != t.sentence[i+1] {
		return false
	}
	return t.Tokens[i-1].XPOS == "RB" && t.upos(i-2, "NOUN", "PROPN") && t.upos(i+1, "DET", "ADJ", "NOUN", "PROPN", "NUM")
}

// makeVerb turns the noun i into the verb between its subject and the noun
// phrase after it.
func (t *tree) makeVerb(i, subject int) {
	object, _ := t.item(i+1, t.Sentences[t.sentence[i]].Last)
	if object < 0 {
		return
	}
	for k := subject; k >= 0; k = t.head(k) { // the top of the tree above all three
		if t.head(k) < 0 {
			if k == i {
				break
			}
			if t.within(i, subject) || t.within(i, object) {
				t.hang(i, -1, "root")
				t.hang(k, i, "parataxis")
			}
			break
		}
	}
	if t.within(i, subject) || t.within(i, object) {
		return
	}
	t.hang(subject, i, "nsubj")
	t.hang(object, i, "obj")
	t.Tokens[i].XPOS, t.Tokens[i].UPOS = "VBZ", "VERB"
}

// saidThen finds "announced this week that A did B" read as a week that A did; it
// gives the word of speech, whose complement the clause at i is.
func (t *tree) saidThen(i int) (verb int, ok bool) {
	h := t.head(i)
	if !t.rel(i, "acl:relcl") || h < 0 || !t.rel(h, "obl:unmarked", "obl:tmod", "obl") || h+1 >= len(t.Tokens) || t.form(h+1) != "that" {
		return 0, false
	}
	if subject, ok := t.child(i, "nsubj", "nsubj:pass"); !ok || subject == h+1 {
		return 0, false
	}
	v := t.head(h)
	return v, v >= 0 && t.isVerb(v)
}

// activeParticiple finds "the group targeted two banks" read as "the group that
// was targeted": a past participle hung on the noun before it, yet with a noun
// phrase straight after it, which a passive can't take.
func (t *tree) activeParticiple(i int) bool {
	k := t.Tokens[i]
	if k.Rel != "acl" || k.XPOS != "VBN" && k.XPOS != "VBD" || k.Head < 0 || k.Head >= i || i+1 >= len(t.Tokens) || given[k.Lemma] {
		return false
	}
	if under := t.children(i, "obl", "aux", "xcomp", "obj"); len(under) > 0 && under[0] == i+1 {
		return false
	}
	next := t.phraseStart(i + 1)
	if t.sentence[next] != t.sentence[i] || !t.upos(next, "DET", "NOUN", "PROPN", "NUM", "ADJ") && t.Tokens[next].XPOS != "PRP$" {
		return false
	}
	head, _ := t.item(next, t.Sentences[t.sentence[i]].Last)
	return head >= 0 && !t.rel(head, "obl:unmarked", "obl:tmod")
}

// phraseStart passes over words that qualify a number: "at least", "more than".
func (t *tree) phraseStart(i int) int {
	for i+2 < len(t.Tokens) && (t.form(i) == "at" && (t.form(i+1) == "least" || t.form(i+1) == "most") || t.form(i) == "more" && t.form(i+1) == "than" ||
		t.form(i) == "as" && t.form(i+1) == "many") {
		i += 2
	}
	if i+1 < len(t.Tokens) && slices.Contains([]string{"nearly", "almost", "about", "over", "approximately", "roughly", "some"}, t.form(i)) {
		i++
	}
	return i
}

// countedObject finds "breached at least two banks" read as a breach at a place,
// and gives the object.
func (t *tree) countedObject(i int) (object int, ok bool) {
	if !t.upos(i, "VERB") || t.phraseStart(i+1) != i+3 || t.form(i+1) != "at" || len(t.children(i, "obj", "aux:pass", "nsubj:pass")) > 0 {
		return 0, false
	}
	for _, k := range t.children(i, "obl") {
		if t.preposition(k) == "at" && t.within(i+1, k) {
			return k, true
		}
	}
	return 0, false
}

// given are participles that do take a noun phrase after them in the passive:
// "a tool called X", "a bank given two days".
var given = map[string]bool{"call": true, "name": true, "dub": true, "give": true, "codename": true, "nickname": true, "code-name": true,
	"last": true, "date": true, "title": true, "base": true, "offer": true, "award": true}

// makeActive turns the participle i into the verb of the clause.
func (t *tree) makeActive(i int) {
	subject := t.head(i)
	object, _ := t.item(t.phraseStart(i+1), t.Sentences[t.sentence[i]].Last)
	above, rel := t.head(subject), t.Tokens[subject].Rel
	if t.within(subject, object) {
		above, rel = t.head(object), t.Tokens[object].Rel
	}
	if above >= 0 && (t.within(above, i) || t.within(above, object)) {
		return
	}
	t.hang(i, above, rel)
	t.hang(subject, i, "nsubj")
	t.hang(object, i, "obj")
	t.Tokens[i].XPOS, t.Tokens[i].UPOS = "VBD", "VERB"
}

// strandedVerb finds "hackers linked to the agency used malware" read as two
// verbs joined by nothing: the first is a participle of the subject, and the
// second, at i, the verb. It gives the first.
func (t *tree) strandedVerb(i int) (first int, ok bool) {
	k := t.Tokens[i]
	_, cop := t.child(i, "cop")
	aux, finite := t.child(i, "aux")
	finite = finite && aux > 0 && k.Rel != "conj" && !t.upos(aux-1, "CCONJ", "PRON", "SCONJ")
	if finite && k.Rel == "ccomp" || finite && k.Rel == "parataxis" {
		k.Rel, k.XPOS = "parataxis", "VBD"
	}
	if k.Rel != "conj" && k.Rel != "parataxis" || k.XPOS != "VBD" && k.XPOS != "VBZ" && k.XPOS != "VBP" && !cop || i == 0 || t.form(i-1) == "," || t.form(i-1) == "\"" {
		return 0, false
	}
	if len(t.children(i, "cc", "nsubj", "mark")) > 0 {
		return 0, false
	}
	for v := i - 2; v >= t.Sentences[t.sentence[i]].First && v > i-14; v-- {
		if t.upos(v, "PUNCT", "CCONJ") {
			return 0, false
		}
		if x := t.Tokens[v]; (x.XPOS == "VBN" || x.XPOS == "VBD") && x.UPOS == "VERB" {
			s := t.children(v, "nsubj")
			return v, len(s) == 1 && s[0] == v-1 && len(t.children(v, "aux", "obj", "cop")) == 0
		}
	}
	return 0, false
}

// adopt makes i the verb of the clause that the participle first was read to head.
func (t *tree) adopt(i, first int) {
	above, rel := t.head(first), t.Tokens[first].Rel
	if above >= 0 && t.within(above, i) {
		return
	}
	subject := t.children(first, "nsubj")[0]
	t.hang(i, above, rel)
	t.hang(subject, i, "nsubj")
	t.hang(first, subject, "acl")
	t.Tokens[first].XPOS = "VBN"
}

// reputing are verbs that "to" follows in the passive only: "X, believed to be".
var reputing = map[string]bool{"believe": true, "think": true, "say": true, "know": true, "suspect": true, "assess": true, "report": true,
	"allege": true, "consider": true, "presume": true, "understand": true, "assume": true, "rumor": true, "rumour": true}

// saidOf finds a participle of belief read as a verb of its subject's: in "X,
// believed to be a unit of Y, hit Z", X believes nothing. It gives the subject.
func (t *tree) saidOf(i int) (subject int, ok bool) {
	if x := t.Tokens[i].XPOS; x != "VBD" && x != "VBN" || !reputing[t.lemma(i)] || i+1 >= len(t.Tokens) || t.form(i+1) != "to" {
		return 0, false
	}
	subject, ok = t.child(i, "nsubj")
	return subject, ok && subject < i && t.Tokens[subject].Rel == "nsubj" && len(t.children(i, "aux")) == 0
}

// qualifying finds a participle before a noun read as a verb of its own:
// "exploiting known flaws", "using stolen passwords". It gives the noun.
func (t *tree) qualifying(i int) (noun int, ok bool) {
	h := t.head(i)
	if t.Tokens[i].XPOS != "VBN" || h < 0 || h != i-1 || !t.isVerb(h) || !t.rel(i, "xcomp", "ccomp") || t.lemma(h) == "be" || t.lemma(h) == "get" || len(t.children(h, "obj")) > 0 {
		return 0, false
	}
	noun, ok = t.child(i, "obj")
	return noun, ok && noun > i && t.upos(i+1, "NOUN", "PROPN", "ADJ")
}

// listedVerb finds the second verb of a list read as a participle of the object
// before it: "hijacked accounts, deployed malware, and used proxies". It gives the
// verb before.
func (t *tree) listedVerb(i int) (verb int, ok bool) {
	h := t.head(i)
	if x := t.Tokens[i].XPOS; x != "VBN" && x != "VBD" || h < 0 || h >= i || !t.rel(i, "amod", "acl") || t.form(i-1) != "," || !t.rel(h, "obj") {
		return 0, false
	}
	if o, has := t.child(i, "obj"); !has || o < i || len(t.children(i, "nsubj", "aux")) > 0 {
		return 0, false
	}
	v := t.head(h)
	return v, v >= 0 && t.isVerb(v)
}

// straySubject finds a name or noun that opens a sentence whose verb has no
// subject, read as somebody addressed or as a time: "Utopia, the group behind the
// hack, is a division of …", "APT 10 used …". It gives the verb.
func (t *tree) straySubject(i int) (verb int, ok bool) {
	h := t.head(i)
	first := t.Sentences[t.sentence[i]].First
	if h <= i || !t.upos(i, "PROPN", "NOUN") || i > first+2 || t.Tokens[h].Rel != "root" || len(t.children(h, "nsubj", "expl", "csubj")) > 0 {
		return 0, false
	}
	if _, marked := t.child(i, "case"); marked || !t.rel(i, "vocative", "dislocated", "obl:unmarked") {
		return 0, false
	}
	if t.rel(i, "obl:unmarked") && h != i+1 && (h != i+2 || !t.upos(i+1, "NUM")) {
		return 0, false
	}
	_, cop := t.child(h, "cop")
	return h, cop || t.isVerb(h)
}

func (t *tree) makeSubject(i, verb int) {
	t.Tokens[i].Rel = "nsubj"
	if _, aux := t.child(verb, "aux"); t.Tokens[verb].XPOS == "VBN" && !aux {
		t.Tokens[verb].XPOS = "VBD"
	}
	if t.passive(verb) {
		t.Tokens[i].Rel = "nsubj:pass"
	}
}

// hang moves token i under head.
func (t *tree) hang(i, head int, rel string) {
	if old := t.head(i); old >= 0 {
		t.kids[old] = slices.DeleteFunc(t.kids[old], func(k int) bool { return k == i })
	}
	t.Tokens[i].Head, t.Tokens[i].Rel = head, rel
	if head >= 0 {
		t.kids[head] = append(t.kids[head], i)
		slices.Sort(t.kids[head])
	}
}
