package dossier

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

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
