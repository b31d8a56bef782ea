package incident

import (
	_ "embed"
	"maps"
	"regexp"
	"slices"
	"strings"

	"ascribe"
)

//go:embed stop.txt
var stopList string

//go:embed repeat.txt
var repeatList string

var (
	stopWords = lines(stopList)
	repeats   = regexp.MustCompile(`(?i)\b(?:` + strings.Join(slices.Sorted(maps.Keys(lines(repeatList))), "|") +
		`)(?:\s+[\pL-]+){0,2}\s+(?:cyber[- ]?)?(?:attack|breach|hack|intrusion|outage|incident)s?\b`)
	vulnerability = regexp.MustCompile(`(?i)\bCVE-\d{4}-\d{4,}\b`)
)

func lines(s string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			out[w] = true
		}
	}
	return out
}

// text adds a text's content words, plural and possessive endings off.
func (b bag) text(s string, w float64) {
	for _, word := range strings.Fields(ascribe.Fold(s)) {
		if len(word) > 2 && !stopWords[word] {
			if len(word) > 4 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
				word = strings.TrimSuffix(word, "s")
			}
			b["word:"+word] += w
		}
	}
}
