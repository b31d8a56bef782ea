package garble

import (
	_ "embed"
	"strings"
)

//go:embed given.txt
var given string

//go:embed family.txt
var family string

// Persons makes n different names of persons from given and family names that
// are common in some country, drawn at random: names that hardly stand on any
// list, for counting false alarms. It makes no more than there are.
func (g *Garbler) Persons(n int) []string {
	first, last := strings.Fields(given), strings.Fields(family)
	n = min(n, len(first)*len(last))
	seen := make(map[string]bool, n)
	names := make([]string, 0, n)
	for len(names) < n {
		name := first[g.random.IntN(len(first))] + " " + last[g.random.IntN(len(last))]
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}
