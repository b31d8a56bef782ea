// Package layout finds the structure of plain text and Markdown: which lines
// belong together, and which of them are headings, list items, quotations,
// table rows. It changes no byte of the content; Markdown's syntax is listed
// as markup.
//
// Read is the entry point; Title picks the headline once boilerplate is known.
package layout

import (
	"slices"

	"ascribe"
)

// Read lays out a text whose lines end in "\n". The content must be valid UTF-8.
// It knows nothing of boilerplate and sets no title.
func Read(content string) ascribe.Text {
	b := &builder{content: content, lines: linesOf(content)}
	b.markdown = isMarkdown(content, b.lines)
	b.width = wrapWidth(content, b.lines)
	for b.at < len(b.lines) {
		b.take()
	}
	out := ascribe.Text{Content: content, Blocks: b.blocks, Markup: b.markup}
	slices.SortFunc(out.Markup, byStart)
	MarkHeadings(&out)
	return out
}

// builder walks over the lines and makes blocks of them.
type builder struct {
	content  string
	lines    []line
	markdown bool // inline syntax is Markdown's
	width    int  // see wrapWidth
	at       int  // the line to take next
	blocks   []ascribe.Block
	markup   []ascribe.Span

	behindImage bool // the last line with anything on it was an image
}

// take makes a block of the next line and those that continue it.
func (b *builder) take() {
	l := b.lines[b.at]
	switch l.kind {
	case blank:
		b.at++
	case rule, rowRule, underline, fence, reference:
		b.syntax(l.Span)
		b.at++
	case heading:
		b.at++
		b.add(l, l, ascribe.HeadingBlock)
	case row, code:
		b.at++
		b.add(l, l, ascribe.TableBlock)
	case bullet:
		b.add(l, b.last(), ascribe.ListItemBlock)
	case quoted:
		b.add(l, b.last(), ascribe.QuoteBlock)
	default:
		kind := ascribe.ParagraphBlock
		last := b.last()
		if b.at < len(b.lines) && b.lines[b.at].kind == underline && last == l {
			kind = ascribe.HeadingBlock
		}
		if kind != ascribe.ParagraphBlock || !b.splitCaption(l, last) {
			b.add(l, last, kind)
		}
	}
}

// last moves behind the lines that continue the block begun at b.at, and
// returns the last of them.
func (b *builder) last() line {
	first := b.lines[b.at]
	l := first
	for b.at++; b.at < len(b.lines) && b.joins(first, l, b.lines[b.at]); b.at++ {
		l = b.lines[b.at]
		if l.prefix > 0 {
			b.syntax(ascribe.Span{Start: l.Start, End: l.Start + l.prefix})
		}
	}
	return l
}

func (b *builder) joins(first, above, below line) bool {
	switch {
	case first.kind == quoted && below.kind == quoted:
		return below.prefix < below.Len() && above.prefix < above.Len() && continues(b.content, above, below, b.width)
	case below.kind != text:
		return false
	case b.at+1 < len(b.lines) && b.lines[b.at+1].kind == underline:
		return false // a heading of its own
	default:
		return continues(b.content, above, below, b.width)
	}
}

// add makes a block from the beginning of one line to the end of another.
func (b *builder) add(first, last line, kind ascribe.BlockKind) {
	span := ascribe.Span{Start: first.Start + first.prefix, End: last.End}
	if first.prefix > 0 {
		b.syntax(ascribe.Span{Start: first.Start, End: span.Start})
	}
	if span.Len() <= 0 {
		return
	}
	known := len(b.markup)
	if b.markdown {
		b.markup = append(b.markup, inlineMarkup(b.content, span, kind)...)
	}
	block := ascribe.Block{Span: span, Kind: kind}
	if Visible(ascribe.Text{Content: b.content, Markup: b.markup[known:]}, block) == "" {
		b.behindImage = true
	} else {
		b.behindImage = false
		b.blocks = append(b.blocks, block)
	}
}

func (b *builder) syntax(s ascribe.Span) { b.markup = append(b.markup, s) }
