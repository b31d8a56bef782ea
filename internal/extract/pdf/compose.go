package pdf

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// compose makes a document of pages: order, furniture, paragraphs, text.
func compose(sheets []sheet) Document {
	pages := make([][]line, len(sheets))
	var all []line
	for i, s := range sheets {
		pages[i] = linesOf(s, i)
		all = append(all, pages[i]...)
	}
	markFurniture(pages, sheets, bodySize(all))
	var ordered []line
	for _, page := range pages {
		text, furniture := split(page)
		ordered = append(ordered, inOrder(text)...)
		ordered = append(ordered, furniture...)
	}
	set := newSetter(ordered)
	paragraphs := set.paragraphs(ordered)
	return Document{Text: write(paragraphs), Metadata: ascribe.Metadata{Title: title(paragraphs, set.body)}}
}

func split(lines []line) (text, furniture []line) {
	for _, l := range lines {
		if l.furniture {
			furniture = append(furniture, l)
		} else {
			text = append(text, l)
		}
	}
	return text, furniture
}

// title is what is set largest among the first page's headings, "" when nothing
// is larger than the text.
func title(paragraphs []paragraph, body float64) string {
	best, size := "", body*largerType
	vocabulary := hyphens{}
	for _, p := range paragraphs {
		if first := p.lines[0]; p.kind == ascribe.HeadingBlock && first.page == 0 && first.size > size {
			best, size = vocabulary.join(p.lines), first.size
		}
	}
	return best
}

// write sets the paragraphs as text, a blank line between every two.
func write(paragraphs []paragraph) ascribe.Text {
	vocabulary := newHyphens(paragraphs)
	var content strings.Builder
	var t ascribe.Text
	for _, p := range paragraphs {
		words := vocabulary.join(p.lines)
		if p.kind == ascribe.ListItemBlock {
			words = marker.ReplaceAllString(words, "")
		}
		if words == "" {
			continue
		}
		if content.Len() > 0 {
			content.WriteString("\n\n")
		}
		start := content.Len()
		content.WriteString(words)
		t.Blocks = append(t.Blocks, ascribe.Block{Span: ascribe.Span{Start: start, End: content.Len()}, Kind: p.kind})
	}
	if content.Len() > 0 {
		content.WriteString("\n")
	}
	t.Content = content.String()
	return t
}

//go:embed compounds.txt
var compounds string

// hyphens decides whether a hyphen at a line's end belongs to the word: by how
// the rest of the document writes it, else by whether its first part is one
// that makes compounds.
type hyphens struct{ known, former map[string]bool }

func newHyphens(paragraphs []paragraph) hyphens {
	h := hyphens{known: map[string]bool{}, former: map[string]bool{}}
	for _, p := range paragraphs {
		for _, l := range p.lines {
			for _, w := range strings.Fields(l.text) {
				h.known[strings.ToLower(strings.TrimFunc(w, isPunctuation))] = true
			}
		}
	}
	for l := range strings.Lines(compounds) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			h.former[l] = true
		}
	}
	return h
}

func isPunctuation(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// join writes lines as one string, with single spaces.
func (h hyphens) join(lines []line) string {
	out := ""
	for _, l := range lines {
		words := strings.Join(strings.Fields(l.text), " ")
		switch head, hyphen := cutHyphen(out); {
		case out == "":
			out = words
		case hyphen == 0:
			out += " " + words
		case !startsLower(words):
			out = head + "-" + words
		case h.keeps(lastWord(head), firstWord(words)):
			out = head + "-" + words
		default:
			out = head + words
		}
	}
	return strings.ReplaceAll(out, string(softHyphen), "")
}

// cutHyphen cuts a hyphen behind a letter off the end; hyphen is 0 when there is none.
func cutHyphen(s string) (head string, hyphen rune) {
	r, size := utf8.DecodeLastRuneInString(s)
	if r != '-' && r != softHyphen && r != '‐' {
		return s, 0
	}
	head = s[:len(s)-size]
	if before, _ := utf8.DecodeLastRuneInString(head); !unicode.IsLetter(before) {
		return s, 0
	}
	return head, r
}

func (h hyphens) keeps(first, rest string) bool {
	first, rest = strings.ToLower(first), strings.ToLower(rest)
	switch {
	case h.known[first+"-"+rest]:
		return true
	case h.known[first+rest]:
		return false
	default:
		return h.former[first] || strings.Contains(first, "-") && h.former[first[strings.LastIndex(first, "-")+1:]]
	}
}

func lastWord(s string) string {
	return strings.TrimLeftFunc(s[strings.LastIndexAny(s, " ")+1:], isPunctuation)
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return strings.TrimRightFunc(word, isPunctuation)
}
