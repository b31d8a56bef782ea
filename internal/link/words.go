package link

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// reach bounds, in bytes, how far wordsBefore and wordsAfter look.
const reach = 160

// wordsBefore gives up to n words before a byte, in lower case, within the line.
func (l *linker) wordsBefore(at, n int) []string {
	from := max(0, at-reach)
	line := l.prose[from:at]
	if i := strings.LastIndexByte(line, '\n'); i >= 0 {
		line = line[i+1:]
	}
	words := splitWords(line)
	return words[max(0, len(words)-n):]
}

// wordsAfter gives up to n words after a byte, as they stand, within the line; a
// word of punctuation counts as one.
func (l *linker) wordsAfter(at, n int) []string {
	line := l.prose[at:min(len(l.prose), at+reach)]
	line, _, _ = strings.Cut(line, "\n")
	words := splitWords(line)
	if len(words) > 0 && (words[0] == "'s" || words[0] == "’s") {
		words = words[1:]
	}
	return words[:min(n, len(words))]
}

// splitWords cuts at blanks and parts punctuation from words.
func splitWords(s string) []string {
	var out []string
	for f := range strings.FieldsSeq(s) {
		core := strings.TrimFunc(f, func(r rune) bool { return unicode.IsPunct(r) && r != '\'' && r != '’' })
		if i := strings.Index(f, core); core != "" {
			if i > 0 {
				out = append(out, f[:i])
			}
			out = append(out, core)
			if rest := f[i+len(core):]; rest != "" {
				out = append(out, rest)
			}
		} else {
			out = append(out, f)
		}
	}
	return out
}

func last(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[len(words)-1])
}

// isCapital reports whether the first word begins with a capital.
func isCapital(words []string) bool {
	if len(words) == 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(words[0])
	return unicode.IsUpper(r)
}

func (l *linker) possessiveAt(at int) bool {
	rest := l.prose[at:]
	return strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s")
}
