package copies

import (
	"slices"
	"strings"
	"unicode"
)

const (
	shingleWords   = 5  // words to a shingle
	fewestShingles = 12 // a text with fewer says too little to be called a copy
	fewestAnchors  = 12 // the same for pairs of names and numbers
)

// word is a folded word of the text.
type word struct {
	hash   uint64
	anchor bool // a number, or capitalised where a sentence does not begin
}

// wordsOf splits prose into words: runs of letters, digits and marks, lower-cased.
// Soft hyphens and apostrophes inside a word don't split it.
func wordsOf(prose string) []word {
	var out []word
	opening := true // the next word begins a sentence or a block
	for start := 0; start < len(prose); {
		end, next := wordEnd(prose, start)
		if end == start {
			opening = opening || strings.ContainsAny(prose[start:next], ".!?:\n“\"")
			start = next
			continue
		}
		raw := prose[start:end]
		out = append(out, word{hash: hashWord(raw), anchor: isAnchor(raw, opening)})
		opening, start = false, end
	}
	return out
}

// wordEnd returns where the word at start ends; when none begins there, end is
// start and next is behind the character.
func wordEnd(s string, start int) (end, next int) {
	for i, r := range s[start:] {
		inner := i > 0 && (r == '’' || r == '\'' || r == '\u00ad')
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !inner {
			return start + i, start + i + len(string(r))
		}
	}
	return len(s), len(s)
}

func isAnchor(raw string, opening bool) bool {
	first := []rune(raw)[0]
	return unicode.IsDigit(first) || unicode.IsUpper(first) && !opening
}

// hashWord is FNV-1a over the word's lower-case letters and digits.
func hashWord(raw string) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range raw {
		if r == '\u00ad' || r == '’' || r == '\'' {
			continue
		}
		h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
	}
	return h
}

// wordShingles hashes every run of shingleWords words, each once.
func wordShingles(words []word) []uint64 {
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = w.hash
	}
	return runs(hashes, shingleWords)
}

// anchorPairs hashes every two neighbouring anchors, each once; nil when there
// are too few to tell a copy from another text on the same matter.
func anchorPairs(words []word) []uint64 {
	var hashes []uint64
	for _, w := range words {
		if w.anchor {
			hashes = append(hashes, w.hash)
		}
	}
	if pairs := runs(hashes, 2); len(pairs) >= fewestAnchors {
		return pairs
	}
	return nil
}

func runs(hashes []uint64, k int) []uint64 {
	var out []uint64
	for i := 0; i+k <= len(hashes); i++ {
		h := uint64(k)
		for _, x := range hashes[i : i+k] {
			h = mix(h ^ x)
		}
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
