package ledger

import (
	"fmt"
	"strings"
	"unicode"
)

// Query is what somebody typed into a search box, understood.
type Query struct {
	Terms []Term
}

// Term is one or more words that must stand together, or must not.
type Term struct {
	Words   []string // letters and digits only
	Prefix  bool     // the last word is a beginning
	Exclude bool
}

// ParseQuery reads words that must all occur, "words in quotation marks" that
// must stand together, beginnings marked by a star, and words to leave out
// marked by a minus. Everything else is ignored, so that nothing a person types
// is a syntax error. It fails with ErrBadQuery when nothing is left to look for.
func ParseQuery(s string) (Query, error) {
	var q Query
	found := false
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeftFunc(s, unicode.IsSpace) {
		var t Term
		if rest, ok := strings.CutPrefix(s, "-"); ok {
			t.Exclude, s = true, rest
		}
		var piece string
		piece, s = cutPiece(s)
		t.Prefix = strings.HasSuffix(piece, "*")
		t.Words = strings.FieldsFunc(piece, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		})
		if len(t.Words) > 0 {
			q.Terms = append(q.Terms, t)
			found = found || !t.Exclude
		}
	}
	if !found {
		return Query{}, fmt.Errorf("%w: no word to look for", ErrBadQuery)
	}
	return q, nil
}

// cutPiece takes a quoted phrase or a run without spaces off the front.
func cutPiece(s string) (piece, rest string) {
	for _, quotes := range [][2]string{{`"`, `"`}, {"“", "”"}} {
		inner, ok := strings.CutPrefix(s, quotes[0])
		if !ok {
			continue
		}
		piece, rest, _ = strings.Cut(inner, quotes[1])
		return piece, rest
	}
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}
