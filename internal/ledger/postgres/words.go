package postgres

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	porterstemmer "github.com/blevesearch/go-porterstemmer"
	"golang.org/x/text/unicode/norm"

	"ascribe/internal/ledger/relational"
)

// Words are cut and stemmed here and not by PostgreSQL, whose parser knows
// addresses, hyphens and stop words: so the same queries find the same entries
// in every store (unicode61 and porter of sqlite.org/fts5.html, 4.3).

// word is a word of a text: as indexes have it, and where it stands, in bytes.
type word struct {
	text       string
	start, end int
}

// wordsOf yields the words of a text in their order.
func wordsOf(in relational.Index, text string) iter.Seq[word] {
	return func(yield func(word) bool) {
		start := -1
		for i, r := range text {
			inside := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r) || start >= 0 && isAccent(r)
			switch {
			case inside && start < 0:
				start = i
			case !inside && start >= 0:
				if !yield(word{stem(in, text[start:i]), start, i}) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(word{stem(in, text[start:]), start, len(text)})
		}
	}
}

// longestWord is where words are cut off, in bytes; a lexeme has place for 2046.
const longestWord = 120

// stem folds case and accents and takes off English endings, which names keep.
func stem(in relational.Index, text string) string {
	folded := fold(text)
	if len(folded) > longestWord {
		folded = strings.ToValidUTF8(folded[:longestWord], "")
	}
	if in == relational.EntityText || len(folded) <= 2 || len(folded) > 64 {
		return folded
	}
	// By bytes, as SQLite does it: what is not ASCII counts as consonants.
	bytes := make([]rune, len(folded))
	for i := range len(folded) {
		bytes[i] = rune(folded[i])
	}
	var b strings.Builder
	for _, r := range porterstemmer.StemWithoutLowerCasing(bytes) {
		b.WriteByte(byte(r))
	}
	return strings.ToValidUTF8(b.String(), "")
}

// fold puts a word in small letters and takes the accents off Latin ones.
func fold(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		if isAccent(r) || r == utf8.RuneError {
			return -1
		}
		if base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r))); unicode.Is(unicode.Latin, base) {
			r = base
		}
		return unicode.ToLower(r)
	}, text)
}

// isAccent tells the combining accents of European scripts.
func isAccent(r rune) bool { return r >= 0x300 && r <= 0x331 }

// The bounds of a part of a text: PostgreSQL keeps 255 places of a word, places
// up to 16383, and a megabyte in all (textsearch-limitations).
const (
	partPlaces = 255
	partWords  = 8000
	overlap    = 32 // words that a part repeats of the one before, so that phrases are found
)

// vectors gives the words of an entry's texts with their places, as tsvectors, one
// for each part. No phrase goes from one text to the next.
func vectors(in relational.Index, texts []string) []string {
	v := vector{places: map[string][]int{}}
	for _, text := range texts {
		v.next++
		v.recent = v.recent[:0]
		for w := range wordsOf(in, text) {
			if w.text != "" {
				v.add(w.text)
			}
		}
	}
	return append(v.parts, v.String())
}

// vector gathers the words of one part.
type vector struct {
	places map[string][]int
	next   int
	recent []string // the last words
	parts  []string // those that are full
}

func (v *vector) add(w string) {
	if v.next >= partWords || len(v.places[w]) == partPlaces {
		v.parts = append(v.parts, v.String())
		clear(v.places)
		v.next = 1
		for _, again := range v.recent {
			v.put(again)
		}
	}
	v.put(w)
	if v.recent = append(v.recent, w); len(v.recent) > overlap {
		v.recent = v.recent[1:]
	}
}

func (v *vector) put(w string) {
	v.places[w] = append(v.places[w], v.next)
	v.next++
}

// String is the part in the form that PostgreSQL reads. Words have letters and
// digits only, so that nothing needs escaping.
func (v *vector) String() string {
	var b strings.Builder
	words := make([]string, 0, len(v.places))
	for w := range v.places {
		words = append(words, w)
	}
	slices.Sort(words)
	for _, w := range words {
		fmt.Fprintf(&b, "'%s':%s ", w, strings.Trim(strings.ReplaceAll(fmt.Sprint(v.places[w]), " ", ","), "[]"))
	}
	return b.String()
}
