// Package garble spells names wrong in the ways people and machines do: slips
// of a letter, other transliterations, words in another order. It makes the
// queries on which screening is measured. The same seed gives the same names.
package garble

import (
	_ "embed"
	"math/rand/v2"
	"strings"
)

//go:embed transliterations.tsv
var table string

// Garbler makes garbled names; it is not safe for concurrent use.
type Garbler struct {
	random *rand.Rand
	swaps  [][2]string // spelling → another
}

// New makes a garbler.
func New(seed uint64) *Garbler {
	g := &Garbler{random: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15))}
	for line := range strings.Lines(table) {
		if from, to, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			g.swaps = append(g.swaps, [2]string{from, to})
		}
	}
	return g
}

// Edit makes n edits at places drawn at random: a letter left out, put in,
// changed or swapped with its neighbour. Only letters are touched.
func (g *Garbler) Edit(name string, n int) string {
	s := []byte(name)
	for range n {
		var places []int
		for i, c := range s {
			if isLetter(c) {
				places = append(places, i)
			}
		}
		if len(places) < 2 {
			return string(s)
		}
		s = g.edit(s, places[g.random.IntN(len(places))])
	}
	return string(s)
}

func (g *Garbler) edit(s []byte, at int) []byte {
	other := byte('a' + g.random.IntN(26))
	if s[at] < 'a' {
		other -= 'a' - 'A'
	}
	switch kind := g.random.IntN(4); {
	case kind == 0: // left out
		return append(s[:at:at], s[at+1:]...)
	case kind == 1: // put in
		return append(append(s[:at:at], other), s[at:]...)
	case kind == 2 && at+1 < len(s) && isLetter(s[at+1]) && s[at] != s[at+1]: // swapped
		s[at], s[at+1] = s[at+1], s[at]
		return s
	default: // changed
		if s[at]|0x20 == other|0x20 {
			other ^= 3
		}
		s[at] = other
		return s
	}
}

// Transliterate writes up to n spellings of the name as another transliteration
// would. It returns false for a name that none of them fits.
func (g *Garbler) Transliterate(name string, n int) (string, bool) {
	out := strings.ToLower(name)
	for range n {
		type site struct{ at, swap int }
		var sites []site
		for i, swap := range g.swaps {
			for at := 0; ; {
				k := strings.Index(out[at:], swap[0])
				if k < 0 {
					break
				}
				sites = append(sites, site{at + k, i})
				at += k + 1
			}
		}
		if len(sites) == 0 {
			break
		}
		chosen := sites[g.random.IntN(len(sites))]
		swap := g.swaps[chosen.swap]
		out = out[:chosen.at] + swap[1] + out[chosen.at+len(swap[0]):]
	}
	return out, out != strings.ToLower(name)
}

// Reorder puts the words of a name in another order, "LAST, First" as "First LAST".
func (g *Garbler) Reorder(name string) string {
	if last, first, ok := strings.Cut(name, ", "); ok {
		return first + " " + last
	}
	words := strings.Fields(name)
	g.random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return strings.Join(words, " ")
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
