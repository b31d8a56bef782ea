package screening

// Costs of edits are in twentieths of a letter.
const letter = 20

// maxWord bounds the words that are compared by edits; longer ones, which no
// list holds, must be equal.
const maxWord = 40

// edits is the restricted Damerau–Levenshtein distance (optimal string
// alignment) of two words, in letters: insertions, deletions, substitutions and
// swaps of neighbours cost one. It returns limit+1 once the distance exceeds
// limit.
func edits(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit || len(a) > maxWord || len(b) > maxWord {
		return limit + 1
	}
	var rows [3][maxWord + 1]uint8
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		now[0] = uint8(i)
		best := now[0]
		for j := 1; j <= len(b); j++ {
			d := min(last[j], now[j-1]) + 1
			if a[i-1] == b[j-1] {
				d = min(d, last[j-1])
			} else {
				d = min(d, last[j-1]+1)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d = min(d, before[j-2]+1)
				}
			}
			now[j] = d
			best = min(best, d)
		}
		if int(best) > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return int(last[len(b)])
}

// costs tells what edits of sounds cost.
type costs struct {
	drop [128]uint8      // leaving a class out, or putting it in
	swap [128][128]uint8 // one class for another
}

// newCosts makes the costs for words that write their vowels, or, with abjad,
// for comparing one that doesn't (left) with one that does (right).
func newCosts(abjad bool) *costs {
	c := &costs{}
	for i := range c.drop {
		c.drop[i] = letter
		for j := range c.swap[i] {
			if i != j {
				c.swap[i][j] = letter
			}
		}
	}
	cheap, vowels := uint8(8), uint8(9)
	if abjad {
		cheap, vowels = 3, 2
	}
	for _, v := range "aeiou" {
		c.drop[v] = cheap
		for _, w := range "aeiou" {
			if v != w {
				c.swap[v][w] = vowels
			}
		}
	}
	c.drop['h'], c.drop['y'] = 8, 5
	for _, pair := range [][3]byte{{'o', 'u', 2}, {'e', 'i', 2}, {'a', 'e', 5}, {'a', 'o', 7}, {'X', 'h', 4}, {'X', 'k', 8}, {'G', 'g', 4}, {'G', 'k', 8},
		{'k', 'g', 10}, {'J', 'Z', 4}, {'J', 'y', 5}, {'J', 'i', 5}, {'J', 'g', 10}, {'S', 's', 7}, {'C', 'S', 9}, {'C', 'c', 8}, {'C', 'k', 10}, {'c', 's', 7}, {'c', 'z', 8},
		{'t', 'd', 10}, {'z', 's', 8}, {'z', 'd', 10}, {'f', 'v', 9}, {'b', 'p', 10}, {'b', 'v', 11}, {'i', 'y', 2}, {'e', 'y', 4}, {'v', 'u', 8}, {'m', 'n', 13},
		{'0', 'o', 6}, {'1', 'i', 6}, {'1', 'l', 6}, {'3', 'e', 6}, {'5', 's', 6}, {'9', 'g', 6}} {
		c.swap[pair[0]][pair[1]], c.swap[pair[1]][pair[0]] = pair[2], pair[2]
	}
	if abjad {
		c.drop['h'] = 4 // silent at the end of a word, and before a suffix
		for _, pair := range [][3]byte{{'a', 'e', 1}, {'a', 'i', 2}, {'a', 'o', 2}, {'a', 'u', 2}, {'v', 'u', 0}, {'v', 'o', 0}, {'y', 'i', 0}, {'y', 'e', 1}, {'i', 'e', 0}, {'z', 'd', 3}, {'h', 'a', 4}, {'h', 'e', 4}, {'k', 'G', 4}, {'s', 't', 10}} {
			c.swap[pair[0]][pair[1]], c.swap[pair[1]][pair[0]] = pair[2], pair[2]
		}
	}
	return c
}

// distance is the least cost of turning one string of sounds into another, in
// twentieths of a letter.
func (c *costs) distance(a, b string) int {
	if len(a) > maxWord || len(b) > maxWord {
		return letter * max(len(a), len(b))
	}
	var rows [2][maxWord + 1]uint16
	last, now := &rows[0], &rows[1]
	for j := range len(b) {
		last[j+1] = last[j] + uint16(c.drop[b[j]&127])
	}
	for i := range len(a) {
		out := uint16(c.drop[a[i]&127])
		now[0] = last[0] + out
		swap := &c.swap[a[i]&127]
		for j := range len(b) {
			now[j+1] = min(last[j+1]+out, now[j]+uint16(c.drop[b[j]&127]), last[j]+uint16(swap[b[j]&127]))
		}
		last, now = now, last
	}
	return int(last[len(b)])
}
