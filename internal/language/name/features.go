// Package name finds names and dates: a conditional random field over BIO labels
// (Lafferty et al. 2001), learnt from corpora that each
// annotate other types.
package name

import "ascribe/internal/language/lexis"

// Text is what the recogniser sees of a sentence.
type Text struct {
	Words []lexis.Word
	Known []uint64 // per word: hash of the gazetteer's class and position, 0 for none
}

const outside = 0

func word(t *Text, i int) *lexis.Word {
	if i < 0 || i >= len(t.Words) {
		return &edge
	}
	return &t.Words[i]
}

var edge = lexis.Word{Form: 7, Lower: 7, Shape: 7, UPOS: 60, Tag: 200, Suffix: [4]uint64{7, 7, 7, 7}, Prefix: [3]uint64{7, 7, 7}}

func known(t *Text, i int) uint64 {
	if i < 0 || i >= len(t.Known) {
		return 0
	}
	return t.Known[i]
}

// features describes word i; caps is how the sentence is capitalised.
func features(t *Text, i int, caps uint64, buf []uint64) []uint64 {
	w, b1, b2, a1, a2 := word(t, i), word(t, i-1), word(t, i-2), word(t, i+1), word(t, i+2)
	first := uint64(0)
	if i == 0 {
		first = 1
	}
	j := lexis.Join
	c := func(w *lexis.Word, level int) uint64 { return uint64(w.Clusters[level]) }
	f := append(buf[:0],
		j(1, w.Lower, 0, 0), j(2, w.Form, caps, 0), j(3, w.Shape, caps, first), j(4, w.Suffix[2], 0, 0), j(5, w.Suffix[3], 0, 0),
		j(6, w.Prefix[2], 0, 0), j(7, uint64(w.Tag), 0, 0), j(8, uint64(w.UPOS), w.Shape, caps), j(9, b1.Lower, 0, 0),
		j(10, b2.Lower, 0, 0), j(11, a1.Lower, 0, 0), j(12, a2.Lower, 0, 0), j(13, b1.Lower, w.Lower, 0), j(14, w.Lower, a1.Lower, 0),
		j(15, b1.Shape, w.Shape, caps), j(16, w.Shape, a1.Shape, caps), j(17, b1.Shape, w.Shape, a1.Shape),
		j(18, uint64(b1.UPOS), uint64(w.UPOS), uint64(a1.UPOS)), j(19, uint64(b1.UPOS), uint64(w.UPOS), 0), j(20, uint64(w.UPOS), uint64(a1.UPOS), 0),
		j(21, b1.Lower, w.Shape, 0), j(22, a1.Lower, w.Shape, 0), j(23, b2.Lower, b1.Lower, w.Shape), j(24, a1.Lower, a2.Lower, w.Shape),
		j(25, c(w, 2), 0, 0), j(26, c(w, 1), w.Shape, 0), j(27, c(b1, 2), w.Shape, 0), j(28, c(a1, 2), w.Shape, 0),
		j(29, c(b1, 1), c(w, 1), c(a1, 1)), j(30, w.Suffix[1], w.Shape, 0), j(31, a1.Suffix[2], w.Shape, 0), j(32, b1.Suffix[2], w.Shape, 0),
		j(33, uint64(b2.UPOS), uint64(b1.UPOS), w.Shape), j(34, w.Suffix[2], w.Shape, 0), j(35, b1.Form, w.Form, a1.Form),
		j(36, word(t, i+3).Lower, w.Shape, 0), j(37, word(t, i-3).Lower, w.Shape, 0),
		j(38, uint64(w.Kind), w.Prefix[0], 0), j(39, uint64(w.Kind), b1.Lower, 0), j(40, uint64(w.Kind), a1.Lower, 0),
		j(41, uint64(b1.Kind), uint64(w.Kind), uint64(a1.Kind)), j(42, uint64(w.Kind), w.Suffix[3], 0),
	)
	if k := known(t, i); k != 0 {
		f = append(f, j(50, k, 0, 0), j(51, k, w.Shape, caps), j(52, k, w.Lower, 0), j(53, k, b1.Lower, 0), j(54, k, a1.Lower, 0), j(55, k, uint64(w.UPOS), 0))
	}
	if k := known(t, i-1); k != 0 {
		f = append(f, j(56, k, w.Shape, 0))
	}
	if k := known(t, i+1); k != 0 {
		f = append(f, j(57, k, w.Shape, 0))
	}
	return f
}

// step is the feature of the label before, which is scored like any other.
func step(before int) uint64 { return lexis.Join(100, uint64(before), 0, 0) }
