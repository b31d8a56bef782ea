package incident

import (
	"fmt"
	"math"
	"time"

	"ascribe"
)

// likeness is how much two events look like one, with what speaks for it.
type likeness struct {
	score   float64
	never   bool // they can't be one, whatever else joins them to others
	reasons []string
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
	threshold    = .34
)

// copyOverlap is the share of common shingles from which one text repeats the other.
const copyOverlap = .5

// fading is the distance in days between publications at which it is 1/e as
// likely that two reports without a date of their own mean the same event.
const fading = 60

// compare weighs two events.
func compare(a, b *event, overlap float64) likeness {
	if a.document.ID == b.document.ID {
		return likeness{never: true}
	}
	if overlap >= copyOverlap && a.principal && b.principal {
		return likeness{score: 1, reasons: []string{fmt.Sprintf("the texts repeat each other (overlap %.2f)", overlap)}}
	}
	timely, never := timeOf(a, b)
	if never {
		return likeness{never: true}
	}
	parts := []struct {
		name   string
		weight float64
		value  float64
	}{
		{"victim", victimWeight, cosine(a.victims, b.victims)},
		{"means", meansWeight, cosine(a.means, b.means)},
		{"names", namesWeight, cosine(a.names, b.names)},
		{"words", wordsWeight, cosine(a.words, b.words)},
		{"perpetrator", actorWeight, cosine(a.actors, b.actors)},
		{"time", timeWeight, timely},
	}
	var l likeness
	for _, p := range parts {
		l.score += p.weight * p.value
		if p.value >= .3 {
			l.reasons = append(l.reasons, fmt.Sprintf("%s %.2f", p.name, p.value))
		}
	}
	if parts[0].value == 0 && parts[1].value == 0 && (len(a.acts) > 0 && len(b.acts) > 0) { // an accused alone, or the talk of the day, is no event
		l.score = 0
	}
	return l
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
	if e.when != nil || !e.further || e.document.Published == "" {
		return e.when
	}
	to := e.document.Published.Time()
	return &ascribe.Interval{From: ascribe.DayOf(to.Add(-slack * 24 * time.Hour)), To: e.document.Published}
}

// similarities compares every two events that share a victim, a means, a name or their text.
func similarities(events []event, copies map[[2]string]float64) [][]likeness {
	out := make([][]likeness, len(events))
	for i := range events {
		out[i] = make([]likeness, i)
		for j := range i {
			out[i][j] = compare(&events[i], &events[j], copies[[2]string{events[i].document.ID, events[j].document.ID}])
		}
	}
	return out
}
