package screening

// piece is a word of a name while two names are compared.
type piece struct {
	*term
	class  class
	weight float32
}

// likeness is how alike two words are, and why.
type likeness struct {
	score float32 // 0 to 1
	how   how
}

type how uint8

const (
	unlike how = iota
	same
	familiar  // two spellings of one common name
	alike     // sound alike: another transliteration
	vowelless // one is written without vowels
	nearly    // letters differ
	nickname
	initialOf
	joined // one is written as several words
)

// doubt is how much a likeness leaves open. Vowels that a script leaves out are no
// slip, so their want says little.
func (l likeness) doubt() float32 {
	if l.how == vowelless {
		return vowellessDoubt * (1 - l.score)
	}
	return 1 - l.score
}

const (
	vowellessDoubt = 0.3
	vowellessShare = 0.7 // of a distance that counts when one side lacks its vowels
)

// least is the least score of a pair of words that still counts as a pair.
const least = 0.6

// safe is the score from which a pair is taken before words are joined.
const safe = 0.75

// Words that are each names or words of their own are no slips of one another.
const (
	otherWord   = 0.1  // off, when both stand in several listed names
	furtherEdit = 0.5  // what a second edit in a word costs beyond the first
	commonRare  = 0.07 // off a rare name when a common one is asked for
	severalFrom = 3    // listed names that a word must stand in for that
	sameFamily  = 0.96 // two spellings of one common name
	petName     = 0.85
)

// like compares two words.
func (x *Index) like(a, b piece) likeness {
	switch {
	case a.text == b.text:
		if a.abjad != b.abjad { // the one may have left vowels out
			return likeness{0.95, vowelless}
		}
		return likeness{1, same}
	case a.class == number && b.class == number, a.class == particle || b.class == particle:
		return likeness{}
	}
	famA, famB := a.family, b.family
	switch {
	case famA != 0 && famA == famB:
		return likeness{sameFamily, familiar}
	case a.abjad || b.abjad:
		return x.likeAbjad(a, b)
	}
	if a.pet || b.pet {
		if l, ok := x.pet(a.text, b.text); ok {
			return l
		}
	}
	if famA != 0 && famB != 0 && a.sound != b.sound { // two names, however alike
		return likeness{}
	}
	longest := max(len(a.text), len(b.text))
	if min(len(a.text), len(b.text)) < 2 || longest < 3 {
		return likeness{}
	}
	best, far := x.likeSound(a, b)
	limit := max(1, longest/3)
	if e := edits(a.text, b.text, limit); e <= limit {
		if s := 1 - (float32(e)+furtherEdit*float32(max(0, e-1)))/float32(longest); s > best.score {
			best = likeness{s, nearly}
		}
	}
	if famA != 0 && famB == 0 { // a common name was asked for, and the list holds a rare one
		best.score -= commonRare
	}
	if far && (famA != 0 || a.count >= severalFrom) && (famB != 0 || b.count >= severalFrom) {
		best.score -= otherWord
	}
	if best.score < least {
		return likeness{}
	}
	return best
}

// likeSound compares sounds; far reports that they differ by more than
// transliterations of one name usually do.
func (x *Index) likeSound(a, b piece) (l likeness, far bool) {
	longest := max(len(a.sound), len(b.sound))
	if longest == 0 {
		return likeness{}, true
	}
	d := x.plain.distance(a.sound, b.sound)
	if longest < 5 { // short names differ by their vowels
		d += d / 2
	}
	return likeness{sounded(0.99, float32(d)/float32(letter*longest)), alike}, d > 6
}

// sounded turns a distance of sounds, as a share of their length, into a score.
// Transliterations of one name rarely differ by more than an eighth; beyond
// that the score falls three times as fast.
func sounded(top, share float32) float32 {
	const usual = 0.08
	if share <= usual {
		return top - share
	}
	return top - usual - 3*(share-usual)
}

func (x *Index) likeAbjad(a, b piece) likeness {
	d := x.abjad.distance(a.sound, b.sound)
	share := float32(d) / float32(letter*max(len(a.sound), len(b.sound), 1))
	s := sounded(0.96, share*vowellessShare)
	if s < least {
		return likeness{}
	}
	return likeness{s, vowelless}
}

func (x *Index) pet(a, b string) (likeness, bool) {
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		for _, name := range x.lexicon.nicknames[pair[0]] {
			if name == pair[1] {
				return likeness{petName, nickname}, true
			}
		}
	}
	return likeness{}, false
}
