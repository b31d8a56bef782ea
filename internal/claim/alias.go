package claim

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"ascribe"
)

// aliasDrafts reads names put side by side in sentence n: "X, also known as Y
// and Z", "X (aka Y)", "X (Y, Z)" of actors and malware.
func (r *reader) aliasDrafts(n int) []draft {
	var out []draft
	s := r.t.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		if words, strength := r.aliasWords(i); words > 0 {
			out = append(out, r.aliasesAfter(i, i+words, strength, s.Last)...)
		} else if words := r.namedByOthers(i, s.Last); words > 0 {
			out = append(out, r.aliasesAfter(i, i+words, "weak", s.Last)...)
		}
		if r.announcesNames(i, s.Last) {
			out = append(out, r.announced(i, s.First, s.Last)...)
		}
		if r.t.form(i) == "(" {
			out = append(out, r.bracketed(i, s.Last)...)
		}
	}
	return out
}

// aliasWords matches a row of aliases.tsv at token i, the longest one.
func (r *reader) aliasWords(i int) (n int, strength string) {
	for _, a := range r.lex.aliases {
		if len(a.words) > n && r.wordsAt(i, a.words) {
			n, strength = len(a.words), a.strength
		}
	}
	return n, strength
}

// aliasesAfter pairs the name before the words at [i, from) with each name in
// the list after them.
func (r *reader) aliasesAfter(i, from int, strength string, last int) []draft {
	anchor, ok := r.nameBefore(i)
	names := r.nameList(from, last)
	if i <= r.t.Sentences[r.t.sentence[i]].First+1 && len(names) > 0 {
		anchor, ok = r.namedAfter(names[len(names)-1].head+1, last)
	}
	if better, found := r.actorBefore(i, names); found && !anchor.is("threat-actor", "malware") {
		anchor, ok = better, true
	}
	if strength == "weak" && r.nameless(i-1) { // the words give the noun its only names
		if len(names) < 2 || r.t.Tokens[i-1].XPOS != "NN" || r.t.form(names[0].head+1) != "or" {
			return nil
		}
		return r.equate(names[0], names[1:], i, "alias: "+r.t.text(i, from))
	}
	if strength == "weak" && (r.names(i-1, i) || ok && r.reports(anchor)) {
		return nil // "malware that Acme named X": Acme gives the name
	}
	if !ok || strength == "weak" && (anchor.ID == "" && !anchor.named || !anchor.is("threat-actor", "malware", "organisation", "tool", "campaign", "name")) {
		return nil
	}
	return r.equate(anchor, names, i, "alias: "+r.t.text(i, from))
}

// names reports whether the word at s is the subject of the verb at v.
func (r *reader) names(s, v int) bool {
	return s >= 0 && r.t.Tokens[s].Rel == "nsubj" && r.t.head(s) == v
}

// nameless reports whether token i is a common noun with no name before it in its
// phrase: "a loader" in "a loader known as X".
func (r *reader) nameless(i int) bool {
	return i >= 0 && r.t.upos(i, "NOUN") && r.mentions.byToken[i] < 0 && !slices.ContainsFunc(r.t.children(i, "compound", "amod", "flat", "nmod:desc", "appos"), func(k int) bool {
		m := r.mentions.byToken[k]
		return m >= 0 && r.mentions.mentions[m].Role != ascribe.DemonymRole
	})
}

// namedByOthers counts the words of "known by other firms as", "tracked by X as",
// "identified themselves as" at token i, 0 where they don't stand there.
func (r *reader) namedByOthers(i, last int) int {
	if !slices.Contains([]string{"know", "track", "identify", "refer", "follow"}, r.t.lemma(i)) {
		return 0
	}
	for k := i + 2; k < min(i+8, last); k++ {
		if r.t.form(k) == "as" {
			return k + 1 - i
		}
		if r.t.upos(k, "VERB", "PUNCT") {
			return 0
		}
	}
	return 0
}

// namedAfter is the party whom names at the head of a sentence rename: "Also
// known as A and B, the group …".
func (r *reader) namedAfter(i, last int) (candidate, bool) {
	for i < last && r.t.upos(i, "PUNCT") {
		i++
	}
	return r.nominalAfter(i, last)
}

// announcesNames reports whether the noun at i announces a list of names.
func (r *reader) announcesNames(i, last int) bool {
	return r.lex.naming[r.t.lemma(i)] && r.t.upos(i, "NOUN") && r.listStart(i, last) > 0
}

// listStart is where the list starts that the noun at i announces, past a phrase
// such as "over the years"; 0 for none.
func (r *reader) listStart(i, last int) int {
	for k := i + 1; k < min(i+6, last); k++ {
		switch {
		case slices.Contains([]string{":", "including", "("}, r.t.form(k)):
			return k + 1
		case r.t.wordsFollow(k, "such", "as"):
			return k + 2
		case !r.t.upos(k, "ADP", "DET", "NOUN", "ADJ", "NUM"):
			return 0
		}
	}
	return 0
}

func (t *tree) wordsFollow(i int, words ...string) bool {
	for n, w := range words {
		if i+n >= len(t.Tokens) || t.form(i+n) != w {
			return false
		}
	}
	return true
}

// announced pairs the actor that the sentence speaks of with the names that the
// noun at i announces.
func (r *reader) announced(i, first, last int) []draft {
	from := r.listStart(i, last)
	for k := i - 1; k >= first; k-- {
		if r.mentions.byToken[k] < 0 && !r.lex.is(r.t.lemma(k), "actor") {
			continue
		}
		if anchor, ok := r.party(k); ok && anchor.is("threat-actor", "malware", "actor") {
			return r.equate(anchor, r.nameList(from, last), i, "names announced")
		}
	}
	return nil
}

// actorBefore is the nearest actor named before token i in its sentence, when
// the names listed are names of actors: "X, the hacking arm of agency Y, also
// known as Z" renames X.
func (r *reader) actorBefore(i int, names []candidate) (candidate, bool) {
	if !slices.ContainsFunc(names, func(c candidate) bool { return c.is("threat-actor") }) {
		return candidate{}, false
	}
	for k := i - 1; k >= r.t.Sentences[r.t.sentence[i]].First; k-- {
		if m := r.mentions.byToken[k]; m >= 0 && r.mentions.mentions[m].Type == ascribe.ThreatActor {
			return r.asWritten(k, m)
		}
	}
	return candidate{}, false
}

// bracketed reads a name in brackets straight after a name of an actor or of malware.
func (r *reader) bracketed(i, last int) []draft {
	anchor, ok := r.nameBefore(i)
	if !ok || !anchor.named || !anchor.is("threat-actor", "malware") {
		return nil
	}
	if n, _ := r.aliasWords(i + 1); n > 0 {
		return nil
	}
	names := r.nameList(i+1, last)
	if len(names) == 0 {
		return nil
	}
	if end := names[len(names)-1].head + 1; end >= last || r.t.form(end) != ")" {
		return nil
	}
	for _, c := range names {
		if !c.is("threat-actor", "malware", "name") || isAcronymOf(c.Name, anchor.Text) {
			return nil
		}
	}
	return r.equate(anchor, names, i, "name in brackets")
}

// isAcronymOf reports whether a short name is made of the initials of a longer one.
func isAcronymOf(short, long string) bool {
	initials := ""
	for _, w := range strings.Fields(long) {
		initials += strings.ToUpper(w[:1])
	}
	return len(short) > 1 && strings.HasSuffix(initials, strings.ToUpper(short))
}

func (r *reader) equate(anchor candidate, names []candidate, at int, rule string) []draft {
	var out []draft
	for _, c := range names {
		if ascribe.Fold(c.Text) == ascribe.Fold(anchor.Text) || strings.Contains(ascribe.Fold(anchor.Text), ascribe.Fold(c.Text)) {
			continue
		}
		subject, object := anchor, c
		if !r.t.upos(subject.head, "PRON") {
			subject.Name = cmp.Or(subject.Text, subject.Name)
		}
		object.Name = cmp.Or(object.Text, object.Name)
		out = append(out, draft{row: cue{word: rule, predicate: ascribe.SameAs}, at: at, subject: &subject, object: &object,
			path: []string{"name before and names after the words"}})
	}
	return out
}

// nameBefore is the named party that ends just before token i, punctuation and
// an opening bracket aside; failing that, the subject that a participle modifies.
func (r *reader) nameBefore(i int) (candidate, bool) {
	k := i - 1
	for k >= 0 && k > i-3 && (r.t.upos(k, "PUNCT") || slices.Contains([]string{"is", "are", "was", "which", "who"}, r.t.form(k))) {
		k--
	}
	if k < 0 || r.t.sentence[k] != r.t.sentence[i] {
		return candidate{}, false
	}
	if m := r.mentions.byToken[k]; m >= 0 && r.mentions.mentions[m].Role != ascribe.DemonymRole {
		if c, ok := r.asWritten(k, m); ok && !c.is("state", "place") {
			return c, true
		}
	}
	h := k
	for r.t.head(h) >= 0 && r.t.rel(h, "flat", "compound", "appos", "nmod") && r.t.isNominal(r.t.head(h)) {
		h = r.t.head(h)
	}
	return r.party(h)
}

// asWritten is a name as it stands, so that "APT28, also known as Fancy Bear"
// keeps its two names though both are one entity.
func (r *reader) asWritten(k, m int) (candidate, bool) {
	mention := r.mentions.mentions[m]
	c, ok := r.mentioned(k, mention)
	if !ok {
		return c, false
	}
	c.Text = mention.Text
	c.head = r.t.tokenAt(mention.End - 1)
	return c, true
}

// nameList reads names from token i on, joined by commas, "and", "or" or
// slashes, until something else comes.
func (r *reader) nameList(i, last int) []candidate {
	var out []candidate
	for i < last {
		for i < last && (slices.Contains([]string{"\"", "the", "as", "'", "and", "or", "/", ","}, r.t.form(i))) {
			i++
		}
		c, next, ok := r.nameAt(i, last)
		if !ok {
			break
		}
		out = append(out, c)
		i = next
		for i < last && (r.t.form(i) == "\"" || r.t.form(i) == "'") {
			i++
		}
		if i >= last || !slices.Contains([]string{",", "and", "or", "/", "&"}, r.t.form(i)) {
			break
		}
	}
	return out
}

// nameAt reads one name: a linked mention, or a run of capitalised words, numbers and hyphens.
func (r *reader) nameAt(i, last int) (candidate, int, bool) {
	if i >= last {
		return candidate{}, i, false
	}
	end := i
	for end < last && (r.capitalised(end) || end > i && (r.t.upos(end, "NUM") || r.t.form(end) == "-")) {
		end++
	}
	if m := r.mentions.byToken[i]; m >= 0 && slices.Contains([]ascribe.Role{ascribe.NameRole, ascribe.AcronymRole, ascribe.MetonymRole}, r.mentions.mentions[m].Role) {
		if c, ok := r.asWritten(i, m); ok {
			return c, max(c.head+1, i+1), true
		}
	}
	if end == i && fileName.MatchString(r.t.Tokens[i].Form) {
		end++
	}
	if end == i {
		return candidate{}, i, false
	}
	name := r.t.phraseText(i, end)
	return candidate{Party: ascribe.Party{Name: name, Text: name}, head: end - 1, classes: []string{"name"}, named: true, why: "name as written"}, end, name != ""
}

// fileName is the name of a program's file, which may stand for the program.
var fileName = regexp.MustCompile(`^[A-Za-z][\w-]*\.(exe|dll|sys|ps1|vbs|bat|jar|apk|elf|so)$`)

func (r *reader) capitalised(i int) bool {
	f := r.t.Tokens[i].Form
	return f != "" && (f[0] >= 'A' && f[0] <= 'Z' || f[0] >= '0' && f[0] <= '9' && strings.ContainsAny(f, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
}
