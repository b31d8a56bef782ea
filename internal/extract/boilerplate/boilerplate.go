// Package boilerplate marks what a page says about itself: share buttons,
// subscription boxes, comments, related links, tags, credits, legal lines,
// menus. It changes the kind of blocks and no byte of the text.
//
// Marker.Mark is the entry point. Wording is in patterns.tsv; what wording
// can't tell is told by structure (see structure.go).
package boilerplate

import (
	"strings"

	"ascribe"
	"ascribe/internal/extract/layout"
)

// longest is how many bytes a block may have to be compared with the patterns:
// what a page says about itself is short.
const longest = 600

// frontBlocks is how many blocks at the beginning may be front matter.
const frontBlocks = 15

// Mark returns the text with its boilerplate blocks marked as such. The blocks
// of the given text are left as they are.
func (m *Marker) Mark(t ascribe.Text) ascribe.Text {
	p := newPage(t)
	p.findProse()
	m.byWording(p)
	p.menus()
	p.trailer()
	p.links()
	p.repeats()
	out := t
	out.Blocks = make([]ascribe.Block, len(t.Blocks))
	for i, b := range t.Blocks {
		if p.parts[i].marked {
			b.Kind = ascribe.BoilerplateBlock
		}
		out.Blocks[i] = b
	}
	return out
}

// byWording marks the blocks whose words match a pattern, as far as the
// pattern's scope reaches.
func (m *Marker) byWording(p *page) {
	for i := 0; i < len(p.parts); i++ {
		part := &p.parts[i]
		if part.tags || isDateLine(part.words) {
			part.marked = true
		}
		if len(part.words) > longest || p.announced(i) {
			continue
		}
		switch m.match(part.words) {
		case lineScope:
			part.marked = true
		case frontScope:
			part.marked = part.marked || i < frontBlocks
		case sectionScope:
			part.marked = true
			p.markSection(i + 1)
		case endScope:
			if i*3 > len(p.parts) && p.firstProse < i {
				p.markFrom(i)
				return
			}
		}
	}
}

// part is a block as boilerplate is judged by.
type part struct {
	kind   ascribe.BlockKind
	words  string // visible, white space folded
	count  int    // of words
	prose  bool   // a whole sentence or more
	tags   bool   // nothing but [[wiki brackets]]
	linked int    // bytes of words that are link text
	marked bool
}

type page struct {
	parts      []part
	firstProse int // index of the first prose, len(parts) when there is none
	lastProse  int // -1 when there is none
}

func newPage(t ascribe.Text) *page {
	p := &page{parts: make([]part, len(t.Blocks))}
	for i, b := range t.Blocks {
		words := layout.Visible(t, b)
		p.parts[i] = part{kind: b.Kind, words: words, count: len(strings.Fields(words)), linked: linkText(t, b),
			prose: isProse(b.Kind, words), tags: wikiTags.MatchString(b.Of(t.Content)),
			marked: b.Kind == ascribe.BoilerplateBlock || words == ""}
	}
	return p
}

// linkText counts the bytes of a block that are the text of Markdown links:
// those between a "[" and a "](…" that are both markup.
func linkText(t ascribe.Text, b ascribe.Block) int {
	n, open := 0, -1
	for _, m := range layout.MarkupIn(t, b.Span) {
		switch s := m.Of(t.Content); {
		case s == "[":
			open = m.End
		case strings.HasPrefix(s, "](") && open >= 0:
			n += m.Start - open
			open = -1
		}
	}
	return n
}
