// Package sieve tells texts that can't hold claims about cyber conflict, so that
// a crawl's other pages cost next to nothing. It reads words only, some hundred megabytes a second,
// and leans to keeping: what it lets go is stored without claims.
package sieve

import (
	_ "embed" // the words
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Version stamps the words; it changes whenever they do.
const Version = "sieve/1"

// short is how long a text may be, in bytes, to be kept whatever it says: there is
// little to gain from it.
const short = 1200

//go:embed words.txt
var words string

// lists are the words, and the stems of those with a star.
type lists struct {
	whole, stems map[string]int // → weight
	longest      int            // of a stem, in bytes
}

const enough = 3 // weight that keeps a text

var read = sync.OnceValue(func() lists {
	l := lists{whole: map[string]int{}, stems: map[string]int{}}
	weight := enough
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line == "enough:":
			weight = enough
		case line == "three:":
			weight = 1
		case strings.HasSuffix(line, "*"):
			stem := line[:len(line)-1]
			l.stems[stem] = weight
			l.longest = max(l.longest, len(stem))
		default:
			l.whole[line] = weight
		}
	}
	return l
})

// MayHold reports whether a text may hold claims.
func MayHold(text string) bool {
	if len(text) <= short {
		return true
	}
	l := read()
	sum, seen := 0, map[string]bool{}
	for sum < enough && text != "" {
		var word string
		word, text = next(text)
		entry, weight := l.entry(word)
		if weight > 0 && !seen[entry] {
			seen[entry] = true
			sum += weight
		}
	}
	return sum >= enough
}

// entry is the list's entry for a word, with its weight.
func (l lists) entry(word string) (string, int) {
	if w := l.whole[word]; w > 0 {
		return word, w
	}
	for n := 3; n <= min(len(word), l.longest); n++ {
		if w := l.stems[word[:n]]; w > 0 {
			return word[:n], w
		}
	}
	return "", 0
}

// next cuts the first word off a text, in lower case; hyphens join.
func next(text string) (word, rest string) {
	start := strings.IndexFunc(text, isLetter)
	if start < 0 {
		return "", ""
	}
	end := start
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isLetter(r) && r != '-' && r != '‑' {
			break
		}
		end += size
	}
	return strings.ToLower(text[start:end]), text[end:]
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
