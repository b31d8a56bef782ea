// Package copies finds near-copies of a text: reprints, excerpts with a new
// headline, and spun text whose words were swapped for synonyms.
//
// Sign makes a fixed-size Signature of a text. Two signatures give an Overlap;
// Compare says whether one text copies the other. Bands are the signature's
// locality-sensitive hashes: texts that share none are not worth comparing.
//
// The measure is MinHash (Broder 1997, "On the resemblance and containment of
// documents") over two sets: runs of five words, which a reprint keeps, and
// pairs of neighbouring anchors (names and numbers), which spun text keeps.
package copies

import "ascribe"

// Version stamps the signatures: those of different versions don't compare.
const Version = "copies/1"

// The shape of a signature.
const (
	wordHashes   = 128 // minima over word shingles: standard error of the estimate ≤ 0.044
	anchorHashes = 96  // minima over anchor pairs: ≤ 0.051
	wordRows     = 4   // rows to a band: 32 bands find half of the pairs at a Jaccard of 0.39
	anchorRows   = 3   // 32 bands: half at 0.28
)

// What counts as a copy.
const (
	reprint = 0.35 // Jaccard of word shingles: more than two in five words' runs are shared
	spun    = 0.40 // Jaccard of anchor pairs, when word shingles fall short
)

// Signature is a text's minima, word shingles' first. It is empty for a text
// that is too short to compare.
type Signature []uint64

// Sign makes the signature of a text's prose; boilerplate and markup don't count.
func Sign(t ascribe.Text) Signature {
	words := wordsOf(t.Prose())
	shingles := wordShingles(words)
	if len(shingles) < fewestShingles {
		return nil
	}
	out := make(Signature, 0, wordHashes+anchorHashes)
	out = append(out, minima(shingles, wordHashes)...)
	return append(out, minima(anchorPairs(words), anchorHashes)...)
}

// Overlap estimates the Jaccard similarity of the two texts' word shingles, 0 to 1.
func (s Signature) Overlap(o Signature) float64 {
	if !s.comparable(o) {
		return 0
	}
	return agreement(s[:wordHashes], o[:wordHashes])
}

// Anchors estimates the Jaccard similarity of the two texts' pairs of
// neighbouring names and numbers, 0 to 1.
func (s Signature) Anchors(o Signature) float64 {
	if !s.comparable(o) {
		return 0
	}
	return agreement(s[wordHashes:], o[wordHashes:])
}

// Compare reports whether one text is a near-copy of the other, and by how much
// the two overlap: the greater of Overlap and Anchors.
func (s Signature) Compare(o Signature) (overlap float64, isCopy bool) {
	words, anchors := s.Overlap(o), s.Anchors(o)
	return max(words, anchors), words >= reprint || anchors >= spun
}

// Bands are the hashes by which candidates are looked up: near-copies share at
// least one with high probability.
func (s Signature) Bands() []uint64 {
	if len(s) != wordHashes+anchorHashes {
		return nil
	}
	return append(bands(s[:wordHashes], wordRows, 0), bands(s[wordHashes:], anchorRows, wordHashes)...)
}

func (s Signature) comparable(o Signature) bool {
	return len(s) == wordHashes+anchorHashes && len(s) == len(o)
}
