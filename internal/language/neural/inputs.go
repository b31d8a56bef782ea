package neural

import (
	"ascribe/internal/language/lexis"
)

// Rows of every table that stand for no word: the root, and what is unknown or
// hidden in training.
const (
	rootRow = iota
	unknownRow
	firstRow
)

// Vocabulary numbers the words that have an embedding of their own.
type Vocabulary struct {
	Words []string
	row   map[string]int32
}

// Prepare derives the lookup.
func (v *Vocabulary) Prepare() *Vocabulary {
	v.row = make(map[string]int32, len(v.Words))
	for i, w := range v.Words {
		v.row[w] = int32(i + firstRow)
	}
	return v
}

// Tables gives the sizes of the embeddings that Rows fills, for a tagger of so
// many tags.
func (v *Vocabulary) Tables(tags int) []Table {
	return []Table{{"word", len(v.Words) + firstRow, 80}, {"prefix", 1024, 16}, {"suffix2", 1024, 16}, {"suffix3", 4096, 24},
		{"suffix4", 8192, 24}, {"shape", 512, 16}, {"tag", tags + firstRow, 40}, {"case", 8, 4}, {"group", 1024, 20}}
}

// Rows gives the row numbers of tagged words, the root first, for each table.
func (v *Vocabulary) Rows(words []lexis.Word) [][]int32 {
	out := make([][]int32, 9)
	for k := range out {
		out[k] = make([]int32, len(words)+1)
	}
	for i := range words {
		w := &words[i]
		word, ok := v.row[w.Text]
		if !ok {
			word = unknownRow
		}
		out[0][i+1] = word
		out[1][i+1] = hashed(w.Prefix[2], 1024)
		out[2][i+1] = hashed(w.Suffix[1], 1024)
		out[3][i+1] = hashed(w.Suffix[2], 4096)
		out[4][i+1] = hashed(w.Suffix[3], 8192)
		out[5][i+1] = hashed(w.Shape, 512)
		out[6][i+1] = int32(w.Tag) - 1 + firstRow
		out[7][i+1] = int32(w.Case) + firstRow
		out[8][i+1] = int32(w.Clusters[2]%(1024-firstRow)) + firstRow
	}
	return out
}

func hashed(h uint64, rows uint64) int32 { return int32(firstRow + h%(rows-firstRow)) }

// Hide makes the words and tags of b unknown that the two functions pick; word
// is a place in Vocabulary.Words.
func Hide(b *Batch, word func(word int) bool, tag func() bool) {
	const words, tags = 0, 6
	for i, row := range b.Inputs[words] {
		if row >= firstRow && word(int(row)-firstRow) {
			b.Inputs[words][i] = unknownRow
		}
		if b.Inputs[tags][i] >= firstRow && tag() {
			b.Inputs[tags][i] = unknownRow
		}
	}
}
