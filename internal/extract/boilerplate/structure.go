package boilerplate

import (
	"regexp"
	"strings"
	"unicode"

	"ascribe"
)

const (
	sentenceWords = 8 // fewer are no prose by themselves
	menuLines     = 6 // a longer run of short lines before the text is a menu
	shortWords    = 9 // a line of a menu or a tag list has no more
)

// isProse reports whether a block is running text: a finished sentence.
func isProse(kind ascribe.BlockKind, words string) bool {
	if kind != ascribe.ParagraphBlock && kind != ascribe.QuoteBlock || len(strings.Fields(words)) < sentenceWords {
		return false
	}
	return finished(words)
}

func finished(words string) bool {
	words = strings.TrimRight(words, "\"'”’»)]* ")
	return words != "" && strings.ContainsAny(words[len(words)-1:], ".!?:") || strings.HasSuffix(words, "…")
}

// findProse looks for the text's own first and last sentences, among what is
// not yet marked.
func (p *page) findProse() {
	p.firstProse, p.lastProse = len(p.parts), -1
	for i, part := range p.parts {
		if part.prose && !part.marked {
			p.firstProse = min(p.firstProse, i)
			p.lastProse = i
		}
	}
}

// menus marks a run of short lines before the first prose, sparing the headline:
// the last of them that is long enough, and one that opened the page.
func (p *page) menus() {
	p.findProse()
	if p.firstProse == len(p.parts) {
		return
	}
	short, headline := 0, -1
	for i := range p.firstProse {
		part := p.parts[i]
		if part.marked || part.count > shortWords && !unlinked(part) {
			continue
		}
		short++
	}
	if short <= menuLines {
		return
	}
	for i := p.firstProse - 1; i >= 0 && headline < 0; i-- {
		if part := p.parts[i]; !part.marked && part.count >= 4 && part.kind != ascribe.ListItemBlock {
			headline = i
		}
	}
	for i := range p.firstProse {
		part := &p.parts[i]
		if i != headline && !(i == 0 && part.count >= 4) && !indicates(part.words) {
			part.marked = true
		}
	}
}

func unlinked(p part) bool { return p.linked*2 < len(p.words) }

// trailer marks the short unfinished lines behind the last prose: signatures,
// tag lines, footers. A list that the last sentence announces, and indicators
// of compromise, are text.
func (p *page) trailer() {
	p.findProse()
	if p.lastProse < 0 || strings.HasSuffix(p.parts[p.lastProse].words, ":") {
		return
	}
	rest := p.parts[p.lastProse+1:]
	for i := range rest {
		part := &rest[i]
		if part.kind == ascribe.TableBlock || part.count > shortWords && part.kind == ascribe.ListItemBlock || indicates(part.words) || finished(part.words) && part.count >= 4 {
			return
		}
	}
	for i := range rest {
		if rest[i].count <= shortWords {
			rest[i].marked = true
		}
	}
}

// links marks blocks that are nothing but a link, or a run of links without a
// sentence around them, except for headings.
func (p *page) links() {
	for i := range p.parts {
		part := &p.parts[i]
		if part.kind == ascribe.HeadingBlock || part.kind == ascribe.TableBlock || part.count < 3 {
			continue
		}
		if bare := len(strings.Trim(part.words, ". ,;|•·*")); part.linked*10 >= bare*9 && !finished(part.words) {
			part.marked = true
		}
	}
}

// announced reports whether a block is an item of a list that a sentence before
// it introduces: such a list is text, whatever its items look like.
func (p *page) announced(i int) bool {
	if p.parts[i].kind != ascribe.ListItemBlock {
		return false
	}
	for i--; i >= 0; i-- {
		if part := p.parts[i]; part.kind != ascribe.ListItemBlock {
			return !part.marked && strings.HasSuffix(part.words, ":")
		}
	}
	return false
}

// markSection marks the list or short lines behind a section's heading, up to
// the next prose.
func (p *page) markSection(from int) {
	for i := from; i < len(p.parts); i++ {
		part := &p.parts[i]
		if part.prose || part.count > 3*shortWords || part.kind == ascribe.TableBlock || indicates(part.words) {
			return
		}
		if part.kind == ascribe.HeadingBlock && i > from && p.parts[i-1].kind == ascribe.ListItemBlock {
			return // the list is over
		}
		part.marked = true
	}
}

func (p *page) markFrom(i int) {
	for ; i < len(p.parts); i++ {
		p.parts[i].marked = true
	}
}

var indicator = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{32,}|\d{1,3}(?:\[?\.\]?\d{1,3}){3}|hxxps?|CVE-\d{4}-\d+|[\w-]+\[\.\]\w+|[\w-]+\.\][\w]+)\b|\w\.\]\w`)

// indicates reports whether the words hold an indicator of compromise, which
// vendors list in short lines at the end.
func indicates(words string) bool {
	return indicator.MatchString(words) && strings.IndexFunc(words, unicode.IsDigit) >= 0 || strings.Contains(words, "[.]")
}
