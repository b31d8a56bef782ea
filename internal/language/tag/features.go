// Package tag assigns parts of speech: one tag that joins the universal and
// the Penn Treebank tag of a word, by an averaged perceptron that reads from
// left to right (Collins 2002), twice: the second pass sees what the first
// thought of the words to the right (Shen et al. 2007 in spirit).
package tag

import "ascribe/internal/language/lexis"

// border stands beyond both ends of a sentence.
var borderKey = lexis.Hash("\x00border")

type view struct {
	words []lexis.Word
	tags  []uint16 // this pass's decisions, index + 1
	ahead []uint16 // the former pass's decisions, or nil in the first
	caps  uint64   // how the sentence is capitalised
	buf   []uint64
}

func (v *view) lower(i int) uint64 {
	if i < 0 || i >= len(v.words) {
		return borderKey
	}
	return v.words[i].Lower
}

func (v *view) cluster(i, level int) uint64 {
	if i < 0 || i >= len(v.words) {
		return 1 << 20
	}
	return uint64(v.words[i].Clusters[level])
}

func (v *view) suffix(i int) uint64 {
	if i < 0 || i >= len(v.words) {
		return borderKey
	}
	return v.words[i].Suffix[2]
}

func at(tags []uint16, i int) uint64 {
	if i < 0 || i >= len(tags) {
		return 1 << 20
	}
	return uint64(tags[i])
}

func (v *view) shape(i int) uint64 {
	if i < 0 || i >= len(v.words) {
		return borderKey
	}
	return v.words[i].Shape
}

// features describes word i.
func (v *view) features(i int) []uint64 {
	w := &v.words[i]
	f := v.buf[:0]
	t1, t2 := at(v.tags, i-1), at(v.tags, i-2)
	first := uint64(0)
	if i == 0 {
		first = 1
	}
	f = append(f,
		lexis.Join(1, w.Lower, 0, 0),
		lexis.Join(2, w.Form, first, v.caps),
		lexis.Join(3, w.Suffix[0], 0, 0),
		lexis.Join(4, w.Suffix[1], 0, 0),
		lexis.Join(5, w.Suffix[2], 0, 0),
		lexis.Join(6, w.Suffix[3], 0, 0),
		lexis.Join(7, w.Prefix[0], w.Suffix[1], 0),
		lexis.Join(8, w.Prefix[2], 0, 0),
		lexis.Join(9, w.Shape, first, v.caps),
		lexis.Join(10, w.Shape, w.Suffix[2], 0),
		lexis.Join(11, t1, 0, 0),
		lexis.Join(12, t1, t2, 0),
		lexis.Join(13, t1, w.Lower, 0),
		lexis.Join(14, t1, t2, w.Lower),
		lexis.Join(15, v.lower(i-1), 0, 0),
		lexis.Join(16, v.lower(i-1), w.Lower, 0),
		lexis.Join(17, v.lower(i+1), 0, 0),
		lexis.Join(18, w.Lower, v.lower(i+1), 0),
		lexis.Join(19, v.lower(i-2), 0, 0),
		lexis.Join(20, v.lower(i+2), 0, 0),
		lexis.Join(21, t1, v.lower(i+1), 0),
		lexis.Join(22, v.suffix(i-1), w.Suffix[2], 0),
		lexis.Join(23, v.suffix(i+1), w.Suffix[2], 0),
		lexis.Join(24, v.cluster(i, 1), v.caps, 0),
		lexis.Join(25, v.cluster(i, 2), 0, 0),
		lexis.Join(26, v.cluster(i-1, 2), v.cluster(i, 2), 0),
		lexis.Join(27, v.cluster(i+1, 2), v.cluster(i, 2), 0),
		lexis.Join(28, v.cluster(i-1, 1), v.cluster(i, 0), v.cluster(i+1, 1)),
		lexis.Join(29, v.cluster(i+1, 2), 0, 0),
		lexis.Join(30, v.cluster(i-1, 2), 0, 0),
		lexis.Join(31, v.shape(i-1), w.Shape, v.shape(i+1)),
		lexis.Join(32, t1, v.cluster(i, 2), v.cluster(i+1, 1)),
		lexis.Join(33, v.lower(i-1), w.Lower, v.lower(i+1)),
	)
	if v.ahead != nil {
		f = v.lookahead(f, i, w, t1, t2)
	}
	v.buf = f
	return f
}

// lookahead adds what the former pass said of the words from i on.
func (v *view) lookahead(f []uint64, i int, w *lexis.Word, t1, t2 uint64) []uint64 {
	n1, n2 := at(v.ahead, i+1), at(v.ahead, i+2)
	return append(f,
		lexis.Join(40, n1, 0, 0),
		lexis.Join(41, n1, n2, 0),
		lexis.Join(42, n1, w.Lower, 0),
		lexis.Join(43, t1, n1, 0),
		lexis.Join(44, t1, n1, w.Lower),
		lexis.Join(45, t1, t2, n1),
		lexis.Join(46, t1, n1, n2),
		lexis.Join(47, at(v.ahead, i), n1, t1),
		lexis.Join(48, n1, w.Suffix[2], w.Shape),
		lexis.Join(49, n1, n2, w.Lower),
		lexis.Join(50, n1, v.cluster(i, 2), 0),
	)
}
