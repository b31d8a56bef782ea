package ascribe

import (
	"strings"
	"unicode"
)

// Fold reduces a name to what two spellings of it share: lower case, letters and
// digits only, single spaces, no leading article, no possessive. Accents stay;
// transliteration is the knowledge's concern.
func Fold(name string) string {
	var b strings.Builder
	space := false
	name = strings.ReplaceAll(strings.ReplaceAll(name+" ", "’s ", " "), "'s ", " ")
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	s := b.String()
	for _, article := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, article)
	}
	return s
}
