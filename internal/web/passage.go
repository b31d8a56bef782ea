package web

import (
	"slices"
	"sort"
	"strings"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// passage is a block of a document's text with the claims that begin in it. Runs
// of boilerplate are one passage.
type passage struct {
	Kind  ascribe.BlockKind
	Lines [][]piece // one but for boilerplate
	Notes []note
}

// Boilerplate reports whether the passage carries no claims.
func (p passage) Boilerplate() bool { return p.Kind == ascribe.BoilerplateBlock }

// piece is a run of text in which nothing begins or ends.
type piece struct {
	Text    string
	Quoted  bool
	Focus   bool   // part of the quote that was asked for
	Markup  bool   // syntax, no prose
	Mention string // page of the party named here
	Means   string // what that party is called
	Numbers []int  // of the claims whose quotes end here
	Claims  []int  // numbers of those whose quotes it is part of
}

// note is what one source says, with one stance and grade, in one quote.
type note struct {
	Claims []card // at least one
}

// Head is the claim that stands for the note's source, stance, grade and relay.
func (n note) Head() card { return n.Claims[0] }

// card is a claim with its number in the document.
type card struct {
	Number int
	Focus  bool
	ledger.Entry
}

// sortByPlace orders claims as their quotes stand in the text.
func sortByPlace(claims []ledger.Entry) {
	slices.SortStableFunc(claims, func(a, b ledger.Entry) int { return ascribe.CompareClaims(a.Claim, b.Claim) })
}

// lay puts a text, its mentions, and its claims (by place) together for reading.
// The claim called focus, if there is one, is brought out.
func lay(t ascribe.Text, claims []ledger.Entry, mentions []ascribe.Mention, focus string) []passage {
	blocks := t.Blocks
	if len(blocks) == 0 && strings.TrimSpace(t.Content) != "" {
		blocks = []ascribe.Block{{Span: ascribe.Span{End: len(t.Content)}, Kind: ascribe.ParagraphBlock}}
	}
	cards := make([]card, len(claims))
	for i, c := range claims {
		cards[i] = card{Number: i + 1, Focus: c.ID == focus, Entry: c}
	}
	quoted := spread(blocks, cards, func(c card) ascribe.Span { return c.Quote.Span })
	named := spread(blocks, mentions, func(m ascribe.Mention) ascribe.Span { return m.Span })
	marked := spread(blocks, t.Markup, func(s ascribe.Span) ascribe.Span { return s })
	var out []passage
	for i, b := range blocks {
		last := len(out) - 1
		line := cut(t.Content, b.Span, quoted[i], named[i], marked[i])
		if b.Kind == ascribe.BoilerplateBlock && last >= 0 && out[last].Boilerplate() {
			out[last].Lines = append(out[last].Lines, line)
			continue
		}
		out = append(out, passage{Kind: b.Kind, Lines: [][]piece{line}, Notes: notes(quoted[i], b.Start)})
	}
	return out
}

// spread gives each block the items that overlap it. Blocks are in order, so
// that a long document takes no longer by the byte than a short one.
func spread[T any](blocks []ascribe.Block, items []T, span func(T) ascribe.Span) [][]T {
	out := make([][]T, len(blocks))
	for _, item := range items {
		s := span(item)
		first := sort.Search(len(blocks), func(i int) bool { return blocks[i].End > s.Start })
		for i := first; i < len(blocks) && blocks[i].Start < s.End; i++ {
			out[i] = append(out[i], item)
		}
	}
	return out
}

// notes gathers the claims whose quotes begin at or after a place.
func notes(cards []card, from int) []note {
	var out []note
	for _, c := range cards {
		if c.Quote.Start < from {
			continue
		}
		i := slices.IndexFunc(out, func(n note) bool { return n.Head().alike(c) })
		if i < 0 {
			out, i = append(out, note{}), len(out)
		}
		out[i].Claims = append(out[i].Claims, c)
	}
	return out
}

// alike reports whether two claims differ in what is stated only.
func (c card) alike(o card) bool {
	return c.Quote.Span == o.Quote.Span && c.Source.Key() == o.Source.Key() && c.Stance == o.Stance && c.Hedge == o.Hedge &&
		wording.Degree(c.Confidence, c.Likelihood) == wording.Degree(o.Confidence, o.Likelihood) && slices.Equal(keys(c.Via), keys(o.Via)) &&
		slices.Equal(keys(c.SpeaksFor), keys(o.SpeaksFor)) && wording.Interval(c.Said) == wording.Interval(o.Said)
}

func keys(parties []ascribe.Party) []string {
	var out []string
	for _, p := range parties {
		out = append(out, p.Key())
	}
	return out
}

// cut divides a block where a quote, a mention or markup begins or ends.
func cut(content string, block ascribe.Span, cards []card, mentions []ascribe.Mention, markup []ascribe.Span) []piece {
	edges := []int{block.Start, block.End}
	add := func(s ascribe.Span) {
		for _, at := range []int{s.Start, s.End} {
			if block.Start < at && at < block.End {
				edges = append(edges, at)
			}
		}
	}
	for _, c := range cards {
		add(c.Quote.Span)
	}
	for _, m := range mentions {
		if m.Entity != "" {
			add(m.Span)
		}
	}
	for _, m := range markup {
		add(m)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []piece
	for i := 1; i < len(edges); i++ {
		s := ascribe.Span{Start: edges[i-1], End: edges[i]}
		p := newPiece(s, cards, mentions)
		p.Text = s.Of(content)
		p.Markup = slices.ContainsFunc(markup, func(m ascribe.Span) bool { return m.Contains(s) })
		out = append(out, p)
	}
	return out
}

// newPiece says what quotes and names the bytes of a span.
func newPiece(s ascribe.Span, cards []card, mentions []ascribe.Mention) piece {
	var p piece
	for _, c := range cards {
		if c.Quote.Contains(s) {
			p.Quoted = true
			p.Claims = append(p.Claims, c.Number)
			p.Focus = p.Focus || c.Focus
			if c.Quote.End == s.End {
				p.Numbers = append(p.Numbers, c.Number)
			}
		}
	}
	for _, m := range mentions {
		if m.Entity != "" && m.Contains(s) {
			p.Mention, p.Means = keyLink(m.Entity), m.Entity
		}
	}
	return p
}
