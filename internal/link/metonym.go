package link

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
)

// metonyms turns a capital into its state where the words make it act or speak:
// "Tehran denied", "relations with Tehran", "Tirana's decision"; never "in Tehran".
func (l *linker) metonyms() {
	for i := range l.mentions {
		m := &l.mentions[i]
		if m.Type != ascribe.Place || m.Entity == "" {
			continue
		}
		stands := l.base.Related(m.Entity, knowledge.StandsFor)
		if len(stands) == 0 {
			continue
		}
		if why := l.actsAsGovernment(*m); why != "" {
			state := stands[0].Object
			e, _ := l.base.Entity(state)
			m.Type, m.Role, m.Country = e.Type, ascribe.MetonymRole, e.Country
			give(m, state, 0.85, why)
		}
	}
}

// actsAsGovernment gives the reason to read a capital as its government, "" if
// it is a place.
func (l *linker) actsAsGovernment(m ascribe.Mention) string {
	before, after := l.wordsBefore(m.Start, 2), l.wordsAfter(m.End, 2)
	prev := last(before)
	switch {
	case isLocative(prev) || strings.HasPrefix(strings.TrimLeft(l.prose[m.End:], " "), "-based"):
		return ""
	case slices.Contains(after[:min(1, len(after))], "government"):
		return "government of that city"
	case prev == "the" || isCapital(after) && !l.possessiveAt(m.End):
		return ""
	}
	t, ok := l.tokenAt(m.Start)
	if ok {
		switch head := l.headVerb(t); {
		case isSubject(t.Rel) && head != "":
			return "subject of “" + head + "”"
		case t.Rel == "nmod:poss" && !l.isPlaceNoun(t):
			return "its deed or attribute"
		case strings.HasPrefix(t.Rel, "obl") && t.Rel != "obl:agent" && !isDealing(prev):
			return ""
		}
	}
	if isDealing(prev) {
		return "“" + prev + "” a party"
	}
	if len(after) > 0 && isAct(after[0]) {
		return "subject of “" + after[0] + "”"
	}
	return ""
}

// isLocative are the prepositions that make a capital a place.
func isLocative(w string) bool { return vocabulary().Has("place", w) }

// isDealing are the words before a party one deals with.
func isDealing(w string) bool { return vocabulary().Has("dealing", w) }

// isAct are verbs of speech and deed in the forms that follow a subject.
func isAct(w string) bool { return vocabulary().Has("act", w) }

func isSubject(rel string) bool { return strings.HasPrefix(rel, "nsubj") }

// headVerb is the lemma of a token's head if it is a verb.
func (l *linker) headVerb(t language.Token) string {
	if t.Head < 0 || t.Head >= len(l.analysis.Tokens) {
		return ""
	}
	if h := l.analysis.Tokens[t.Head]; h.UPOS == "VERB" {
		return h.Lemma
	}
	return ""
}

// isPlaceNoun reports whether a possessor's noun is a part of a city.
func (l *linker) isPlaceNoun(t language.Token) bool {
	if t.Head < 0 || t.Head >= len(l.analysis.Tokens) {
		return false
	}
	return vocabulary().Has("district", l.analysis.Tokens[t.Head].Lemma)
}

// tokenAt is the token that starts at a byte.
func (l *linker) tokenAt(offset int) (language.Token, bool) {
	i, ok := l.token(offset)
	if !ok {
		return language.Token{}, false
	}
	return l.analysis.Tokens[i], true
}

func (l *linker) token(offset int) (int, bool) {
	i, _ := slices.BinarySearchFunc(l.analysis.Tokens, offset, func(t language.Token, at int) int {
		if t.End <= at {
			return -1
		}
		if t.Start > at {
			return 1
		}
		return 0
	})
	return i, i < len(l.analysis.Tokens) && l.analysis.Tokens[i].Start <= offset
}
