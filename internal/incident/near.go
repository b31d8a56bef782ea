package incident

import (
	"cmp"
	"math"
	"slices"

	"ascribe"
)

// doubtful is the score from which two incidents that were not joined are
// proposed to a person: below the threshold of joining, above what strangers reach.
const doubtful = .22

// similar notes which incidents may be one: those whose events are alike, in the
// mean, between doubtful and the threshold, and which nothing keeps apart.
func similar(incidents []ascribe.Incident, groups []group, like map[pair]likeness) {
	home := map[int]int{}
	for i, g := range groups {
		for _, m := range g.members {
			home[m] = i
		}
	}
	sums := map[pair]likeness{}
	for p, l := range like {
		a, known := home[p[0]]
		b, both := home[p[1]]
		if known && both && a != b {
			sum := sums[pair{max(a, b), min(a, b)}]
			sums[pair{max(a, b), min(a, b)}] = likeness{sum.score + l.score, sum.never || l.never}
		}
	}
	for p, l := range sums {
		mean := l.score / float64(len(groups[p[0]].members)*len(groups[p[1]].members))
		if l.never || mean < doubtful {
			continue
		}
		mean = math.Round(100*mean) / 100
		for _, one := range []pair{p, {p[1], p[0]}} {
			incidents[one[0]].Similar = append(incidents[one[0]].Similar, ascribe.Similar{Incident: incidents[one[1]].ID, Score: mean})
		}
	}
	for i := range incidents {
		slices.SortFunc(incidents[i].Similar, func(a, b ascribe.Similar) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Incident, b.Incident))
		})
	}
}
