package web

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/dossier"
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
	var out []passage
	for _, b := range blocks {
		last := len(out) - 1
		if b.Kind == ascribe.BoilerplateBlock && last >= 0 && out[last].Boilerplate() {
			out[last].Lines = append(out[last].Lines, cut(t, b.Span, nil, nil))
			continue
		}
		p := passage{Kind: b.Kind}
		near := overlapping(cards, b.Span)
		p.Notes = notes(near, b.Start)
		p.Lines = [][]piece{cut(t, b.Span, near, mentions)}
		out = append(out, p)
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
		dossier.Degree(c.Claim) == dossier.Degree(o.Claim) && slices.Equal(keys(c.Via), keys(o.Via)) &&
		slices.Equal(keys(c.SpeaksFor), keys(o.SpeaksFor)) && wording.Interval(c.Said) == wording.Interval(o.Said)
}

func keys(parties []ascribe.Party) []string {
	var out []string
	for _, p := range parties {
		out = append(out, p.Key())
	}
	return out
}

func overlapping(cards []card, s ascribe.Span) []card {
	var out []card
	for _, c := range cards {
		if c.Quote.Overlaps(s) {
			out = append(out, c)
		}
	}
	return out
}

// cut divides a block where a quote, a mention or markup begins or ends.
func cut(t ascribe.Text, block ascribe.Span, cards []card, mentions []ascribe.Mention) []piece {
	var linked []ascribe.Mention
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
		if m.Entity != "" && m.Overlaps(block) {
			linked = append(linked, m)
			add(m.Span)
		}
	}
	for _, m := range t.Markup {
		add(m)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []piece
	for i := 1; i < len(edges); i++ {
		s := ascribe.Span{Start: edges[i-1], End: edges[i]}
		out = append(out, newPiece(t, s, cards, linked))
	}
	return out
}

func newPiece(t ascribe.Text, s ascribe.Span, cards []card, mentions []ascribe.Mention) piece {
	p := piece{Text: s.Of(t.Content), Markup: slices.ContainsFunc(t.Markup, func(m ascribe.Span) bool { return m.Contains(s) })}
	for _, c := range cards {
		if c.Quote.Contains(s) {
			p.Quoted = true
			p.Focus = p.Focus || c.Focus
			if c.Quote.End == s.End {
				p.Numbers = append(p.Numbers, c.Number)
			}
		}
	}
	for _, m := range mentions {
		if m.Contains(s) {
			p.Mention, p.Means = keyLink(m.Entity), m.Entity
		}
	}
	return p
}
