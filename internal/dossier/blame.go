package dossier

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

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
	if len(others) == 0 && !(a.Unnamed && a.Party.Country == "") { // that a newspaper says "hackers" tells nobody anything
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
					turned, counter = append(turned, wording.Phrase(b.claims[m.Claims[0]].Statement)), append(counter, m.Claims[0])
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
