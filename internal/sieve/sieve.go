// Package sieve tells texts that can't hold claims about cyber conflict, so that
// a crawl's other pages cost next to nothing. It reads words only, a hundred megabytes a second and more,
// and leans to keeping: what it lets go is stored without claims.
package sieve

import (
	_ "embed" // the words
	"strings"
	"sync"
)

// Version stamps the words; it changes whenever they do.
const Version = "sieve/1"

// short is how long a text may be, in bytes, to be kept whatever it says: there is
// little to gain from it.
const short = 1200

//go:embed words.txt
var words string

const (
	enough  = 3  // weight that keeps a text
	letters = 37 // a to z, digits, hyphen
	outside = -1 // no letter of a word
	foreign = 37 // a letter that no entry has
)

// node is a place in the tree of entries.
type node struct {
	next   [letters]int32 // 0 for none
	weight int            // of the entry that ends here
	stem   bool           // whatever follows
	entry  int            // its number
}

// tree is read from the words once.
var tree = sync.OnceValue(func() []node {
	t := []node{{}}
	weight, entry := enough, 0
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line == "enough:":
			weight = enough
		case line == "three:":
			weight = 1
		default:
			entry++
			t = add(t, line, weight, entry)
		}
	}
	return t
})

func add(t []node, line string, weight, entry int) []node {
	word, stem := strings.CutSuffix(line, "*")
	at := int32(0)
	for i := range len(word) {
		k := letter(word[i])
		if t[at].next[k] == 0 {
			t[at].next[k] = int32(len(t))
			t = append(t, node{})
		}
		at = t[at].next[k]
	}
	t[at].weight, t[at].stem, t[at].entry = weight, stem, entry
	return t
}

// letter is the place of a byte in a node, foreign for a byte of a letter beyond
// ASCII, outside for anything else.
func letter(c byte) int {
	switch {
	case c >= 'a' && c <= 'z':
		return int(c - 'a')
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c >= '0' && c <= '9':
		return int(c-'0') + 26
	case c == '-':
		return 36
	case c >= 0x80:
		return foreign
	default:
		return outside
	}
}

// MayHold reports whether a text may hold claims.
func MayHold(text string) bool {
	if len(text) <= short {
		return true
	}
	t := tree()
	sum, seen := 0, map[int]bool{}
	for i := 0; i < len(text) && sum < enough; {
		if letter(text[i]) == outside {
			i++
			continue
		}
		var found *node
		found, i = t[0].word(t, text, i)
		if found != nil && !seen[found.entry] {
			seen[found.entry] = true
			sum += found.weight
		}
	}
	return sum >= enough
}

// word follows the word at a place; it gives the first entry that the word has,
// and where it ends.
func (n *node) word(t []node, text string, i int) (found *node, end int) {
	alive := true
	for ; i < len(text); i++ {
		k := letter(text[i])
		if k == outside {
			break
		}
		if !alive {
			continue
		}
		if k == foreign || n.next[k] == 0 {
			alive = false
			continue
		}
		if n = &t[n.next[k]]; n.stem && found == nil {
			found = n
		}
	}
	if alive && found == nil && n.weight > 0 {
		found = n
	}
	return found, i
}
