package incident

import (
	"slices"

	"ascribe"
)

// weigher says how much an act counts for what its document is about.
type weigher struct {
	prominence
	answered map[string]bool   // territories whose own people deny or doubt an act laid to them here
	news     *ascribe.Interval // the time of an act of the last days before publication; nil without one
}

func newWeigher(it Item, acts []ascribe.Claim) weigher {
	w := weigher{newProminence(it), map[string]bool{}, nil}
	report := &ascribe.Interval{From: it.Document.Published, To: it.Document.Published}
	for _, a := range acts {
		if a.When != nil && width(a.When) <= vague && report.From != "" && gap(a.When, report) <= slack && (w.news == nil || narrower(a.When, w.news)) {
			w.news = a.When
		}
		if t := territory(a.Subject); t != "" && rejectedByItself(a) {
			w.answered[t] = true
		}
	}
	return w
}

// rejectedByItself reports whether the accused themselves, or their state, deny or doubt the act.
func rejectedByItself(a ascribe.Claim) bool {
	if a.Stance != ascribe.Denies && a.Stance != ascribe.Doubts || a.Subject == nil {
		return false
	}
	voices := append([]ascribe.Party{a.Source}, a.SpeaksFor...)
	return slices.ContainsFunc(voices, func(p ascribe.Party) bool {
		return p.Key() == a.Subject.Key() || territory(&p) != "" && territory(&p) == territory(a.Subject)
	})
}

// of weighs an act. One with a day is an event and not a habit, if it is not history. A denial by the accused answers the
// matter at hand; what is said to have been done to those who deny is told beside it, in return.
func (w weigher) of(a ascribe.Claim) float64 {
	weight := w.prominence.of(a) * specificity(a.Object)
	switch {
	case a.When == nil:
	case w.old(a.When):
		weight *= .5
	case width(a.When) <= vague:
		weight *= 1.5
	}
	switch {
	case rejectedByItself(a) && !(w.news != nil && apart(a.When, w.news)): // else it is the answer to what was before
		weight *= 3
	case w.answered[territory(a.Object)] && territory(a.Object) != territory(a.Subject):
		weight *= .3
	}
	return weight
}

// specificity is how well a victim tells one event from another.
func specificity(p *ascribe.Party) float64 {
	switch {
	case p == nil:
		return .25
	case p.ID != "":
		return 2
	case territory(p) != "":
		return 1.5
	}
	return .5
}

// dated are the acts whose time may stand for the whole event: those on the
// victim of the first one, its centre, and those on nobody in particular in the first half of the text.
// A day in the background at the end of an article is of something else.
func (w weigher) dated(acts []ascribe.Claim) []ascribe.Claim {
	var out []ascribe.Claim
	for _, a := range acts {
		if !elsewhere(acts[0], a) && (a.Object.Key() == acts[0].Object.Key() || 2*a.Quote.Start < w.length) {
			out = append(out, a)
		}
	}
	return out
}

// elsewhere reports whether b is done to another known victim than a.
func elsewhere(a, b ascribe.Claim) bool {
	if a.Object == nil || b.Object == nil || a.Object.Key() == b.Object.Key() {
		return false
	}
	ta, tb := territory(a.Object), territory(b.Object)
	return b.Object.ID != "" && (ta == "" || tb == "" || ta != tb || b.Object.Type != string(ascribe.State) && a.Object.Type != string(ascribe.State))
}

// background is how many days before publication an attack on somebody else is history and not the matter of the report.
const background = 90

// history reports whether an act is told as background to the centre's.
func (w weigher) history(centre, a ascribe.Claim) bool {
	return a.When != nil && elsewhere(centre, a) && w.old(a.When)
}

func (w weigher) old(when *ascribe.Interval) bool {
	return w.published != "" && gap(when, &ascribe.Interval{From: w.published, To: w.published}) > background
}
