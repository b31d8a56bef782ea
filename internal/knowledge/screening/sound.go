package screening

// sound reduces a romanised word to what its spellings in different
// transliterations share: digraphs become one class, doubled letters one. The
// classes are in data/sounds.tsv.
func (l *lexicon) sound(text string) string {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		class, n := text[i:i+1], 1
		for k := min(int(l.longest[text[i]]), len(text)-i); k >= 1; k-- {
			if s, ok := l.sounds[text[i:i+k]]; ok {
				class, n = s, k
				break
			}
		}
		for j := range len(class) {
			c := class[j]
			if c == 'y' && len(text) > 1 && (i+n >= len(text) || !vowel(text[i+n])) {
				c = 'i'
			}
			if len(out) == 0 || out[len(out)-1] != c {
				out = append(out, c)
			}
		}
		i += n
	}
	return string(out)
}

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

// skeleton is a sound without what transliterations disagree about most:
// vowels, glides and h inside the word; a first vowel is "a". Loose also merges
// consonants that scripts without vowels, and readers of them, confuse.
func skeleton(sound string, loose bool) string {
	out := make([]byte, 0, len(sound))
	for i := range len(sound) {
		c := sound[i]
		switch {
		case i == 0 && (vowel(c) || c == 'y' || loose && c == 'v'):
			c = 'a'
		case vowel(c), c == 'y', c == 'h' && i > 0, loose && (c == 'h' || c == 'v'):
			continue
		case loose:
			c = merge(c)
		default:
			c = near(c)
		}
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return string(out)
}

// near merges consonants that transliterations of one name swap.
func near(c byte) byte {
	switch c {
	case 'X':
		return 'h'
	case 'G':
		return 'g'
	case 'Z':
		return 'J'
	case 'c':
		return 's'
	}
	return c
}

// merge is near, and letters with one sound in Persian and another in Arabic.
func merge(c byte) byte {
	switch c = near(c); c {
	case 'z':
		return 'd'
	case 'g':
		return 'k'
	case 'S':
		return 's'
	}
	return c
}
