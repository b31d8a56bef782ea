package screening

import "ascribe/internal/knowledge/designation"

// reading is a query read as the name of one kind of party.
type reading struct {
	name   string // as it was typed
	kind   designation.Type
	pieces []piece
	tokens []token
	weight float32
	exact  uint64
	sole   bool   // one word of content only
	plain  string // the words as one string
}

// maxWords bounds what of a name is compared; no listed name is longer.
const maxWords = 48

// read reads a name as one of a kind, looking its words up.
func (x *Index) readName(name string, kind designation.Type) reading {
	words := x.lexicon.fold(name)
	words = words[:min(len(words), maxWords)]
	plain := plainOf(words)
	if kind != designation.Person {
		x.mend(words)
	}
	tokens := x.lexicon.classify(words, kind)
	tokens = tokens[:min(len(tokens), maxWords)] // one word may become two
	r := reading{name: name, kind: kind, tokens: tokens, plain: plain, pieces: make([]piece, len(tokens)), exact: x.exactKey(tokens)}
	contents := 0
	for i := range tokens {
		t := &tokens[i]
		p := piece{term: x.known(*t), class: t.class}
		t.sound = p.sound
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
	made := x.lexicon.term(t)
	made.weight, made.rarity = weight, x.rarity(0)
	return &made
}

// pieces of a listed name.
func (x *Index) pieces(n *listedName, buffer []piece) []piece {
	for _, p := range n.tokens[:min(len(n.tokens), maxWords)] {
		buffer = append(buffer, piece{term: &x.terms[p.term], class: p.class, weight: p.weight})
	}
	return buffer
}

// mend spells long words of legal forms right that no listed name holds as they
// are: "LIMITEF" is "limited".
func (x *Index) mend(words []word) {
	for i := range words {
		w := &words[i]
		if _, held := x.byText[w.text]; held || w.abjad || len(w.text) < mendFrom || x.lexicon.formWord[w.text] {
			continue
		}
		limit := 2
		best := ""
		for right := range x.lexicon.formWord {
			if e := edits(w.text, right, limit); e <= limit && (best == "" || e < limit || right < best) {
				best, limit = right, e
			}
		}
		if best != "" {
			w.text = best
		}
	}
}

// mendFrom is the least number of letters of a word that is mended.
const mendFrom = 6
