package copies

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed function_words.txt
var functionWords string

const (
	shingleWords   = 5  // words to a shingle
	fewestShingles = 12 // a text with fewer says too little to be called a copy
	frameParts     = 5  // parts of a sentence frame to a shingle
	leastFunction  = 2  // function words and numbers that a frame's shingle must hold
	fewestFrames   = 12 // as fewestShingles
)

// word is a folded word of the text.
type word struct {
	hash uint64
	kind wordKind
}

type wordKind int

const (
	content  wordKind = iota
	function          // of a closed class: spinning keeps it
	number            // spinning keeps it too
	stop              // not a word: the end of a sentence or a clause
)

// reader splits prose into words.
type reader struct{ function map[uint64]bool }

func newReader() reader {
	r := reader{function: map[uint64]bool{}}
	for l := range strings.Lines(functionWords) {
		if strings.HasPrefix(l, "#") {
			continue
		}
		for _, w := range strings.Fields(l) {
			r.function[hashWord(w)] = true
		}
	}
	return r
}

// words splits prose into runs of letters, digits and marks, lower-cased. Soft
// hyphens and apostrophes inside a word don't split it.
func (r reader) words(prose string) []word {
	var out []word
	for start := 0; start < len(prose); {
		end, next := wordEnd(prose, start)
		if end > start {
			out = append(out, r.word(prose[start:end]))
			start = end
			continue
		}
		if strings.ContainsAny(prose[start:next], ".!?:;") && len(out) > 0 && out[len(out)-1].kind != stop {
			out = append(out, word{hash: hashWord("."), kind: stop})
		}
		start = next
	}
	return out
}

func (r reader) word(raw string) word {
	w := word{hash: hashWord(raw)}
	if first, _ := utf8.DecodeRuneInString(raw); unicode.IsDigit(first) {
		w.kind = number
	} else if r.function[w.hash] {
		w.kind = function
	}
	return w
}

// wordEnd returns where the word at start ends; when none begins there, end is
// start and next is behind the character.
func wordEnd(s string, start int) (end, next int) {
	for i, r := range s[start:] {
		inner := i > 0 && (r == '’' || r == '\'' || r == '\u00ad')
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !inner {
			_, size := utf8.DecodeRuneInString(s[start+i:])
			return start + i, start + i + size
		}
	}
	return len(s), len(s)
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
	var hashes []uint64
	for _, w := range words {
		if w.kind != stop {
			hashes = append(hashes, w.hash)
		}
	}
	return shingles(hashes, shingleWords, func(int) bool { return true })
}

// frameShingles hashes runs of the text's frame: its function words and numbers
// in their order, with one blank for any run of other words between them. Swapping
// words for synonyms changes what stands in the blanks and hardly the frame.
// It is nil when there are too few to tell a copy from another text.
func frameShingles(words []word) []uint64 {
	var frame []uint64
	var held []bool
	for _, w := range words {
		switch {
		case w.kind == function || w.kind == number:
			frame, held = append(frame, w.hash), append(held, true)
		case len(frame) == 0 || frame[len(frame)-1] != uint64(w.kind):
			frame, held = append(frame, uint64(w.kind)), append(held, false)
		}
	}
	out := shingles(frame, frameParts, func(i int) bool {
		n := 0
		for _, h := range held[i : i+frameParts] {
			if h {
				n++
			}
		}
		return n >= leastFunction
	})
	if len(out) < fewestFrames {
		return nil
	}
	return out
}

// shingles hashes every run of k hashes that counts, each once.
func shingles(hashes []uint64, k int, counts func(int) bool) []uint64 {
	var out []uint64
	for i := 0; i+k <= len(hashes); i++ {
		if !counts(i) {
			continue
		}
		h := uint64(k)
		for _, x := range hashes[i : i+k] {
			h = mix(h ^ x)
		}
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
