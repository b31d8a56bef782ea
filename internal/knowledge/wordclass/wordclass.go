// Package wordclass reads tables of word classes: the words that a rule of the
// stages looks for, kept as data and not as code.
package wordclass

import "strings"

// Classes holds the words of each class, in lower case.
type Classes map[string]map[string]bool

// Read reads a table of tab-separated lines: class, its words parted by "|",
// what they say. The first line is the header.
func Read(table string) Classes {
	c := Classes{}
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		class, rest, ok := strings.Cut(line, "\t")
		if i == 0 || !ok {
			continue
		}
		words, _, _ := strings.Cut(rest, "\t")
		c[class] = map[string]bool{}
		for w := range strings.SplitSeq(words, "|") {
			c[class][w] = true
		}
	}
	return c
}

// Has reports whether a word, in lower case, belongs to a class.
func (c Classes) Has(class, word string) bool { return c[class][word] }
