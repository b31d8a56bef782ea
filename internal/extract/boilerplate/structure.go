package boilerplate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ascribe"
	"ascribe/internal/extract/calendar"
)

const (
	sentenceWords = 8  // fewer are no prose by themselves
	repeatWords   = 12 // fewer may be said twice
	headLines     = 2  // lines that a headline and its kicker may take
	menuLines     = 6  // a longer run of short lines before the text is a menu
	opening       = 8  // blocks of text that a headline is compared with
	shortWords    = 9  // a line of a menu or a tag list has no more
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

// isPassage reports whether a block belongs to the text proper: prose, or an item
// of a list that says something (summaries are often lists).
func (p part) isPassage() bool {
	return p.prose || p.kind == ascribe.ListItemBlock && p.count > shortWords && unlinked(p)
}

// findProse looks for the text's own first and last sentences, among what is
// not yet marked.
func (p *page) findProse() {
	p.firstProse, p.lastProse = len(p.parts), -1
	for i, part := range p.parts {
		if part.isPassage() && !part.marked {
			p.firstProse = min(p.firstProse, i)
		}
		if part.prose && !part.marked {
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
	short, unknown := 0, 0
	for _, part := range p.parts[:p.firstProse] {
		if part.count > shortWords {
			continue
		}
		short++
		if !part.marked {
			unknown++
		}
	}
	if short <= menuLines || unknown <= headLines {
		return
	}
	headline := p.headline()
	for i := range p.firstProse {
		if part := &p.parts[i]; i != headline && !indicates(part.words) {
			part.marked = true
		}
	}
}

// headline returns the line before the first prose that shares most words with
// the text, of those the last; -1 when none shares half of its words.
func (p *page) headline() int {
	text := map[string]bool{}
	for _, part := range p.parts[p.firstProse:min(len(p.parts), p.firstProse+opening)] {
		for _, w := range contentWords(part.words) {
			text[w] = true
		}
	}
	best, most := -1, 0.5
	for i, part := range p.parts[:p.firstProse] {
		words := contentWords(part.words)
		if part.marked || part.count < 4 || len(words) < 3 {
			continue
		}
		shared := 0
		for _, w := range words {
			if text[w] {
				shared++
			}
		}
		if share := float64(shared) / float64(len(words)); share >= most {
			best, most = i, share
		}
	}
	return best
}

// contentWords are the folded words of more than three letters.
func contentWords(s string) []string {
	return slices.DeleteFunc(strings.Fields(ascribe.Fold(s)), func(w string) bool { return len(w) <= 3 })
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
		if part.marked {
			continue
		}
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
// sentence around them, except for the headlines above the text.
func (p *page) links() {
	for i := range p.parts {
		part := &p.parts[i]
		if part.kind == ascribe.HeadingBlock && i < p.firstProse || part.kind == ascribe.TableBlock || part.count < 3 {
			continue
		}
		if bare := len(strings.Trim(part.words, ". ,;|•·*")); part.linked*10 >= bare*9 && !finished(part.words) {
			part.marked = true
		}
	}
}

// repeats marks prose that stands in the text before: a standfirst's sentence
// in the body, a pull quote. It is said once.
func (p *page) repeats() {
	seen := map[string]bool{}
	for i := range p.parts {
		part := &p.parts[i]
		if part.marked || part.count < repeatWords {
			continue
		}
		key := ascribe.Fold(part.words)
		part.marked = seen[key]
		seen[key] = true
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

var (
	wikiTags = regexp.MustCompile(`^(?:\[\[[^\]\n]*\]\]\s*)+$`)
	clock    = regexp.MustCompile(`(?i)\b(?:\d{1,2}[:.]\d\d(?::\d\d)?|[ap]\.?m\.?|utc|gmt|[ecmp][sd]t|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|at|on|updated|published|posted|last|modified|first|date)\b`)
)

// isDateLine reports whether a block is a date and nothing else but its hour.
func isDateLine(words string) bool {
	if len(words) > 80 {
		return false
	}
	found := calendar.Find(words)
	if len(found) == 0 {
		return false
	}
	rest := words[:found[0].Start] + " " + words[found[0].End:]
	rest = clock.ReplaceAllString(rest, " ")
	return strings.IndexFunc(rest, isAlphanumeric) < 0
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var indicator = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{32,}|\d{1,3}(?:\[?\.\]?\d{1,3}){3}|hxxps?|CVE-\d{4}-\d+|[\w-]+\[\.\]\w+|[\w-]+\.\][\w]+)\b|\w\.\]\w`)

// indicates reports whether the words hold an indicator of compromise, which
// vendors list in short lines at the end.
func indicates(words string) bool {
	return indicator.MatchString(words) && strings.IndexFunc(words, unicode.IsDigit) >= 0 || strings.Contains(words, "[.]")
}
