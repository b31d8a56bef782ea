package dossier

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

// leadResponses and leadAccused bound what the opening paragraph takes up; the
// sections below it have all.
const (
	leadResponses = 4
	leadBlames    = 6
	leadPerParty  = 2
	leadRefs      = 4
)

// lead is the opening paragraph: what happened, who says who did it, who denies
// it, what followed. Every sentence is put together from claims.
func (b *builder) lead() []Line {
	out := b.happened()
	out = append(out, b.blamed()...)
	out = append(out, b.rejected()...)
	return append(out, b.followed()...)
}

// happened tells of the attack itself and who dates it how.
func (b *builder) happened() []Line {
	v := b.Incident.Victim
	if v == nil {
		return nil
	}
	var acts []string
	seen := map[string]bool{}
	for _, c := range b.Assessment.Claims {
		if c.Predicate == ascribe.Attacked && c.Stance == ascribe.Asserts && c.Object.Key() == v.Key() && !seen[b.source[c.ID]] && len(acts) < leadRefs {
			seen[b.source[c.ID]] = true
			acts = append(acts, c.ID)
		}
	}
	if len(acts) == 0 {
		return nil
	}
	forms := row(methodTable, b.method())
	text := forms[0] + " " + named(v)
	if len(b.Assessment.Times) > 0 {
		t := b.Assessment.Times[0]
		text += " " + at(&t.When)
		acts = append(acts, t.Claims[0])
		if len(b.Assessment.Times) > 1 {
			text += ", as " + wording.And(b.sourcesOf(t.Claims)) + " " + agree(len(t.Sources), "dates", "date") + " it"
		}
	}
	return []Line{b.line(wording.Sentence(text), acts...)}
}

// method is the value that most of the attacks on the victim name; "" for none.
func (b *builder) method() string {
	count := map[string]int{}
	all := 0
	for _, c := range b.Assessment.Claims {
		if c.Predicate == ascribe.Attacked && c.Stance == ascribe.Asserts {
			all++
			count[c.Value]++
		}
	}
	for v, n := range count {
		if 2*n > all && row(methodTable, v) != nil {
			return v
		}
	}
	return ""
}

func agree(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// at puts a time behind a verb: "on 15 July 2022", "in July 2022", "between …".
func at(i *ascribe.Interval) string {
	s := wording.Interval(i)
	switch {
	case s == "" || strings.HasPrefix(s, "since") || strings.HasPrefix(s, "until"):
		return s
	case i.From == i.To:
		return "on " + s
	case strings.ContainsRune(s, '–') && !strings.HasPrefix(s, "January–"):
		return "in the days " + s
	}
	return "in " + s
}

// blamed tells, for the foremost accused, who holds them responsible and how firmly.
func (b *builder) blamed() []Line {
	var out []Line
	for _, a := range b.Assessment.Accused {
		if lines := b.blame(a); !a.Counter && len(out) < leadBlames {
			out = append(out, lines[:min(len(lines), leadPerParty)]...)
		}
	}
	return out
}

// blame makes one sentence for each relation and grade in which an accused is held responsible.
func (b *builder) blame(a assess.Accused) []Line {
	type group struct {
		mark    assess.Mark
		sources []string
		claims  []string
	}
	var groups []group
	for _, s := range b.Assessment.Sources {
		for _, cell := range b.Assessment.Cells {
			if cell.Source != s.Key || cell.Accused != a.Key {
				continue
			}
			for _, m := range cell.Marks {
				if m.Stance != ascribe.Asserts || m.Relation == assess.Counter || len(cell.Marks) > 1 && !foremost(cell, m) {
					continue
				}
				i := slices.IndexFunc(groups, func(g group) bool { return words(g.mark) == words(m) })
				if i < 0 {
					groups = append(groups, group{mark: m})
					i = len(groups) - 1
				}
				groups[i].sources = append(groups[i].sources, b.titled(s))
				groups[i].claims = append(groups[i].claims, m.Claims[0])
			}
		}
	}
	slices.SortStableFunc(groups, func(x, y group) int { return cmp.Compare(len(y.sources), len(x.sources)) })
	var out []Line
	for _, g := range groups {
		who := wording.And(g.sources)
		with := degree(g.mark.Confidence, g.mark.Likelihood)
		if with != "" {
			with = " with " + with
		}
		say := agree(len(g.sources), " says", " say")
		name := wording.WithArticle(b.column(a))
		var text string
		switch g.mark.Relation {
		case assess.Sponsorship:
			text = who + say + with + " that " + name + " sponsored those who did it"
		case assess.Link:
			text = who + agree(len(g.sources), " links", " link") + " those who did it to " + name + with
		default:
			text = who + say + with + " that " + name + " did it"
		}
		out = append(out, b.line(wording.Sentence(text), g.claims...))
	}
	return out
}

// foremost reports whether a mark is the one that stands for its cell in the
// opening: a graded one before a plain one, the act before a link.
func foremost(cell assess.Cell, m assess.Mark) bool {
	best := cell.Marks[0]
	for _, o := range cell.Marks {
		if o.Stance == ascribe.Asserts && o.Relation == cell.Marks[0].Relation && o.Confidence != nil {
			best = o
			break
		}
	}
	return words(best) == words(m)
}

// titled is a source's name with its stake in the matter.
func (b *builder) titled(s assess.Source) string {
	name := wording.WithArticle(s.Party.Name)
	if s.Victim && b.Incident.Victim != nil && s.Key != b.Incident.Victim.Key() {
		return name + " (the victim's side)"
	}
	return name
}

// rejected tells who denies it, and whom the deniers accuse in turn.
func (b *builder) rejected() []Line {
	var out []Line
	for _, s := range b.Assessment.Sources {
		var denied, turned, claims, counter []string
		for _, cell := range b.Assessment.Cells {
			if cell.Source != s.Key {
				continue
			}
			a, _ := b.accused(cell.Accused)
			for _, m := range cell.Marks {
				switch {
				case m.Relation == assess.Counter:
					turned = append(turned, phrase(b.claims[m.Claims[0]].Statement))
					counter = append(counter, m.Claims[0])
				case m.Stance == ascribe.Denies:
					denied = append(denied, b.itself(s, a))
					claims = append(claims, m.Claims[0])
				}
			}
		}
		if len(denied) > 0 {
			text := wording.WithArticle(s.Party.Name) + " denies that " + wording.And(slices.Compact(denied)) + " did it"
			out = append(out, b.line(wording.Sentence(text), claims...))
		}
		if len(turned) > 0 {
			text := wording.WithArticle(s.Party.Name) + " accuses others in turn: " + strings.Join(turned[:min(len(turned), leadPerParty)], "; ")
			out = append(out, b.line(wording.Sentence(text), counter[:min(len(counter), leadPerParty)]...))
		}
	}
	return out
}

func (b *builder) itself(s assess.Source, a assess.Accused) string {
	if s.Key == a.Key {
		return "it"
	}
	return wording.WithArticle(b.column(a))
}

// weightOf orders what followed for the opening: deeds before words.
func weightOf(r assess.Response) int {
	order := []string{"severed-relations", "expelled-diplomats", "sanctioned", "indicted", "convicted", "arrested", "cyber-operation", "takedown",
		"recalled-ambassador", "summoned-ambassador", "demarche", "reward-offered", "charged", "launched-investigation"}
	if i := slices.Index(order, cmp.Or(r.Value, string(r.Predicate))); i >= 0 {
		return i
	}
	return len(order)
}

// followed tells of the weightiest responses in order of time.
func (b *builder) followed() []Line {
	var picked []assess.Response
	for _, r := range b.Assessment.Responses {
		if r.Stance == ascribe.Asserts && weightOf(r) < 13 {
			picked = append(picked, r)
		}
	}
	slices.SortStableFunc(picked, func(x, y assess.Response) int { return cmp.Compare(weightOf(x), weightOf(y)) })
	picked = picked[:min(len(picked), leadResponses)]
	var out []Line
	for _, r := range picked {
		l := b.response(r)
		l.Text = wording.Sentence(l.Text)
		l.Refs = l.Refs[:min(len(l.Refs), 2)]
		out = append(out, l)
	}
	return out
}
