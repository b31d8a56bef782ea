package screening

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// word is one word of a name, in small Latin letters and digits.
type word struct {
	text   string
	abjad  bool   // from a script that leaves short vowels out (Arabic, Hebrew)
	sound  string // of an abjad word, letter by letter: d and h there are not the digraph dh
	dotted bool   // one letter with a full stop after it
}

// fold writes a name of any script in Latin words. Apostrophes vanish, every
// other mark parts words; single letters parted by full stops alone are one
// word ("L.L.C."). Scripts without a table of their own (Han, kana, Hangul,
// Georgian …) are romanised by unidecode, a word for each Han character or Hangul syllable.
func (l *lexicon) fold(name string) []word {
	f := folder{lexicon: l}
	for _, r := range name {
		f.add(r)
	}
	f.end()
	return joinLetters(f.words)
}

type folder struct {
	*lexicon
	words []word
	text  []byte
	sound []byte
	abjad bool
}

func (f *folder) add(r rune) {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		f.text = append(f.text, byte(r))
	case r >= 'A' && r <= 'Z':
		f.text = append(f.text, byte(r)+'a'-'A')
	case r == '.':
		f.end()
		if n := len(f.words); n > 0 && len(f.words[n-1].text) == 1 {
			f.words[n-1].dotted = true
		}
	case r < 0x80:
		if r != '\'' && r != '`' {
			f.end()
		}
	default:
		f.foreign(r)
	}
}

// foreign adds a letter beyond ASCII: by the table of letters, without its marks
// (NFKD), or as unidecode romanises it.
func (f *folder) foreign(r rune) {
	r = unicode.ToLower(r)
	if f.addLetter(r) {
		return
	}
	switch {
	case r == 0x200c:
		f.silentH()
	case unicode.IsMark(r), isApostrophe(r), r == 0x200d, r == 0x640: // the joiner and tatweel shape letters only
	case unicode.In(r, unicode.Han, unicode.Hangul): // a word for each syllable
		f.end()
		f.romanise(r)
		f.end()
	case unicode.In(r, unicode.Katakana, unicode.Hiragana):
		f.romanise(r)
	case unicode.IsLetter(r), unicode.IsDigit(r):
		for _, part := range norm.NFKD.String(string(r)) {
			switch {
			case part < 0x80:
				f.add(part)
			case unicode.IsMark(part) || f.addLetter(part):
			default:
				f.romanise(part)
			}
		}
	default:
		f.end()
	}
}

// silentH reads the h that Persian writes for a last e, which a zero-width
// non-joiner parts from a suffix.
func (f *folder) silentH() {
	if n, m := len(f.text), len(f.sound); f.abjad && n > 1 && m > 1 && f.text[n-1] == 'h' && f.sound[m-1] == 'h' {
		f.text[n-1], f.sound[m-1] = 'e', 'e'
	}
}

// addLetter adds a letter that the table holds.
func (f *folder) addLetter(r rune) bool {
	latin, ok := f.letters[r]
	if ok {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew) {
			f.abjad = true
			f.sound = append(f.sound, f.lexicon.sound(latin)...)
		}
		f.text = append(f.text, latin...)
	}
	return ok
}

func (f *folder) romanise(r rune) {
	for _, c := range []byte(unidecode.Unidecode(string(r))) {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			f.text = append(f.text, c)
		}
	}
}

func isApostrophe(r rune) bool { return strings.ContainsRune("’‘ʼʻʾʿ´′ˈ", r) }

func (f *folder) end() {
	text, sound, abjad := string(f.text), string(f.sound), f.abjad
	f.text, f.sound, f.abjad = f.text[:0], f.sound[:0], false
	if text == "" {
		return
	}
	if rest, ok := strings.CutPrefix(text, "al"); ok && abjad && len(rest) > 2 { // the article is written with its noun
		f.words = append(f.words, word{text: "al"})
		text, sound = rest, sound[2:]
	}
	if read, ok := f.unvowelled[text]; ok && abjad {
		f.words = append(f.words, word{text: read})
		return
	}
	f.words = append(f.words, word{text: text, sound: sound, abjad: abjad})
}

// joinLetters makes one word of letters parted by full stops: "L.L.C." is "llc".
func joinLetters(words []word) []word {
	out := words[:0]
	open := false // the last word out is letters that the next letter joins
	for _, w := range words {
		letter := len(w.text) == 1 && w.text[0] >= 'a'
		if open && letter {
			out[len(out)-1].text += w.text
		} else {
			out = append(out, w)
		}
		open = letter && w.dotted
	}
	return out
}
