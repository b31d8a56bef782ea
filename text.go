package ascribe

// Text is the stored text of a document. Offsets everywhere refer to Content.
type Text struct {
	Content string  `json:"content"`          // valid UTF-8
	Blocks  []Block `json:"blocks,omitempty"` // in order, not overlapping; bytes outside any block are blank or markup
	Markup  []Span  `json:"markup,omitempty"` // bytes that are syntax, not prose (Markdown links' targets, emphasis marks …)
}

// Block is a run of text with one role on the page. Newlines inside a block are
// line wraps; a new sentence begins with every block.
type Block struct {
	Span
	Kind BlockKind `json:"kind"`
}

// BlockKind is the role of a block.
type BlockKind string

// The roles of blocks. Boilerplate carries no claims.
const (
	TitleBlock       BlockKind = "title"
	HeadingBlock     BlockKind = "heading"
	ParagraphBlock   BlockKind = "paragraph"
	ListItemBlock    BlockKind = "list-item"
	QuoteBlock       BlockKind = "quote"
	TableBlock       BlockKind = "table" // one row
	BoilerplateBlock BlockKind = "boilerplate"
)

// Prose is a view of Content of the same length in bytes, fit for reading:
// markup and boilerplate are blanked with spaces, line wraps inside a block are
// spaces, and every block ends in a newline. Byte offsets in it are offsets in Content.
func (t Text) Prose() string {
	out := make([]byte, len(t.Content))
	for i := range out {
		out[i] = '\n'
	}
	for _, b := range t.Blocks {
		fill := b.Kind == BoilerplateBlock
		for i := max(b.Start, 0); i < min(b.End, len(out)); i++ {
			if c := t.Content[i]; fill || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\v' {
				out[i] = ' '
			} else {
				out[i] = c
			}
		}
	}
	for _, m := range t.Markup {
		for i := max(m.Start, 0); i < min(m.End, len(out)); i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	return string(out)
}

// BlockAt returns the block that holds the byte, and false between blocks.
func (t Text) BlockAt(offset int) (Block, bool) {
	lo, hi := 0, len(t.Blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if t.Blocks[mid].End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(t.Blocks) && t.Blocks[lo].Start <= offset {
		return t.Blocks[lo], true
	}
	return Block{}, false
}
