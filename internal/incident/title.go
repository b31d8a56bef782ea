package incident

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/wording"
)

// kinds are the words for an incident by the method that most acts name.
var kinds = map[string]string{
	"": "Attack on", "wiper": "Destructive attack on", "ransomware": "Ransomware attack on", "ddos": "Denial of service against",
	"espionage": "Espionage against", "phishing": "Phishing of", "defacement": "Defacement of", "hack-and-leak": "Hack and leak against",
	"sabotage": "Sabotage of", "intrusion": "Intrusion at", "influence": "Influence operation against",
}

// title is built from claims only: method, victim, place, month. It names no
// perpetrator beside a victim: who did it is for the claims to say.
func (g group) title(in ascribe.Incident) string {
	when := month(in.When, g.published())
	if v := in.Victim; v != nil {
		return fmt.Sprintf("%s %s%s, %s", kinds[g.method()], wording.WithArticle(v.Name), g.place(v), when)
	}
	if state := g.stateName(g.territory()); state != "" {
		return fmt.Sprintf("%s %s, %s", within(kinds[g.method()]), wording.WithArticle(state), when)
	}
	if m := g.means(); m != nil {
		return m.Name + ", " + when
	}
	if p := g.perpetrator(); p != nil {
		return fmt.Sprintf("Activity attributed to %s, %s", wording.WithArticle(p.Name), when)
	}
	return "Claims of unnamed parties, " + when
}

// within turns "Attack on" into "Attack in": the kind of an incident in a place.
func within(kind string) string {
	return kind[:strings.LastIndexByte(kind, ' ')] + " in"
}

// territory is the one in which most acts, weighed, happened to a victim that is no party of its own; "" for none.
func (g group) territory() string {
	weight := map[string]float64{}
	for _, e := range g.events {
		for i, c := range e.acts {
			if t := territory(c.Object); t != "" {
				weight[t] += e.weights[i]
			}
		}
	}
	best := ""
	for _, t := range slices.Sorted(maps.Keys(weight)) {
		if best == "" || weight[t] > weight[best] {
			best = t
		}
	}
	return best
}

// means is the malware or campaign that most claims name, those in a headline before others; nil for none.
func (g group) means() *ascribe.Party {
	var poll poll
	for _, e := range g.events {
		title := ascribe.Fold(e.document.Title)
		for _, c := range e.claims() {
			for _, p := range []*ascribe.Party{c.Subject, c.Object} {
				if p == nil || p.ID == "" || p.Type != string(ascribe.Malware) && p.Type != string(ascribe.Campaign) {
					continue
				}
				weight := 1.0
				if strings.Contains(title, ascribe.Fold(p.Name)) {
					weight = 10
				}
				poll.add(p, weight)
			}
		}
	}
	return poll.winner()
}

// place is ", Albania" for a victim that is only described, where the claims
// name the state of its territory and the description does not.
func (g group) place(victim *ascribe.Party) string {
	if victim.ID != "" || victim.Country == "" {
		return ""
	}
	name := g.stateName(territory(victim))
	if name == "" || strings.Contains(ascribe.Fold(victim.Name), ascribe.Fold(name)) {
		return ""
	}
	return ", " + name
}

// stateName is the name that claims give to the state of a territory, the
// shortest of several; "" where none names it.
func (g group) stateName(of string) string {
	var names []string
	for _, e := range g.events {
		for _, c := range e.claims() {
			for _, p := range []*ascribe.Party{c.Subject, c.Object, &c.Source} {
				if p != nil && p.ID != "" && p.Type == string(ascribe.State) && territory(p) == of {
					names = append(names, p.Name)
				}
			}
		}
	}
	if of == "" || len(names) == 0 {
		return ""
	}
	return slices.MinFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
}

// method is the value of more than half of the attacks that have one, if these
// are at least a third of all; "" otherwise.
func (g group) method() string {
	count, valued, all := map[string]int{}, 0, 0
	for _, e := range g.events {
		for _, c := range e.acts {
			if c.Predicate != ascribe.Attacked {
				continue
			}
			all++
			if c.Value != "" {
				count[c.Value]++
				valued++
			}
		}
	}
	for v, n := range count {
		if 2*n > valued && 3*n >= all {
			return v
		}
	}
	return ""
}

// perpetrator is the party that most claims hold for the one who did it. Denials name nobody as such.
func (g group) perpetrator() *ascribe.Party {
	subject := func(c ascribe.Claim) *ascribe.Party { return c.Subject }
	object := func(c ascribe.Claim) *ascribe.Party { return c.Object }
	for _, try := range []struct {
		predicate ascribe.Predicate
		role      func(ascribe.Claim) *ascribe.Party
	}{
		{ascribe.Attacked, subject}, {ascribe.Affected, subject}, {ascribe.Used, subject}, {ascribe.AffiliatedWith, subject},
		{ascribe.Sponsors, object}, {ascribe.Charged, object}, {ascribe.Sanctioned, object}, {ascribe.SameAs, subject},
		{ascribe.Responded, object}, {ascribe.Threatened, subject}, {ascribe.Condemned, object}, {ascribe.OtherAccusation, subject},
		{ascribe.MotivatedBy, subject}, {ascribe.Resembles, subject},
	} {
		var poll poll
		for _, e := range g.events {
			for _, c := range e.claims() {
				if c.Predicate == try.predicate && c.Stance == ascribe.Asserts {
					poll.vote(try.role(c), 1)
				}
			}
		}
		if p := poll.winner(); p != nil {
			return p
		}
	}
	return nil
}

// published is the first day on which one of the group's documents came out.
func (g group) published() ascribe.Day {
	var first ascribe.Day
	for _, e := range g.events {
		if d := e.document.Published; d != "" && (first == "" || d < first) {
			first = d
		}
	}
	return first
}

// month names the time of an incident: its month, its year when no month is
// known, or when it was first reported.
func month(when *ascribe.Interval, published ascribe.Day) string {
	switch {
	case when != nil && width(when) <= vague:
		return when.From.Time().Format("January 2006")
	case when != nil && when.To != "" && when.From[:4] == when.To[:4]:
		return string(when.From[:4])
	case published != "":
		return "reported " + published.Time().Format("January 2006")
	}
	return "time not known"
}
