package claim

import "strings"

// inflections are the regular forms of a verb. The lexicon knows its own verbs'
// forms by rule, so that a verb too rare for the lemmatiser's corpora is found.
func inflections(verb string) []string {
	n := len(verb)
	if n < 3 {
		return nil
	}
	last, before := verb[n-1], verb[n-2]
	switch {
	case strings.HasSuffix(verb, "ie"):
		return []string{verb + "s", verb + "d", verb[:n-2] + "ying"}
	case last == 'e':
		return []string{verb + "s", verb + "d", verb[:n-1] + "ing"}
	case last == 'y' && !isVowel(before):
		return []string{verb[:n-1] + "ies", verb[:n-1] + "ied", verb + "ing"}
	case strings.ContainsRune("sxz", rune(last)), strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "sh"):
		return []string{verb + "es", verb + "ed", verb + "ing"}
	case isVowel(before) && !isVowel(verb[n-3]) && !strings.ContainsRune("aeiouwy", rune(last)):
		return []string{verb + "s", verb + "ed", verb + "ing", verb + string(last) + "ed", verb + string(last) + "ing"}
	default:
		return []string{verb + "s", verb + "ed", verb + "ing"}
	}
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
