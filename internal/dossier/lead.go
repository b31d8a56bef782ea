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

// blamed tells, for the foremost accused, who holds them responsible and how
// firmly. Of a source that names a sponsor it is not said again that those sponsored are unnamed.
func (b *builder) blamed() []Line {
	var out []Line
	told := map[string]bool{}
	for _, a := range b.Assessment.Accused {
		if a.Counter || len(out) >= leadBlames {
			continue
		}
		groups := b.blame(a, told)
		for _, g := range groups[:min(len(groups), leadPerParty)] {
			out = append(out, g.line(b, a))
		}
	}
	return out
}

// blame is one relation and grade in which sources hold an accused responsible.
type blame struct {
	mark    assess.Mark
	sources []string
	claims  []string
}

// blame groups the sources that hold an accused responsible, the largest group
// first. A publication's own words count only where nobody else says it.
func (b *builder) blame(a assess.Accused, told map[string]bool) []blame {
	var own, others []blame
	for _, s := range b.Assessment.Sources {
		into := &others
		if s.Kind == assess.PublicationSource || s.Kind == assess.StateMediaSource {
			into = &own
		}
		marks := b.marks(s.Key, a.Key)
		for _, m := range marks {
			if m.Stance != ascribe.Asserts || m.Relation == assess.Counter || !foremost(marks, m) || a.Unnamed && told[s.Key] {
				continue
			}
			told[s.Key] = true
			i := slices.IndexFunc(*into, func(g blame) bool { return words(g.mark) == words(m) })
			if i < 0 {
				*into = append(*into, blame{mark: m})
				i = len(*into) - 1
			}
			g := &(*into)[i]
			g.sources, g.claims = append(g.sources, b.titled(s)), append(g.claims, m.Claims[0])
		}
	}
	if len(others) == 0 {
		others = own
	}
	slices.SortStableFunc(others, func(x, y blame) int { return cmp.Compare(len(y.sources), len(x.sources)) })
	return others
}

func (g blame) line(b *builder, a assess.Accused) Line {
	stand := b.stand(g.mark, a)
	if len(g.sources) > 1 {
		verb, rest, _ := strings.Cut(stand, " ")
		stand = strings.TrimSuffix(verb, "s") + " " + rest
	}
	return b.line(wording.Sentence(wording.And(g.sources)+" "+stand), g.claims...)
}

// foremost reports whether a mark is the one that stands for its cell in the
// opening: a graded one before a plain one of the same relation, the act before a link.
func foremost(marks []assess.Mark, m assess.Mark) bool {
	var best *assess.Mark
	for i, o := range marks {
		if o.Stance == ascribe.Asserts && (best == nil || o.Relation == best.Relation && best.Confidence == nil && o.Confidence != nil) {
			best = &marks[i]
		}
	}
	return best != nil && words(*best) == words(m)
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
		for _, a := range b.Assessment.Accused {
			for _, m := range b.marks(s.Key, a.Key) {
				switch {
				case m.Relation == assess.Counter:
					turned, counter = append(turned, phrase(b.claims[m.Claims[0]].Statement)), append(counter, m.Claims[0])
				case m.Stance == ascribe.Denies && !slices.Contains(denied, b.itself(s, a)):
					denied, claims = append(denied, b.itself(s, a)), append(claims, m.Claims[0])
				}
			}
		}
		if len(denied) > 0 {
			text := wording.WithArticle(s.Party.Name) + " denies that " + wording.And(denied) + " did it"
			out = append(out, b.line(wording.Sentence(text), claims...))
		}
		if n := min(len(turned), leadPerParty); n > 0 {
			text := wording.WithArticle(s.Party.Name) + " accuses others in turn: " + strings.Join(turned[:n], "; ")
			out = append(out, b.line(wording.Sentence(text), counter[:n]...))
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
