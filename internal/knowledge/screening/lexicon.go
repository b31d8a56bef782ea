package screening

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed data/*.tsv data/*.txt
var tables embed.FS

// lexicon is what the engine knows about writing and words; read-only.
type lexicon struct {
	letters     map[rune]string   // letter → Latin letters
	unvowelled  map[string]string // name as a script without vowels spells it → its usual reading
	sounds      map[string]string
	longest     [256]uint8 // letters of the longest spelling of a sound, by its first
	titles      map[string]bool
	ships       map[string]bool // what stands before a ship's name
	particles   map[string]bool
	patronymics []string            // endings
	forms       map[string]string   // legal form, words parted by spaces → kind
	formWords   int                 // words of the longest legal form
	formWord    map[string]bool     // words that legal forms are made of
	words       map[string]string   // variant → word it stands for
	nicknames   map[string][]string // pet form → given names
	families    map[string]int      // spelling of a common name → number of the name, from 1
}

// newLexicon reads the embedded tables.
func newLexicon() (*lexicon, error) {
	l := &lexicon{letters: map[rune]string{}, unvowelled: map[string]string{}, sounds: map[string]string{}, titles: map[string]bool{},
		ships: map[string]bool{}, particles: map[string]bool{}, forms: map[string]string{}, formWord: map[string]bool{}, words: map[string]string{},
		nicknames: map[string][]string{}, families: map[string]int{}}
	family := 0
	for _, table := range []struct {
		file string
		add  func(key, value string)
	}{
		{"letters.tsv", func(k, v string) { l.letters[[]rune(k)[0]] = v }},
		{"sounds.tsv", func(k, v string) {
			l.sounds[k] = v
			l.longest[k[0]] = max(l.longest[k[0]], uint8(len(k)))
		}},
		{"unvowelled.tsv", func(k, v string) { l.unvowelled[k] = v }},
		{"titles.txt", func(k, _ string) { l.titles[k] = true }},
		{"ships.txt", func(k, _ string) { l.ships[k] = true }},
		{"particles.txt", func(k, _ string) { l.particles[k] = true }},
		{"patronymics.txt", func(k, _ string) { l.patronymics = append(l.patronymics, k) }},
		{"forms.tsv", func(k, v string) {
			l.forms[k] = v
			l.formWords = max(l.formWords, 1+strings.Count(k, " "))
			for w := range strings.FieldsSeq(k) {
				l.formWord[w] = true
			}
		}},
		{"words.tsv", func(k, v string) { l.words[k] = v }},
		{"nicknames.tsv", func(k, v string) { l.nicknames[k] = append(l.nicknames[k], v) }},
		{"families.txt", func(k, _ string) {
			family++
			for spelling := range strings.FieldsSeq(k) {
				l.families[spelling] = family
			}
		}},
	} {
		if err := eachLine(table.file, table.add); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// eachLine calls add with the first two columns of every line of a table.
func eachLine(file string, add func(key, value string)) error {
	content, err := tables.ReadFile("data/" + file)
	if err != nil {
		return fmt.Errorf("screening: %w", err)
	}
	for line := range strings.Lines(string(content)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, rest, _ := strings.Cut(line, "\t")
		value, _, _ := strings.Cut(rest, "\t")
		add(key, value)
	}
	return nil
}

// patronymic reports whether a word ends like a patronymic.
func (l *lexicon) patronymic(word string) bool {
	for _, ending := range l.patronymics {
		if len(word) > len(ending)+2 && strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}
