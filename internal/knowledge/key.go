package knowledge

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key reduces a name to what its spellings share: letters and digits in lower
// case, without accents, spaces, punctuation, a leading article or a closing
// possessive. "Muddy Water", "MuddyWater" and "Muddy-Water" have one key, as do
// "U.S." and "US"; letter case is judged where a name is met (Reading.Fits).
func Key(name string) string {
	var b strings.Builder
	for i, word := range strings.Fields(name) {
		if i == 0 && len(word) < len(name) && isArticle(word) {
			continue
		}
		b.WriteString(WordKey(word))
	}
	return b.String()
}

func isArticle(word string) bool {
	return strings.EqualFold(word, "the") || strings.EqualFold(word, "a") || strings.EqualFold(word, "an")
}

// WordKey is the key of one word, its possessive dropped.
func WordKey(word string) string {
	for _, s := range []string{"'s", "’s", "'S", "’S"} {
		if rest, ok := strings.CutSuffix(word, s); ok {
			word = rest
			break
		}
	}
	if isPlain(word) {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(word) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteString(foldRune(unicode.ToLower(r)))
		}
	}
	return b.String()
}

// foldRune spells out the Latin letters that decomposition leaves whole.
func foldRune(r rune) string {
	switch r {
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ı':
		return "i"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ʻ', 'ʼ', 'ʿ', 'ʾ':
		return ""
	default:
		return string(r)
	}
}

func isPlain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// Slug makes the second half of an entity id from a name: "evil-corp".
func Slug(name string) string {
	var parts []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-_/.,()&", r) }) {
		if k := WordKey(w); k != "" {
			parts = append(parts, k)
		}
	}
	return strings.Join(parts, "-")
}
