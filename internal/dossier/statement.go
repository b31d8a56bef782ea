package dossier

import (
	"slices"
	"strconv"
	"strings"

	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

// statements lists what more than one document or source speaks to, or what is
// contested, with every count opened.
func (b *builder) statements() []Statement {
	var out []Statement
	for _, s := range b.Assessment.Statements {
		if len(s.Documents) < 2 && len(s.Asserting)+len(s.Denying)+len(s.Doubting)+len(s.Publications) < 2 {
			continue
		}
		t := b.tally(s.Tally)
		st := Statement{Text: wording.Sentence(wording.Phrase(s.Statement)), Contested: s.Contested(), Tally: t, Refs: b.line("", s.Claims...).Refs,
			Counts: t.counts("asserted by"), Credibility: Grade{Grade: strconv.Itoa(s.Credibility.Grade), Words: s.Credibility.Words, Lines: s.Credibility.Lines}}
		st.Text = strings.TrimSuffix(st.Text, ".")
		out = append(out, st)
	}
	return out
}

// gradeOf is the Admiralty grade of a claim: its source's letter and its statement's figure, "" where it counts nowhere.
func (b *builder) gradeOf(claim string) string {
	source, ok := b.Assessment.Source(b.source[claim])
	if !ok {
		return ""
	}
	if n := b.credibility[claim]; n > 0 {
		return source.Reliability.Grade + strconv.Itoa(n)
	}
	return ""
}

// independence says who of those who hold an accused responsible is not counted, and which documents repeat which.
func (b *builder) independence() []Line {
	var out []Line
	add := func(text string, claims ...string) {
		if !slices.ContainsFunc(out, func(l Line) bool { return l.Text == text }) {
			out = append(out, b.line(text, claims...))
		}
	}
	for _, h := range b.Assessment.Hypotheses {
		for _, a := range h.Aside {
			add(wording.Sentence(b.aside(a)), b.claimsOf(a.Source, h.Claims)...)
		}
		for _, key := range h.Asserting {
			claims := b.claimsOf(key, h.Claims)
			if docs := b.documentsOf(claims); len(docs) > 1 {
				s, _ := b.Assessment.Source(key)
				add(wording.Sentence(wording.WithArticle(s.Party.Name)+" speaks in documents "+wording.And(docs)+" and counts once"), b.onePerMark(claims)...)
			}
		}
	}
	return out
}

func (b *builder) claimsOf(source string, claims []string) []string {
	var out []string
	for _, c := range claims {
		if b.source[c] == source && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func (b *builder) documentsOf(claims []string) []string {
	var out []string
	for _, c := range claims {
		if n := itoa(b.numbers[b.claims[c].Document]); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// garbled tells which names are no names, and how they probably read.
func (b *builder) garbled() []Line {
	var out []Line
	for _, g := range b.Assessment.Garbled {
		text := wording.Quote(g.Name) + " cannot be meant as it stands"
		if g.Reads != "" {
			text += "; where document " + itoa(b.numbers[b.claims[g.Of].Document]) + " has it from, it reads " + wording.Quote(g.Reads)
		}
		i := slices.IndexFunc(out, func(l Line) bool { return l.Text == wording.Sentence(text) })
		if i < 0 {
			out = append(out, b.line(wording.Sentence(text), g.Claim, g.Of))
		} else {
			out[i] = b.more(out[i], g.Claim, g.Of)
		}
	}
	return out
}

// ties says who places an accused under which other, each with its citation.
func (b *builder) ties(a assess.Accused) []Line {
	var out []Line
	for _, e := range b.Assessment.Edges {
		if e.Low != a.Key {
			continue
		}
		low, high := b.column(a), b.column(b.accused(e.High))
		switch e.Basis {
		case assess.ByClaims:
			t := b.tally(e.Says)
			out = append(out, b.line(low+" under "+high+" ("+e.Tie+"): "+t.counts("asserted by"), e.Claims...))
		case assess.ByKnowledge:
			out = append(out, Line{Text: low + " under " + high + " (" + e.Tie + ")", Known: e.Known})
		default:
			out = append(out, b.line(low+" under "+high+": the country that the words or the knowledge give", b.onePerMark(e.Claims)...))
		}
	}
	return out
}

// competing lays out evidence by hypothesis.
func (b *builder) competing() Competing {
	var c Competing
	for _, h := range b.Assessment.Hypotheses {
		c.Hypotheses = append(c.Hypotheses, b.column(b.accused(h.Accused)))
	}
	for _, e := range b.Assessment.Evidence {
		s, _ := b.Assessment.Source(e.Source)
		r := CompetingRow{Line: b.line(b.said(b.claims[e.Claims[0]]), e.Claims...), Source: s.Party.Name, Diagnostic: e.Diagnostic()}
		for _, f := range e.Bears {
			r.Fits = append(r.Fits, Fitted{Symbol: fitSymbol(f.Fit), Fit: string(f.Fit), Why: string(f.Why)})
		}
		c.Rows = append(c.Rows, r)
	}
	if len(c.Rows) > 0 {
		c.Inconsistent = b.Assessment.Inconsistencies()
	}
	return c
}

func fitSymbol(f assess.Fit) string {
	switch f {
	case assess.Consistent:
		return "+"
	case assess.Inconsistent:
		return "−"
	}
	return "·"
}
