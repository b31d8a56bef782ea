package dossier

import (
	"cmp"
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
	text := phrase(c.Statement)
	if c.Stance != ascribe.Asserts {
		text = string(c.Stance) + ": " + text
	}
	if d := degree(c.Confidence, c.Likelihood); d != "" {
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
			text := named(e.Asset)
			if e.Value != "" && e.Value != "damage-assessed" {
				text += ": " + e.Value
			}
			if e.Outcome() == assess.Judged {
				text += ": " + wording.Quote(short(b.claims[e.Claims[0]].Quote.Text, noteLength))
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
	v := verb(stance)
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

func (b *builder) responses() []Line {
	var out []Line
	for _, r := range b.Assessment.Responses {
		out = append(out, b.response(r))
	}
	return out
}

func (b *builder) response(r assess.Response) Line {
	s := ascribe.Statement{Predicate: r.Predicate, Value: r.Value, Subject: r.Actor}
	if len(r.Targets) > 0 {
		var targets []string
		for _, t := range r.Targets {
			targets = append(targets, named(&t))
		}
		s.Object = &ascribe.Party{Name: wording.And(targets)}
	}
	text := phrase(s)
	if r.Stance != ascribe.Asserts {
		text = string(r.Stance) + ": " + text
	}
	if r.When != nil {
		text += ", " + wording.Interval(r.When)
	}
	return b.line(text, r.Claims...)
}

func (b *builder) names() []Line {
	var out []Line
	for _, n := range b.Assessment.Names {
		text := ""
		if n.Predicate == ascribe.SameAs {
			text = strings.Join(spellings(n), " = ")
		} else {
			var others []string
			for _, o := range n.Others {
				others = append(others, named(&o))
			}
			text = phrase(ascribe.Statement{Predicate: n.Predicate, Value: n.Value, Subject: &n.Name, Object: &ascribe.Party{Name: wording.And(others)}})
		}
		if n.When != nil {
			text += ", " + wording.Interval(n.When)
		}
		out = append(out, b.line(text+" ("+b.sayers(n.Claims, n.Stance)+")", n.Claims...))
	}
	return out
}

// spellings are the names that a source equals, each once: as the passage has
// them where they are of one entity ("MOIS = VAJA"), else the entities' own.
func spellings(n assess.Naming) []string {
	out := []string{n.Name.Name}
	add := func(s string) {
		if !slices.ContainsFunc(out, func(o string) bool { return ascribe.Fold(o) == ascribe.Fold(s) }) {
			out = append(out, s)
		}
	}
	for _, o := range n.Others {
		if o.ID != "" && o.ID == n.Name.ID && o.Text != "" {
			add(o.Text)
		} else {
			add(o.Name)
		}
	}
	return out
}

// timeline puts deeds, statements and responses in order.
func (b *builder) timeline() []Moment {
	var out []Moment
	for _, t := range b.Assessment.Times {
		out = append(out, moment("deed", &t.When, b.line("the attack (by "+wording.And(b.sourcesOf(t.Claims))+")", t.Claims...)))
	}
	for _, s := range b.Assessment.Sources {
		if m, ok := b.spoke(s); ok {
			out = append(out, m)
		}
	}
	for _, r := range b.Assessment.Responses {
		l := b.response(assess.Response{Predicate: r.Predicate, Value: r.Value, Actor: r.Actor, Targets: r.Targets, Stance: r.Stance, Claims: r.Claims})
		out = append(out, moment("response", r.When, l))
	}
	slices.SortStableFunc(out, func(x, y Moment) int {
		if (x.From == "") != (y.From == "") {
			return cmp.Compare(y.From, x.From)
		}
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
	})
	return out
}

// spoke is the moment at which a source first takes a stance on an accused, where a day is known.
func (b *builder) spoke(s assess.Source) (Moment, bool) {
	var parts, claims []string
	for _, a := range b.Assessment.Accused {
		for _, m := range b.marks(s.Key, a.Key) {
			parts = append(parts, b.stand(m, a))
			claims = append(claims, m.Claims...)
		}
	}
	if s.Said == "" || len(parts) == 0 {
		return Moment{}, false
	}
	said := &ascribe.Interval{From: s.Said, To: s.Said}
	return moment("statement", said, b.line(wording.WithArticle(s.Party.Name)+" "+strings.Join(parts, "; "), b.onePerMark(claims)...)), true
}

// onePerMark keeps the first few claims, which open into the rest in the matrix.
func (b *builder) onePerMark(claims []string) []string { return claims[:min(len(claims), leadRefs)] }

func moment(lane string, when *ascribe.Interval, l Line) Moment {
	m := Moment{Lane: lane, Line: l, When: "–"}
	if when != nil {
		m.From, m.To, m.When = when.From, when.To, wording.Interval(when)
	}
	return m
}

func (b *builder) disputes() []Line {
	var out []Line
	for _, d := range b.Assessment.Disputes {
		both := b.onePerSource(append(slices.Clone(d.For), d.Against...))
		switch d.About {
		case assess.AboutWho:
			a, _ := b.accused(d.Accused)
			out = append(out, b.line("whether "+wording.WithArticle(b.column(a))+" stands behind it: "+b.sides(d), both...))
		case assess.AboutDay:
			out = append(out, b.line("when it happened: "+b.dated(d.For)+", "+b.dated(d.Against), both...))
		default:
			out = append(out, b.line(phrase(b.claims[d.For[0]].Statement)+": "+b.sides(d), both...))
		}
	}
	return out
}

// onePerSource keeps the first claim of each source and stance.
func (b *builder) onePerSource(claims []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(claims, func(c string) bool {
		k := b.source[c] + "|" + string(b.claims[c].Stance)
		again := seen[k]
		seen[k] = true
		return again
	})
}

func (b *builder) dated(claims []string) string {
	return wording.Interval(b.claims[claims[0]].When) + " (" + b.sayers(claims, ascribe.Asserts) + ")"
}

// sides says who asserts a statement and who does not let it stand, by stance.
func (b *builder) sides(d assess.Dispute) string {
	parts := []string{"asserted by " + wording.And(b.sourcesOf(d.For))}
	for _, s := range []struct {
		stance ascribe.Stance
		words  string
	}{{ascribe.Denies, "denied by "}, {ascribe.Doubts, "doubted by "}, {ascribe.Withholds, "left open by "}} {
		var of []string
		for _, c := range d.Against {
			if b.claims[c].Stance == s.stance {
				of = append(of, c)
			}
		}
		if len(of) > 0 {
			parts = append(parts, s.words+wording.And(b.sourcesOf(of)))
		}
	}
	return strings.Join(parts, "; ")
}

func (b *builder) others() []Line {
	var out []Line
	for _, id := range b.Assessment.Others {
		c := b.claims[id]
		name, _ := b.Assessment.Source(b.source[id])
		text := b.said(c) + " (says " + name.Party.Name + ")"
		if c.Stance != ascribe.Asserts {
			text = name.Party.Name + " " + b.said(c)
		}
		out = append(out, b.line(text, id))
	}
	return out
}

func (b *builder) unknown() []string {
	var out []string
	for _, u := range b.Assessment.Unknown {
		out = append(out, string(u))
	}
	return out
}
