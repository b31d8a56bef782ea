package model

import (
	"strings"

	"ascribe"
)

// Bounds of what is shown at once.
const (
	DefaultWindow = 12000 // bytes of text, some 3,000 tokens
	overlapShare  = 6     // a window repeats at most this part of the one before
	smallest      = 1200  // bytes; a window is not halved below
)

// window is a part of a text: whole sentences in order.
type window []ascribe.Span

// span runs from the window's first sentence to its last.
func (w window) span() ascribe.Span { return ascribe.Span{Start: w[0].Start, End: w[len(w)-1].End} }

func (w window) size() int { return w.span().Len() }

// windows cuts sentences into windows of at most size bytes that overlap, so
// that what points back still has what it points to. One sentence is never cut.
func windows(sentences []ascribe.Span, size int) []window {
	var out []window
	for first := 0; first < len(sentences); {
		last := first + 1
		for last < len(sentences) && sentences[last].End-sentences[first].Start <= size {
			last++
		}
		out = append(out, sentences[first:last])
		if last == len(sentences) {
			break
		}
		next := last
		for next-1 > first && sentences[last-1].End-sentences[next-1].Start <= size/overlapShare {
			next--
		}
		first = next
	}
	return out
}

// halves cuts a window in two that overlap by a sentence; nil when it is as
// small as it gets.
func (w window) halves() []window {
	if len(w) < 2 || w.size() <= smallest {
		return nil
	}
	middle := w[0].Start + w.size()/2
	k := 1
	for k < len(w)-1 && w[k].End <= middle {
		k++
	}
	return []window{w[:k], w[max(k-1, min(1, k)):]}
}

// text is what a window shows: its sentences, a blank line where a block ends.
func (w window) text(prose string) string {
	var b strings.Builder
	end := w[0].Start
	for _, s := range w {
		words := plain(s.Of(prose))
		if words == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(map[bool]string{true: "\n\n", false: " "}[strings.Contains(prose[end:s.Start], "\n")])
		}
		b.WriteString(words)
		end = s.End
	}
	return b.String()
}
