package segment

import (
	_ "embed"
	"strconv"
	"strings"

	"ascribe/internal/language/linear"
)

//go:embed data/prefixes.txt
var prefixList string

//go:embed data/contractions.txt
var contractionList string

//go:embed data/abbreviations.txt
var abbreviationList string

//go:embed data/suffixes.txt
var suffixList string

// Segmenter is read-only and safe for concurrent use.
type Segmenter struct {
	prefixes, abbreviations, suffixes map[string]bool
	contractions                      map[string]int
	boundary                          *linear.Model // nil: punctuation decides
}

// New returns a segmenter that ends sentences as boundary says; without it, at
// final punctuation.
func New(boundary *linear.Model) *Segmenter {
	s := &Segmenter{prefixes: words(prefixList), abbreviations: words(abbreviationList), suffixes: words(suffixList),
		contractions: map[string]int{}, boundary: boundary}
	for line := range lines(contractionList) {
		word, size, _ := strings.Cut(line, " ")
		if n, err := strconv.Atoi(size); err == nil {
			s.contractions[word] = n
		}
	}
	return s
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for line := range lines(list) {
		for word := range strings.FieldsSeq(line) {
			set[word] = true
		}
	}
	return set
}

func lines(list string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}
