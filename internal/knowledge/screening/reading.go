package screening

import "ascribe/internal/knowledge/designation"

// reading is a query read as the name of one kind of party.
type reading struct {
	kind   designation.Type
	pieces []piece
	tokens []token
	weight float32
	exact  uint64
	sole   bool // one word of content only
}

// maxWords bounds what of a name is compared; no listed name is longer.
const maxWords = 48

// read reads a name as one of a kind, looking its words up.
func (x *Index) readName(name string, kind designation.Type) reading {
	words := x.lexicon.fold(name)
	words = words[:min(len(words), maxWords)]
	if kind != designation.Person {
		x.mend(words)
	}
	tokens := x.lexicon.classify(words, kind)
	tokens = tokens[:min(len(tokens), maxWords)] // one word may become two
	r := reading{kind: kind, tokens: tokens, pieces: make([]piece, len(tokens)), exact: x.exactKey(tokens)}
	contents := 0
	for i, t := range tokens {
		p := piece{term: x.known(t), class: t.class}
		p.weight = p.term.weight * share(t.class)
		r.pieces[i] = p
		r.weight += p.weight
		if t.class <= number {
			contents++
		}
	}
	r.sole = contents <= 1
	return r
}

// known is the term of a word, made anew for a word that no listed name holds.
func (x *Index) known(t token) *term {
	key := t.text
	if t.abjad {
		key = "\x00" + key
	}
	if id, ok := x.byText[key]; ok {
		return &x.terms[id]
	}
	weight := float32(1)
	if x.lexicon.families[t.text] != 0 {
		weight = 0.6
	}
	return &term{token: t, mask: mask(t.text), weight: weight}
}

// pieces of a listed name.
func (x *Index) pieces(n *listed, buffer []piece) []piece {
	for _, p := range n.tokens[:min(len(n.tokens), maxWords)] {
		buffer = append(buffer, piece{term: &x.terms[p.term], class: p.class, weight: p.weight})
	}
	return buffer
}

// mend spells words of legal forms right that no listed name holds as they
// are: "LIMITEF" is "limited". A short one counts only at the end of the name.
func (x *Index) mend(words []word) {
	for i := range words {
		w := &words[i]
		if _, held := x.byText[w.text]; held || w.abjad || x.lexicon.formWord[w.text] || len(w.text) < 5 && i+1 < len(words) {
			continue
		}
		limit := 1
		if len(w.text) >= 7 {
			limit = 2
		}
		best := ""
		for right := range x.lexicon.formWord {
			if len(right) < 2 || (len(right) < 4) != (len(w.text) < 5) && len(w.text) > 4 {
				continue
			}
			if e := edits(w.text, right, limit); e <= limit && (best == "" || e < limit || right < best) {
				best, limit = right, e
			}
		}
		if best != "" && len(words) > 1 {
			w.text = best
		}
	}
}
