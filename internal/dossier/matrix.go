package dossier

import (
	"slices"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

// matrix lays out sources × accused. Sources that say nothing of any accused have no row.
func (b *builder) matrix() Matrix {
	var m Matrix
	for _, a := range b.Assessment.Accused {
		m.Columns = append(m.Columns, Column{Key: a.Key, Name: b.column(a), Under: a.Under, Ties: b.ties(a)})
	}
	for _, s := range b.Assessment.Sources {
		r := Row{Key: s.Key, Name: s.Party.Name, Kind: string(s.Kind), Said: s.Said, Grade: Grade{Grade: s.Reliability.Grade, Lines: s.Reliability.Lines}}
		if s.Victim {
			r.Roles = append(r.Roles, "victim")
		}
		if s.Accused {
			r.Roles = append(r.Roles, "accused")
		}
		for _, v := range s.Voices {
			r.Voices = append(r.Voices, v.Name)
		}
		speaks := false
		for _, col := range m.Columns {
			cell := b.cell(s.Key, col.Key)
			speaks = speaks || len(cell.Marks) > 0
			r.Cells = append(r.Cells, cell)
		}
		if speaks {
			m.Rows = append(m.Rows, r)
		}
	}
	return m
}

func (b *builder) cell(source, accused string) Cell {
	var out Cell
	for _, m := range b.marks(source, accused) {
		out.Marks = append(out.Marks, Mark{Symbol: symbol(m), Words: words(m), Stance: string(m.Stance), Refs: b.line("", m.Claims...).Refs})
	}
	return out
}

// marks are what a source says of an accused.
func (b *builder) marks(source, accused string) []assess.Mark {
	for _, c := range b.Assessment.Cells {
		if c.Source == source && c.Accused == accused {
			return c.Marks
		}
	}
	return nil
}

// stand puts a mark in words behind its source: "says with high confidence that X did it".
func (b *builder) stand(m assess.Mark, a assess.Accused) string {
	name := wording.WithArticle(b.column(a))
	if b.source[m.Claims[0]] == a.Key {
		name = "it"
	}
	with := wording.Degree(m.Confidence, m.Likelihood)
	if with != "" {
		with = " with " + with
	}
	act := name + " did it"
	switch m.Relation {
	case assess.Counter:
		return "accuses " + name + " in turn"
	case assess.Sponsorship:
		act = name + " sponsored those who did it"
	case assess.Link:
		return linkVerb(m.Stance) + " " + b.linked(m) + " to " + name + with
	}
	switch m.Stance {
	case ascribe.Denies:
		return "denies" + with + " that " + act
	case ascribe.Doubts:
		return "doubts" + with + " that " + act
	case ascribe.Withholds:
		return "leaves open whether " + act
	}
	return "says" + with + " that " + act
}

// symbol is one character for a mark.
func symbol(m assess.Mark) string {
	switch {
	case m.Relation == assess.Counter:
		return "!"
	case m.Stance == ascribe.Denies:
		return "✕"
	case m.Stance == ascribe.Doubts:
		return "?"
	case m.Stance == ascribe.Withholds:
		return "–"
	case m.Relation == assess.Sponsorship:
		return "◐"
	case m.Relation == assess.Link:
		return "◔"
	}
	return "●"
}

// words says the same as the symbol, with the grade.
func words(m assess.Mark) string {
	does := map[ascribe.Stance]string{ascribe.Asserts: "asserts", ascribe.Denies: "denies", ascribe.Doubts: "doubts", ascribe.Withholds: "leaves open"}[m.Stance]
	switch m.Relation {
	case assess.Counter:
		does = "accuses in turn"
	case assess.Sponsorship:
		does += " sponsorship"
	case assess.Link:
		does += " a link"
	}
	if d := wording.Degree(m.Confidence, m.Likelihood); d != "" {
		does += ", " + d
	}
	return does
}

func linkVerb(s ascribe.Stance) string {
	return map[ascribe.Stance]string{ascribe.Asserts: "links", ascribe.Denies: "denies to link", ascribe.Doubts: "doubts whether to link", ascribe.Withholds: "leaves open whether to link"}[s]
}

// linked is whom a link ties to the accused, in the words of the passage.
func (b *builder) linked(m assess.Mark) string {
	return wording.Short(wording.Named(b.claims[m.Claims[0]].Subject), noteLength)
}

func (b *builder) namesOf(keys []string) []string {
	var out []string
	for _, k := range keys {
		s, _ := b.Assessment.Source(k)
		name := s.Party.Name
		switch {
		case s.Accused:
			name += " (the accused)"
		case s.Victim:
			name += " (the victim)"
		}
		out = append(out, name)
	}
	return out
}

// sourcesOf are the names of those who make some claims, each once, in row order.
func (b *builder) sourcesOf(claims []string) []string {
	var out []string
	for _, s := range b.Assessment.Sources {
		if slices.ContainsFunc(claims, func(c string) bool { return b.source[c] == s.Key }) {
			out = append(out, s.Party.Name)
		}
	}
	return out
}
