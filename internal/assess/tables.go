package assess

import (
	_ "embed"
	"strings"
)

//go:embed reliability.tsv
var reliabilityTable string

//go:embed credibility.tsv
var credibilityTable string

//go:embed opinions.tsv
var opinionTable string

//go:embed weights.tsv
var weightTable string

// lines are the rows of a table, comments left out.
func lines(table string) [][]string {
	var out [][]string
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}
