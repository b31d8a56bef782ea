package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ascribe"
)

// blocksOf writes the title and the blocks of a tree as text, a blank line
// between every two.
func blocksOf(title string, tree *html.Node) ascribe.Text {
	w := &writer{kind: ascribe.ParagraphBlock}
	w.walk(tree)
	w.flush()
	if title != "" && (len(w.pieces) == 0 || ascribe.Fold(w.pieces[0].words) != ascribe.Fold(title)) {
		w.pieces = append([]piece{{words: title, kind: ascribe.HeadingBlock}}, w.pieces...)
	}
	return assemble(w.pieces)
}

// piece is a block before it has a place.
type piece struct {
	words string
	kind  ascribe.BlockKind
}

// writer gathers pieces while it walks over a tree.
type writer struct {
	pieces []piece
	kind   ascribe.BlockKind // of the piece being gathered
	words  strings.Builder
	linked int // bytes of words inside links
	inLink int // depth
}

// kinds says which elements make which blocks; others that break the flow make
// paragraphs.
func kindOf(a atom.Atom) (ascribe.BlockKind, bool) {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return ascribe.HeadingBlock, true
	case atom.Li, atom.Dd, atom.Dt:
		return ascribe.ListItemBlock, true
	case atom.Blockquote:
		return ascribe.QuoteBlock, true
	case atom.Tr:
		return ascribe.TableBlock, true
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Body, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Tbody, atom.Thead,
		atom.Pre, atom.Figure, atom.Figcaption, atom.Header, atom.Footer, atom.Aside, atom.Hr, atom.Address, atom.Details, atom.Summary:
		return ascribe.ParagraphBlock, true
	default:
		return "", false
	}
}

func (w *writer) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	element := elementOf(n)
	switch element {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Button, atom.Select, atom.Textarea:
		return
	case atom.Br:
		w.lineBreak()
		return
	case atom.Td, atom.Th:
		w.text(" ")
	case atom.A:
		w.inLink++
		defer func() { w.inLink-- }()
	}
	kind, breaks := kindOf(element)
	if !breaks {
		w.children(n)
		return
	}
	w.flush()
	outer := w.kind
	w.kind = inner(outer, kind)
	w.children(n)
	w.flush()
	w.kind = outer
}

// inner is the kind of a block inside another: a paragraph in a list item or a
// quotation, or a cell's in a row, belongs to that.
func inner(outer, kind ascribe.BlockKind) ascribe.BlockKind {
	if kind == ascribe.ParagraphBlock {
		return outer
	}
	return kind
}

func (w *writer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// elementOf reads the element's name: nodes that go-trafilatura makes have no atom.
func elementOf(n *html.Node) atom.Atom { return atom.Lookup([]byte(n.Data)) }

// lineBreak ends the block behind a sentence, since many pages part paragraphs
// by breaks; elsewhere it is a space.
func (w *writer) lineBreak() {
	if words := strings.TrimRight(w.words.String(), " \n\t\"'”’)"); words == "" || strings.ContainsAny(words[len(words)-1:], ".!?:") {
		w.flush()
		return
	}
	w.text(" ")
}

func (w *writer) text(s string) {
	w.words.WriteString(s)
	if w.inLink > 0 {
		w.linked += len(strings.TrimSpace(s))
	}
}

// flush ends the piece that is being gathered.
func (w *writer) flush() {
	words := fold(w.words.String())
	linked := w.linked
	w.words.Reset()
	w.linked = 0
	if words == "" {
		return
	}
	kind := w.kind
	if isLink := linked*10 >= len(words)*9; isLink && kind != ascribe.HeadingBlock && kind != ascribe.TableBlock && !strings.HasSuffix(words, ".") {
		kind = ascribe.BoilerplateBlock
	}
	w.pieces = append(w.pieces, piece{words, kind})
}

// fold makes runs of white space one space and drops soft hyphens, zero-width
// characters and controls.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r == '\u2060' || r == '\ufeff':
			return -1
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return ' '
		default:
			return r
		}
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func assemble(pieces []piece) ascribe.Text {
	var content strings.Builder
	var t ascribe.Text
	for _, p := range pieces {
		if content.Len() > 0 {
			content.WriteString("\n\n")
		}
		start := content.Len()
		content.WriteString(p.words)
		t.Blocks = append(t.Blocks, ascribe.Block{Span: ascribe.Span{Start: start, End: content.Len()}, Kind: p.kind})
	}
	if content.Len() > 0 {
		content.WriteString("\n")
	}
	t.Content = content.String()
	return t
}
