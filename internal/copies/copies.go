// Package copies finds near-copies of a text: reprints, excerpts with a new
// headline, and spun text whose words were swapped for synonyms.
//
// Sign makes a fixed-size Signature of a text. Two signatures give an Overlap;
// Compare says whether one text copies the other. Bands are the signature's
// locality-sensitive hashes: texts that share none are not worth comparing.
//
// The measure is MinHash (Broder 1997, "On the resemblance and containment of
// documents") over two sets: runs of five words, which a reprint keeps, and
// runs of the sentences' frame, which spun text keeps (see frameShingles).
package copies

import "ascribe"

// Version stamps the signatures: those of different versions don't compare.
const Version = "copies/1"

// The shape of a signature.
const (
	wordHashes  = 128 // minima over word shingles: standard error of the estimate ≤ 0.044
	frameHashes = 240 // minima over frame shingles: ≤ 0.032
	wordRows    = 8   // rows to a band: 16 bands, which find texts that are nearly the same
	frameRows   = 3   // 80 bands: of pairs with a Jaccard of 0.25 they find 71%, of 0.35 97%, of 0.05 1%
)

// What counts as a copy. Measured on 249 articles and pages: texts on the same
// event that are no copies share up to 0.19 of their word shingles and 0.20 of
// their frames (those of one publisher that share a paragraph of background);
// spun copies share 0.02 and 0.31 to 0.37.
const (
	reprint = 0.35 // Jaccard of word shingles
	spun    = 0.25 // Jaccard of frame shingles …
	swapped = 0.10 // … when that exceeds the word shingles' by this much: the words were changed
)

// Signature is a text's minima, word shingles' first. It is empty for a text
// that is too short to compare.
type Signature []uint64

// Sign makes the signature of a text's prose; boilerplate and markup don't count.
func Sign(t ascribe.Text) Signature {
	words := newReader().words(t.Prose())
	shingles := wordShingles(words)
	if len(shingles) < fewestShingles {
		return nil
	}
	out := make(Signature, 0, wordHashes+frameHashes)
	out = append(out, minima(shingles, wordHashes)...)
	return append(out, minima(frameShingles(words), frameHashes)...)
}

// Overlap estimates the Jaccard similarity of the two texts' word shingles, 0 to 1.
func (s Signature) Overlap(o Signature) float64 {
	if !s.comparable(o) {
		return 0
	}
	return agreement(s[:wordHashes], o[:wordHashes])
}

// Frames estimates the Jaccard similarity of the two texts' sentence frames, 0 to 1.
func (s Signature) Frames(o Signature) float64 {
	if !s.comparable(o) {
		return 0
	}
	return agreement(s[wordHashes:], o[wordHashes:])
}

// Compare reports whether one text is a near-copy of the other, and by how much
// the two overlap: Overlap for a reprint, Frames for a spun text.
func (s Signature) Compare(o Signature) (overlap float64, isCopy bool) {
	words, frames := s.Overlap(o), s.Frames(o)
	switch {
	case words >= reprint:
		return words, true
	case frames >= spun && frames-words >= swapped:
		return frames, true
	default:
		return words, false
	}
}

// Bands are the hashes by which candidates are looked up: near-copies share at
// least one with high probability.
func (s Signature) Bands() []uint64 {
	if len(s) != wordHashes+frameHashes {
		return nil
	}
	return append(bands(s[:wordHashes], wordRows, 0), bands(s[wordHashes:], frameRows, wordHashes)...)
}

func (s Signature) comparable(o Signature) bool {
	return len(s) == wordHashes+frameHashes && len(s) == len(o)
}
