package incident

import (
	"slices"

	"ascribe"
)

// event is what one document tells of one happening.
type event struct {
	document  ascribe.Document
	principal bool            // what the document is mainly about
	acts      []ascribe.Claim // the attacks and effects that make it
	others    []ascribe.Claim // what else the document says on it
	weights   []float64       // of each act
	when      *ascribe.Interval
	ruled     bool // set apart by people
	features  features
	vectors   vectors
}

// claims are all claims of the event in document order.
func (e event) claims() []ascribe.Claim {
	out := slices.Concat(e.acts, e.others)
	slices.SortFunc(out, ascribe.CompareClaims)
	return out
}

// eventsOf reads one document: its principal event first, then those that it
// touches on. A document without claims has none.
func eventsOf(it Item) []event {
	if len(it.Claims) == 0 {
		return nil
	}
	claims := slices.SortedFunc(slices.Values(placed(it)), ascribe.CompareClaims)
	claims = slices.CompactFunc(claims, func(a, b ascribe.Claim) bool { return a.ID == b.ID })
	var acts, others []ascribe.Claim
	for _, c := range claims {
		if c.Predicate == ascribe.Attacked || c.Predicate == ascribe.Affected {
			acts = append(acts, c)
		} else {
			others = append(others, c)
		}
	}
	events := []event{{document: it.Document}}
	weigher := newWeigher(it, acts)
	for i := 0; len(acts) > 0; i++ {
		var mine []ascribe.Claim
		mine, acts = split(acts, weigher)
		e := event{document: it.Document, acts: mine, when: whenOf(weigher.dated(mine))}
		for _, a := range mine {
			w := weigher.of(a)
			if !sameAct(mine[0], a) {
				w *= habit
			}
			e.weights = append(e.weights, w)
		}
		events = append(events[:i], e)
	}
	events[0].principal = true
	for _, c := range others {
		i := home(c, events)
		events[i].others = append(events[i].others, c)
	}
	for i := range events {
		events[i].features = featuresOf(&events[i], it)
	}
	return events
}

// placed are the claims with the countries of entities where a party has none.
func placed(it Item) []ascribe.Claim {
	country := map[string]string{}
	for _, e := range it.Entities {
		country[e.ID] = e.Country
	}
	fill := func(p *ascribe.Party) *ascribe.Party {
		if p == nil || p.Country != "" || p.ID == "" || country[p.ID] == "" {
			return p
		}
		known := *p
		known.Country = country[p.ID]
		return &known
	}
	claims := slices.Clone(it.Claims)
	for i := range claims {
		claims[i].Subject, claims[i].Object = fill(claims[i].Subject), fill(claims[i].Object)
	}
	return claims
}

// habit is what an act counts that is told of the perpetrators in general.
const habit = .3

// split takes the acts that belong with the most central one, which it puts first, from the rest.
// The centre is the act that most others, weighed, are about too.
func split(acts []ascribe.Claim, weight weigher) (mine, rest []ascribe.Claim) {
	best, most := 0, -1.0
	for i, a := range acts {
		sum := 2 * weight.of(a)
		for j, b := range acts {
			if i != j && sameAct(a, b) {
				sum += weight.of(b) / 2
			}
		}
		if sum > most {
			best, most = i, sum
		}
	}
	candidates := []ascribe.Claim{acts[best]}
	for i, a := range acts {
		if i != best && sameAct(acts[best], a) {
			candidates = append(candidates, a)
		}
	}
	for i, a := range acts {
		switch {
		case i == best || sameAct(acts[best], a):
		case undatedByOneOf(candidates, a):
			candidates = append(candidates, a)
		default:
			rest = append(rest, a)
		}
	}
	when := whenOf(weight.dated(candidates))
	for _, a := range candidates {
		if a.ID != acts[best].ID && (apart(when, a.When) || when == nil && weight.history(acts[best], a)) {
			rest = append(rest, a)
		} else {
			mine = append(mine, a)
		}
	}
	return mine, rest
}

// sameAct reports whether two acts of one document can be the same happening:
// not at different times, and on related victims or by related perpetrators.
func sameAct(a, b ascribe.Claim) bool {
	if apart(a.When, b.When) {
		return false
	}
	if reversed(a, b) || reversed(b, a) {
		return false
	}
	return related(a.Object, b.Object) || a.Subject != nil && b.Subject != nil && related(a.Subject, b.Subject)
}

// undatedByOneOf reports whether an act without a time is laid to a perpetrator
// of the others: what is said of their habits stands beside the deed.
func undatedByOneOf(acts []ascribe.Claim, a ascribe.Claim) bool {
	if a.Subject == nil || a.When != nil || a.Subject.ID == "" && territory(a.Subject) == "" {
		return false
	}
	return slices.ContainsFunc(acts, func(o ascribe.Claim) bool {
		return o.Subject != nil && !reversed(o, a) && !reversed(a, o) && (o.Subject.ID != "" || territory(o.Subject) != "") && related(o.Subject, a.Subject)
	})
}

// reversed reports whether b is done to a's perpetrator and not to a's victim.
func reversed(a, b ascribe.Claim) bool {
	return a.Subject != nil && b.Object != nil && territory(b.Object) != "" &&
		territory(a.Subject) == territory(b.Object) && territory(a.Object) != territory(b.Object)
}

// related reports whether nothing keeps two parties from being the same or
// one within the other: a party without a known territory may be anybody's.
func related(a, b *ascribe.Party) bool {
	if a == nil || b == nil || a.Key() == b.Key() {
		return true
	}
	ta, tb := territory(a), territory(b)
	if ta != "" && tb != "" {
		return ta == tb
	}
	return a.ID == "" || b.ID == ""
}

// home is the index of the event that a claim which is no act belongs to: the
// principal one, unless the claim shares its passage with another's act only, or
// names its parties and none of the principal's.
func home(c ascribe.Claim, events []event) int {
	if touches(c, events[0]) {
		return 0
	}
	for i := 1; i < len(events); i++ {
		if touches(c, events[i]) && !names(c, events[0]) {
			return i
		}
	}
	return 0
}

func touches(c ascribe.Claim, e event) bool {
	return slices.ContainsFunc(e.acts, func(a ascribe.Claim) bool { return a.Quote.Overlaps(c.Quote.Span) })
}

// names reports whether the claim's subject or object acts or suffers in the event.
func names(c ascribe.Claim, e event) bool {
	for _, a := range e.acts {
		for _, p := range []*ascribe.Party{a.Subject, a.Object} {
			if p != nil && (p.Key() == c.Subject.Key() || p.Key() == c.Object.Key()) {
				return true
			}
		}
	}
	return false
}

// territory is the party's country in lower case, "" when not known.
func territory(p *ascribe.Party) string {
	if p == nil {
		return ""
	}
	return ascribe.Fold(p.Country)
}
