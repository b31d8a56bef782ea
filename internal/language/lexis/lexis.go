// Package lexis turns the words of a sentence into the numbers that the
// models see.
package lexis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is what the models see of one token. All numbers are hashes but for
// Clusters, which are small identifiers (0: none).
type Word struct {
	Form, Lower uint64
	Prefix      [3]uint64 // first one, two and three letters
	Suffix      [4]uint64 // last one to four letters
	Shape       uint64
	Clusters    [3]uint16 // coarse to fine
	Tag, UPOS   uint16    // set by the tagger; index + 1, 0: none yet
	Text        string    // the lower-case form
	Case        Case
	Kind        Kind
}

// Kind is what sort of thing a form is, as far as its characters tell.
type Kind uint8

// The kinds of forms.
const (
	Ordinary Kind = iota
	Number        // digits and separators
	Mixed         // letters and digits
	Dotted        // host or file name
	Location      // URL or path
	Mail          // address or handle
	Digest        // hash
	Weakness      // CVE and the like
	Mark          // no letter, no digit
	Camel         // a capital behind a small letter
)

// Case is how a word is written.
type Case uint8

// The ways of writing a word.
const (
	Other Case = iota // no letter first, or mixed
	Small             // small letters
	Title             // one capital, then small letters
	Upper             // capitals only, at least two
)

// Lexicon knows the clusters of words. It is read-only.
type Lexicon struct {
	clusters map[string][3]uint16
}

// NewLexicon returns a lexicon with these clusters, which may be nil.
func NewLexicon(clusters map[string][3]uint16) *Lexicon {
	return &Lexicon{clusters: clusters}
}

// Word describes form.
func (l *Lexicon) Word(form string) Word {
	kind := kindOf(form)
	if name := classes[kind]; name != "" {
		form = name
	}
	lower := Digits(strings.ToLower(form))
	w := Word{Kind: kind, Form: Hash(form), Lower: Hash(lower), Shape: shape(form), Text: lower, Case: CaseOf(form)}
	w.Clusters = l.clusters[lower]
	at := 0
	for i := range w.Prefix {
		if at < len(lower) {
			_, n := utf8.DecodeRuneInString(lower[at:])
			at += n
		}
		w.Prefix[i] = Hash(lower[:at])
	}
	at = len(lower)
	for i := range w.Suffix {
		_, n := utf8.DecodeLastRuneInString(lower[:at])
		at -= n
		w.Suffix[i] = Hash(lower[at:])
	}
	return w
}

// CaseOf says how form is written.
func CaseOf(form string) Case {
	capitals, smalls := 0, 0
	for i, r := range form {
		switch {
		case unicode.IsUpper(r):
			capitals++
			if smalls > 0 {
				return Other
			}
		case unicode.IsLower(r):
			smalls++
		case i == 0:
			return Other
		}
	}
	switch {
	case capitals == 0 && smalls > 0:
		return Small
	case capitals == 1 && smalls > 0:
		return Title
	case capitals > 1 && smalls == 0:
		return Upper
	}
	return Other
}

// Digits replaces every digit by 0 in forms that have one, so that all years
// and all amounts of a length are one word.
func Digits(form string) string {
	if !strings.ContainsAny(form, "123456789") {
		return form
	}
	return strings.Map(func(r rune) rune {
		if r >= '1' && r <= '9' {
			return '0'
		}
		return r
	}, form)
}

// Hash is FNV-1a in 64 bits, finished so that its upper bits are good too.
func Hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return Mix(h)
}

// Mix spreads every bit of x over the result (the finaliser of splitmix64).
func Mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Join makes one feature of a template number and up to three values.
func Join(template, a, b, c uint64) uint64 {
	h := template*0x9e3779b97f4a7c15 + a
	h = h*0xff51afd7ed558ccd + b
	h ^= h >> 32
	h = h*0xc4ceb9fe1a85ec53 + c
	h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// shape is the form with letters as X or x and digits as 9, runs cut at three.
func shape(form string) uint64 {
	h, last, run := uint64(14695981039346656037), byte(0), 0
	for _, r := range form {
		c := shapeOf(r)
		if c == last {
			if run++; run > 2 {
				continue
			}
		} else {
			last, run = c, 0
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return Mix(h)
}

func shapeOf(r rune) byte {
	switch {
	case r >= 'a' && r <= 'z':
		return 'x'
	case r >= 'A' && r <= 'Z':
		return 'X'
	case r >= '0' && r <= '9':
		return '9'
	case r < utf8.RuneSelf:
		return byte(r)
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	}
	return '#'
}

// classes are common names for forms that no corpus lists.
var classes = map[Kind]string{Location: "<url>", Mail: "<mail>", Digest: "<hash>", Weakness: "<cve>"}

func kindOf(form string) Kind {
	var capital, small, digit, dot, slash, camel bool
	for i := range len(form) {
		switch c := form[i]; {
		case c >= 'a' && c <= 'z' || c >= 0x80:
			small = true
		case c >= 'A' && c <= 'Z':
			camel = camel || small
			capital = true
		case c >= '0' && c <= '9':
			digit = true
		case c == '.':
			dot = dot || i > 0 && i < len(form)-1
		case c == '/' || c == '\\':
			slash = true
		}
	}
	letter := capital || small
	switch {
	case !letter && !digit:
		return Mark
	case len(form) < 4 && !(letter && digit):
		break
	case len(form) >= 32 && isHex(form):
		return Digest
	case strings.Contains(form, "://"), strings.HasPrefix(form, "www."), slash && letter && (dot || len(form) > 12):
		return Location
	case strings.IndexByte(form, '@') >= 0:
		return Mail
	case strings.HasPrefix(form, "CVE-"), strings.HasPrefix(form, "cve-"):
		return Weakness
	case dot && letter && len(form) > 4:
		return Dotted
	case camel:
		return Camel
	case letter && digit:
		return Mixed
	}
	if digit && !letter {
		return Number
	}
	return Ordinary
}

func isHex(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}
