// Package conllu reads treebanks in the CoNLL-U format of Universal
// Dependencies (https://universaldependencies.org/format.html).
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Word is one syntactic word of a sentence. Empty nodes are not kept.
type Word struct {
	Form, Lemma, UPOS, XPOS string
	Head                    int // 1-based id of the head, 0 for the root
	Rel                     string
	Misc                    string
	Surface                 string // what stands in the text; empty inside a contraction but for its first word
	Space                   bool   // white space follows the surface
}

// Sentence is one tree.
type Sentence struct {
	ID       string
	Words    []Word
	NewPar   bool
	Document string // id of the newest "# newdoc"
}

// Text is the sentence as it stands in the document, without trailing space.
func (s *Sentence) Text() string {
	var b strings.Builder
	for _, w := range s.Words {
		b.WriteString(w.Surface)
		if w.Space {
			b.WriteByte(' ')
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Read returns the sentences of r in order. A line that breaks the format is
// an error that names the line; what came before it is returned as well.
func Read(r io.Reader) ([]Sentence, error) {
	scan := bufio.NewScanner(r)
	scan.Buffer(make([]byte, 1<<16), 1<<24)
	reader := &reader{}
	for line := 1; scan.Scan(); line++ {
		if err := reader.line(strings.TrimRight(scan.Text(), "\r")); err != nil {
			return reader.done, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if err := scan.Err(); err != nil {
		return reader.done, err
	}
	err := reader.flush() // the last sentence, where no blank line ends the file
	return reader.done, err
}

type reader struct {
	done     []Sentence
	current  Sentence
	document string
	newPar   bool
	joined   int // last id of the contraction that is being read
	surface  string
	space    bool
}

func (r *reader) line(text string) error {
	switch {
	case text == "":
		return r.flush()
	case text[0] == '#':
		r.comment(strings.TrimSpace(text[1:]))
		return nil
	}
	return r.word(strings.Split(text, "\t"))
}

func (r *reader) comment(text string) {
	key, value, _ := strings.Cut(text, "=")
	switch key = strings.TrimSpace(key); {
	case key == "newdoc id":
		r.document, r.newPar = strings.TrimSpace(value), true
	case strings.HasPrefix(key, "newpar"):
		r.newPar = true
	case key == "sent_id":
		r.current.ID = strings.TrimSpace(value)
	}
}

func (r *reader) word(field []string) error {
	if len(field) != 10 {
		return fmt.Errorf("%d columns, want 10", len(field))
	}
	if strings.Contains(field[0], ".") {
		return nil
	}
	space := !strings.Contains(field[9], "SpaceAfter=No")
	if first, last, ok := strings.Cut(field[0], "-"); ok {
		return r.contraction(first, last, field[1], space)
	}
	id, err := strconv.Atoi(field[0])
	if err != nil || id != len(r.current.Words)+1 {
		return fmt.Errorf("word id %q, want %d", field[0], len(r.current.Words)+1)
	}
	head, err := strconv.Atoi(field[6])
	if err != nil || head < 0 || head == id {
		return fmt.Errorf("head %q of word %d", field[6], id)
	}
	w := Word{Form: field[1], Lemma: field[2], UPOS: field[3], XPOS: field[4], Head: head, Rel: field[7], Misc: field[9]}
	if id > r.joined {
		w.Surface, w.Space = field[1], space
	} else {
		w.Surface, r.surface = r.surface, ""
		w.Space = id == r.joined && r.space
	}
	r.current.Words = append(r.current.Words, w)
	return nil
}

func (r *reader) contraction(first, last, form string, space bool) error {
	from, err := strconv.Atoi(first)
	if err != nil || from != len(r.current.Words)+1 {
		return fmt.Errorf("contraction begins at %q, want %d", first, len(r.current.Words)+1)
	}
	if r.joined, err = strconv.Atoi(last); err != nil {
		return fmt.Errorf("contraction ends at %q", last)
	}
	r.surface, r.space = form, space
	return nil
}

func (r *reader) flush() error {
	s := r.current
	r.current, r.joined = Sentence{}, 0
	if len(s.Words) == 0 {
		return nil
	}
	for i, w := range s.Words {
		if w.Head > len(s.Words) {
			return fmt.Errorf("sentence %s: head %d of word %d is beyond the sentence", s.ID, w.Head, i+1)
		}
	}
	s.Document, s.NewPar = r.document, r.newPar
	r.newPar = false
	r.done = append(r.done, s)
	return nil
}
