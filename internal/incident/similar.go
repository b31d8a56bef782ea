package incident

import (
	"math"
	"strings"
	"time"

	"ascribe"
)

// likeness is how much two events look like one.
type likeness struct {
	score float64
	never bool // they can't be one, whatever else joins them to others
}

// Weights of the parts of a score, and the score from which two events are
// taken for one. They were set by hand on labelled documents (see the test of the gold clusters).
const (
	victimWeight = .35
	meansWeight  = .15
	actorWeight  = .10
	namesWeight  = .25
	wordsWeight  = .40
	timeWeight   = .10
	threshold    = .32
)

// leadingBonus is added when both events have the same named victim before all
// others; a state does not count, since states are attacked all the time.
const leadingBonus = .2

// daysBonus is added when victims are alike and both events have days that meet:
// one state is seldom attacked twice within them. half is how alike.
const (
	daysBonus = .1
	half      = .5
)

// lately is the nearness in time from which the same leading victim tells.
const lately = .2

// fading is the distance in days between publications at which it is 1/e as
// likely that two reports without a date of their own mean the same event.
const fading = 60

// part is one term of a likeness.
type part struct {
	name          string
	weight, value float64
}

// compare weighs two events; parts tell how the score came about.
func compare(a, b *event) (score float64, never bool, parts []part) {
	if a.document.ID == b.document.ID {
		return 0, true, nil
	}
	timely, never := timeOf(a, b)
	if never {
		return 0, true, nil
	}
	victims, means := cosine(a.vectors.victims, b.vectors.victims), cosine(a.vectors.means, b.vectors.means)
	if victims == 0 && means == 0 && len(a.acts) > 0 && len(b.acts) > 0 { // an accused alone, or the talk of the day, is no event
		return 0, false, nil
	}
	parts = []part{{"victim", victimWeight, victims}, {"means", meansWeight, means}, {"names", namesWeight, cosine(a.vectors.names, b.vectors.names)},
		{"words", wordsWeight, cosine(a.vectors.words, b.vectors.words)}, {"perpetrator", actorWeight, cosine(a.vectors.actors, b.vectors.actors)}, {"time", timeWeight, timely}}
	if key := sharedLeading(a.vectors.victims, b.vectors.victims); key != "" && timely >= lately {
		parts = append(parts, part{"both mainly about " + key, leadingBonus, 1})
	}
	if victims > half && sameDays(a.when, b.when) {
		parts = append(parts, part{"the same days", daysBonus, 1})
	}
	for _, p := range parts {
		score += p.weight * p.value
	}
	return score, false, parts
}

// sameDays reports whether both times are known to a month or better, and meet.
func sameDays(a, b *ascribe.Interval) bool {
	const month = 31
	return a != nil && b != nil && width(a) <= month && width(b) <= month && gap(a, b) == 0
}

// sharedLeading is the id of the named victim that both events put first, "" for none.
func sharedLeading(a, b vector) string {
	la, lb := a.leading(), b.leading()
	if la == lb {
		return la
	}
	return ""
}

// leading is the named body or person with most weight, if it has at least a third of
// it among the victims named; "" when a state or a product has more.
func (v vector) leading() string {
	best, most, sum := "", 0.0, 0.0
	for i, k := range v.keys {
		if strings.HasPrefix(k, "in:") || strings.HasPrefix(k, "word:") {
			continue
		}
		sum += v.weights[i]
		if v.weights[i] > most {
			best, most = k, v.weights[i]
		}
	}
	if kind, _, _ := strings.Cut(best, ":"); kind != string(ascribe.Organisation) && kind != string(ascribe.Person) || 3*most < sum {
		return ""
	}
	return best
}

// timeOf is 1 for the same days and fades to 0; never when the events can't be of one time.
func timeOf(a, b *event) (value float64, never bool) {
	ta, tb := a.supposed(), b.supposed()
	if apart(ta, tb) {
		return 0, true
	}
	if early(a, tb) || early(b, ta) {
		return 0, true
	}
	if a.when != nil && b.when != nil && width(a.when) <= vague && width(b.when) <= vague {
		return 1, false
	}
	pa, pb := a.document.Published.Time(), b.document.Published.Time()
	if pa.IsZero() || pb.IsZero() {
		return .5, false
	}
	return math.Exp(-math.Abs(float64(pa.Sub(pb)/day)) / fading), false
}

// early reports whether the document came out before the time began.
func early(e *event, t *ascribe.Interval) bool {
	return e.document.Published != "" && t != nil && t.From > e.document.Published
}

// supposed is the event's time, or where none is told and the text speaks of a
// further attack, the fortnight before publication.
func (e *event) supposed() *ascribe.Interval {
	if e.when != nil || !e.features.further || e.document.Published == "" {
		return e.when
	}
	to := e.document.Published.Time()
	return &ascribe.Interval{From: ascribe.DayOf(to.Add(-slack * 24 * time.Hour)), To: e.document.Published}
}
