package knowledge

import (
	"strings"
	"unicode"
)

// IsAcronym reports whether the capitals of a short form are initials of the
// words of a long one, in order; words may be skipped. One capital, or one word,
// is never an acronym.
func IsAcronym(short, long string) bool {
	want := strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, short)
	if len(want) < 2 {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(long), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < 2 {
		return false
	}
	for _, w := range words {
		if want != "" && strings.HasPrefix(w, want[:1]) {
			want = want[1:]
		}
	}
	return want == ""
}
