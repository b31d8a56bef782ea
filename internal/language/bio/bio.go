// Package bio reads entity corpora in columns: a word and its BIO label on each
// line, an empty line between sentences.
package bio

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Sentence is a sentence's words and labels ("O", "B-X", "I-X"). Layers holds
// all columns behind the word where there are several; Labels is the last.
type Sentence struct {
	Words  []string
	Labels []string
	Layers [][]string
}

// Span is an entity: words First to Last, half-open.
type Span struct {
	First, Last int
	Type        string
}

// Read returns the sentences of r. Columns are parted by tabs, else by spaces;
// the last one is the label. A line without a label is an error that names it.
func Read(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	end := func() {
		if len(s.Words) > 0 {
			out = append(out, s)
		}
		s = Sentence{}
	}
	scan := bufio.NewScanner(r)
	scan.Buffer(make([]byte, 1<<16), 1<<22)
	for line := 1; scan.Scan(); line++ {
		text := strings.TrimRight(scan.Text(), "\r")
		if strings.TrimSpace(text) == "" {
			end()
			continue
		}
		word, labels, err := columns(text)
		if err != nil {
			return out, fmt.Errorf("line %d: %w", line, err)
		}
		if word == "<DOCSTART>" || word == "-DOCSTART-" {
			end()
			continue
		}
		s.Words, s.Labels = append(s.Words, word), append(s.Labels, labels[len(labels)-1])
		s.Layers = append(s.Layers, labels)
	}
	end()
	return out, scan.Err()
}

func columns(text string) (word string, labels []string, err error) {
	fields := strings.Split(text, "\t")
	if len(fields) < 2 {
		fields = strings.Fields(text)
	}
	if len(fields) < 2 || fields[0] == "" {
		return "", nil, fmt.Errorf("want a word and a label, have %q", text)
	}
	label := strings.TrimSpace(fields[len(fields)-1])
	if label != "O" && !strings.HasPrefix(label, "B-") && !strings.HasPrefix(label, "I-") {
		return "", nil, fmt.Errorf("label %q is none of O, B-…, I-…", label)
	}
	return fields[0], fields[1:], nil
}

// Spans returns the entities. An I without a fitting label before begins one,
// as in conlleval.
func (s *Sentence) Spans() []Span {
	var out []Span
	for i, label := range s.Labels {
		if label == "O" {
			continue
		}
		kind := label[2:]
		if n := len(out); label[0] == 'I' && n > 0 && out[n-1].Last == i && out[n-1].Type == kind {
			out[n-1].Last = i + 1
			continue
		}
		out = append(out, Span{First: i, Last: i + 1, Type: kind})
	}
	return out
}
