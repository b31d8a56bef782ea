package transcript

import "strings"

// Line folds white space and drops what is no UTF-8, so that a name or sentence
// stands on one line.
func Line(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
}

// quoteBytes bounds a quote, which should be a sentence or two.
const quoteBytes = 500

// firstSentences is the beginning of a description, on one line, cut behind a
// sentence, else a word, where it is long.
func firstSentences(words string) string {
	line := Line(words)
	if len(line) <= quoteBytes {
		return line
	}
	cut := strings.ToValidUTF8(line[:quoteBytes], "")
	if i := strings.LastIndex(cut, ". "); i > 0 {
		return cut[:i+1]
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		return cut[:i]
	}
	return cut
}
