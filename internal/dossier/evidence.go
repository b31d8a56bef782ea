package dossier

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

// noteLength is how many characters of a quote stand behind a line of notes.
const noteLength = 110

// grounds lists evidence and motive under the source that gives it.
func (b *builder) grounds() []Group {
	var out []Group
	for _, s := range b.Assessment.Sources {
		g := Group{Heading: s.Party.Name, Note: string(s.Kind)}
		for _, ground := range b.Assessment.Grounds {
			if ground.Source == s.Key {
				g.Lines = b.addPhrase(g.Lines, b.claims[ground.Claim])
			}
		}
		if len(g.Lines) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// addPhrase adds a claim to the line that says the same, else a line of its own.
func (b *builder) addPhrase(lines []Line, c ascribe.Claim) []Line {
	text := b.said(c)
	for i := range lines {
		if lines[i].Text == text {
			lines[i] = b.more(lines[i], c.ID)
			return lines
		}
	}
	return append(lines, b.line(text, c.ID))
}

func (b *builder) more(l Line, claims ...string) Line {
	for _, r := range b.line("", claims...).Refs {
		if !slices.Contains(l.Refs, r) {
			l.Refs = append(l.Refs, r)
		}
	}
	return l
}

// said is a claim's statement with its grade, and its stance where it does not assert.
func (b *builder) said(c ascribe.Claim) string {
	text := wording.Phrase(c.Statement)
	if c.Stance != ascribe.Asserts {
		text = string(c.Stance) + ": " + text
	}
	if d := wording.Degree(c.Confidence, c.Likelihood); d != "" {
		text += ", " + d
	}
	return text
}

// headings are the effects' headings in order; a reader sees what stayed up as soon as what fell.
var headings = []struct{ outcome, text string }{
	{assess.Fell, "fell"}, {assess.Stood, "stayed up or came back"}, {assess.Taken, "data reached, taken or leaked"}, {assess.Judged, "damage as judged"},
}

func (b *builder) effects() []Group {
	var out []Group
	for _, h := range headings {
		g := Group{Heading: h.text}
		for _, e := range b.Assessment.Effects {
			if e.Outcome() != h.outcome {
				continue
			}
			text := wording.Named(e.Asset)
			if e.Value != "" && e.Value != "damage-assessed" {
				text += ": " + e.Value
			}
			if e.Outcome() == assess.Judged {
				text += ": " + wording.Quote(wording.Short(b.claims[e.Claims[0]].Quote.Text, noteLength))
			}
			text += " (" + b.sayers(e.Claims, e.Stance) + ")"
			g.Lines = append(g.Lines, b.line(text, e.Claims...))
		}
		if len(g.Lines) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// sayers is "says A and B", or with another verb for another stance.
func (b *builder) sayers(claims []string, stance ascribe.Stance) string {
	names := b.sourcesOf(claims)
	v := wording.Verb(stance)
	if len(names) > 1 {
		v = strings.TrimSuffix(v, "s")
		if stance == ascribe.Denies {
			v = "deny"
		}
		if stance == ascribe.Withholds {
			v = "do not say"
		}
	}
	if stance == ascribe.Asserts {
		return v + " " + wording.And(names)
	}
	return wording.And(names) + " " + v
}
