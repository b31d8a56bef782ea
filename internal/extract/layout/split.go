package layout

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// SplitHeadline parts a first paragraph that has the headline run into it, when
// the headline is known: "Headline of the storyCITY, Country – The story …".
func SplitHeadline(t *ascribe.Text, headline string) {
	if headline == "" {
		return
	}
	for i, b := range t.Blocks {
		if b.Kind == ascribe.BoilerplateBlock {
			continue
		}
		end := prefixEnd(b.Of(t.Content), headline)
		if end > 0 && end < b.Len() {
			rest := strings.TrimLeft(t.Content[b.Start+end:b.End], whitespace+"\n-–—|:.")
			if rest == "" || !startsSentence(rest) {
				return
			}
			head := ascribe.Block{Span: ascribe.Span{Start: b.Start, End: b.Start + end}, Kind: ascribe.HeadingBlock}
			t.Blocks[i].Start = b.End - len(rest)
			t.Blocks[i].Kind = ascribe.ParagraphBlock
			t.Blocks = append(t.Blocks[:i], append([]ascribe.Block{head}, t.Blocks[i:]...)...)
		}
		return
	}
}

// prefixEnd returns how many bytes of s the words of prefix take, case, white
// space and punctuation aside; 0 when s does not begin with them.
func prefixEnd(s, prefix string) int {
	at := 0
	for _, want := range prefix {
		if !isWord(want) {
			continue
		}
		for {
			r, size := utf8.DecodeRuneInString(s[at:])
			if size == 0 {
				return 0
			}
			at += size
			if isWord(r) {
				if unicode.ToLower(r) != unicode.ToLower(want) {
					return 0
				}
				break
			}
		}
	}
	return at
}

func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"'“‘«[("))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// glued finds a caption that runs into the next sentence without a space, by a
// word with which sentences begin and words don't end.
var glued = regexp.MustCompile(`^.{8,160}?\p{Ll}{2}((?:The|A|An|In|On|At|As|For|This|That|These|Another|According|While|However|After|Since|When|Although|It|Its|He|She|They|We|To|By|From|With|Both|Once|Last|Earlier|Meanwhile) \S)`)

// splitCaption parts the block behind an image into caption and text.
func (b *builder) splitCaption(l, last line) bool {
	if b.at == 0 || !b.behindImage {
		return false
	}
	m := glued.FindStringSubmatchIndex(b.content[l.Start:l.End])
	if m == nil {
		return false
	}
	caption := l
	caption.End = l.Start + m[2]
	b.add(caption, caption, ascribe.ParagraphBlock)
	l.Start = caption.End
	b.add(l, last, ascribe.ParagraphBlock)
	return true
}
