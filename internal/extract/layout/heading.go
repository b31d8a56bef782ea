package layout

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

const (
	headlineWords = 25 // a headline has no more
	headingWords  = 12 // nor has a heading within the text
	kickerWords   = 4  // a line this short above a longer headline is its kicker
)

// MarkHeadings turns paragraphs that look like headings into heading blocks:
// one short unfinished line in front of prose.
func MarkHeadings(t *ascribe.Text) {
	most := headlineWords
	for i, b := range t.Blocks {
		words := Visible(*t, b)
		if b.Kind == ascribe.HeadingBlock && i > 0 && isSentence(words) {
			t.Blocks[i].Kind = ascribe.ParagraphBlock // a standfirst, set as a heading
		}
		if b.Kind == ascribe.ParagraphBlock && i+1 < len(t.Blocks) &&
			looksLikeHeading(words, most) {
			t.Blocks[i].Kind = ascribe.HeadingBlock
		} else if b.Kind == ascribe.ParagraphBlock && len(strings.Fields(words)) > headingWords {
			most = headingWords // the text has begun
		}
	}
}

func looksLikeHeading(s string, most int) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"'“‘«[("))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)]"))
	words := len(strings.Fields(s))
	if words == 1 && strings.ContainsAny(s, ".[]/@_") { // a host, a file name, an address
		return false
	}
	return words > 0 && words <= most && (unicode.IsUpper(first) || unicode.IsDigit(first)) &&
		!strings.ContainsRune(".,;:!…", last)
}

// isSentence reports whether a line is too long for a heading, or finished.
func isSentence(s string) bool {
	words := len(strings.Fields(s))
	return words > headingWords || words > kickerWords+2 && strings.HasSuffix(strings.TrimRight(s, "\"'”’)"), ".")
}

// Visible is a block's prose with white space folded and markup left out.
func Visible(t ascribe.Text, b ascribe.Block) string {
	var out strings.Builder
	at := b.Start
	for _, m := range MarkupIn(t, b.Span) {
		out.WriteString(t.Content[at:max(at, m.Start)])
		at = max(at, min(m.End, b.End))
	}
	out.WriteString(t.Content[at:max(at, b.End)])
	return strings.Join(strings.Fields(out.String()), " ")
}

// MarkupIn lists the markup that a span shares bytes with. The text's markup
// must be in order.
func MarkupIn(t ascribe.Text, span ascribe.Span) []ascribe.Span {
	first := sort.Search(len(t.Markup), func(i int) bool { return t.Markup[i].End > span.Start })
	last := first
	for last < len(t.Markup) && t.Markup[last].Start < span.End {
		last++
	}
	return t.Markup[first:last]
}

// Title makes the headline's block a title block and returns its words: the
// block that says what given says, else the first heading before any prose.
// It returns "" when the text has no headline.
func Title(t *ascribe.Text, given string) string {
	first := -1
	for i, b := range t.Blocks {
		if b.Kind == ascribe.BoilerplateBlock {
			continue
		}
		words := Visible(*t, b)
		if given != "" && ascribe.Fold(words) == ascribe.Fold(given) {
			first = i
			break
		}
		if b.Kind != ascribe.HeadingBlock {
			break
		}
		if first < 0 || len(strings.Fields(Visible(*t, t.Blocks[first]))) <= kickerWords && len(strings.Fields(words)) > kickerWords {
			first = i
		}
	}
	if first < 0 {
		return ""
	}
	t.Blocks[first].Kind = ascribe.TitleBlock
	return Visible(*t, t.Blocks[first])
}
