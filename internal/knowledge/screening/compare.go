package screening

import "ascribe/internal/knowledge/designation"

// Compare compares a query with one name instead of the lists; the words' weights
// are those of the index. The answer holds at most one match, without a list.
// With no type wanted, the reading that fits better counts.
func (s *Screener) Compare(q Query, name string) Answer {
	x := s.index
	answer := Answer{Query: q.Name, Matches: []Match{}}
	least := q.Min
	if least == 0 {
		least = Default
	}
	var best found
	for _, kind := range kinds(q.Types) {
		asked, listed := x.readName(q.Name, kind), x.readName(name, kind)
		if kind == designation.Person && len(q.Types) == 0 && x.firm(q.Name, name) {
			continue
		}
		if len(asked.pieces) == 0 || len(listed.pieces) == 0 {
			continue
		}
		a := &alignment{asked: asked.pieces, listed: listed.pieces}
		whole := x.lexicon.readListed(name, kind)
		a.slip, a.slipEdits = x.slip(asked, &listedName{plain: whole.plain, turn: whole.turn})
		f := x.grade(asked, a, designation.Primary, true)
		if f.score > best.score {
			best = f
		}
	}
	if best.score >= least {
		answer.Matches = append(answer.Matches, Match{Name: name, Matched: name, Strength: designation.Primary, Score: round(best.score),
			Parts: best.parts.round(), Reasons: best.reasons()})
	}
	return answer
}

// firm reports whether either name bears a legal form, so that neither can be a
// person's.
func (x *Index) firm(names ...string) bool {
	for _, name := range names {
		for _, t := range x.lexicon.tokens(name, designation.Organisation) {
			if t.class == form {
				return true
			}
		}
	}
	return false
}
