package lexis

import (
	"encoding/binary"
	"fmt"
	"sort"
	"strings"

	"ascribe/internal/language/weights"
)

// Save adds the lexicon's clusters to f: the words in order, each with the
// length it shares with the one before, then their finest groups; a coarser
// group is kept once for each finest one.
func (l *Lexicon) Save(f *weights.File) {
	words := make([]string, 0, len(l.clusters))
	finest := 0
	for w, c := range l.clusters {
		words = append(words, w)
		finest = max(finest, int(c[2]))
	}
	sort.Strings(words)
	above := make([][2]uint16, finest+1)
	var groups []byte
	for _, w := range words {
		c := l.clusters[w]
		above[c[2]] = [2]uint16{c[0], c[1]}
		groups = binary.LittleEndian.AppendUint16(groups, c[2])
	}
	var tree []byte
	for _, a := range above {
		tree = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(tree, a[0]), a[1])
	}
	f.Put("lexis/words", []byte(strings.Join(words, "\n")))
	f.Put("lexis/groups", groups)
	f.Put("lexis/tree", tree)
}

// Load reads what Save added.
func Load(f *weights.File) (*Lexicon, error) {
	var parts [3][]byte
	for i, name := range []string{"lexis/words", "lexis/groups", "lexis/tree"} {
		data, err := f.Get(name)
		if err != nil {
			return nil, err
		}
		parts[i] = data
	}
	words := strings.Split(string(parts[0]), "\n")
	if len(parts[1]) != 2*len(words) {
		return nil, fmt.Errorf("lexis: %d words but %d groups", len(words), len(parts[1])/2)
	}
	clusters := make(map[string][3]uint16, len(words))
	for i, w := range words {
		group := binary.LittleEndian.Uint16(parts[1][2*i:])
		if int(group)*4+4 > len(parts[2]) {
			return nil, fmt.Errorf("lexis: group %d of %q is unknown", group, w)
		}
		above := parts[2][4*int(group):]
		clusters[w] = [3]uint16{binary.LittleEndian.Uint16(above), binary.LittleEndian.Uint16(above[2:]), group}
	}
	return NewLexicon(clusters), nil
}
