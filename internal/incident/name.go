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

// principalVictim is the victim that the attacks name most prominently. An
// affected asset stands only where no attack names anybody.
func principalVictim(events []event) *ascribe.Party {
	for _, predicate := range []ascribe.Predicate{ascribe.Attacked, ascribe.Affected} {
		var poll poll
		for _, e := range events {
			for i, c := range e.acts {
				if c.Predicate == predicate {
					poll.vote(c.Object, e.weights[i])
				}
			}
		}
		if p := poll.winner(); p != nil {
			return p
		}
	}
	return nil
}

// poll counts for which party most speaks.
type poll struct {
	weight map[string]float64
	party  map[string]ascribe.Party
}

// vote adds weight to a party: double to a resolved one, half to one that is described without a territory.
func (v *poll) vote(p *ascribe.Party, weight float64) {
	switch {
	case p == nil || p.Name == "" || isMeans(p.Type): // "the X attack", X being the malware
		return
	case p.ID != "":
		weight *= 2
	case p.Country == "":
		weight /= 2
	}
	if v.weight == nil {
		v.weight, v.party = map[string]float64{}, map[string]ascribe.Party{}
	}
	v.weight[p.Key()] += weight
	v.party[p.Key()] = ascribe.Party{ID: p.ID, Name: p.Name, Type: p.Type, Country: p.Country}
}

// winner is the party with most weight, of equals the first by key; nil without votes.
func (v *poll) winner() *ascribe.Party {
	if len(v.weight) == 0 {
		return nil
	}
	p := v.party[slices.MaxFunc(slices.Sorted(maps.Keys(v.weight)), func(a, b string) int {
		return cmp.Or(cmp.Compare(v.weight[a], v.weight[b]), cmp.Compare(b, a))
	})]
	return &p
}

// kinds are the words for an incident by the method that most acts name.
var kinds = map[string]string{
	"": "Attack on", "wiper": "Destructive attack on", "ransomware": "Ransomware attack on", "ddos": "Denial of service against",
	"espionage": "Espionage against", "phishing": "Phishing of", "defacement": "Defacement of", "hack-and-leak": "Hack and leak against",
	"sabotage": "Sabotage of", "intrusion": "Intrusion at", "influence": "Influence operation against",
}

// title is built from claims only: method, victim, month.
func (g group) title(in ascribe.Incident) string {
	when := month(in.When, g.published())
	p := g.perpetrator()
	if v := in.Victim; v != nil {
		victim := wording.WithArticle(v.Name)
		if v.ID == "" && v.Country == "" && p != nil && p.ID != "" { // a description alone tells little
			victim += " by " + wording.WithArticle(p.Name)
		}
		return fmt.Sprintf("%s %s, %s", kinds[g.method()], victim, when)
	}
	if p != nil {
		return fmt.Sprintf("Activity of %s, %s", wording.WithArticle(p.Name), when)
	}
	return "Claims of unnamed parties, " + when
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

// perpetrator is the party that most claims hold for the one who did it.
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
				if c.Predicate == try.predicate {
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

// id is the victim's country for a state or one of its bodies, else the
// victim's or the perpetrator's name; and the month.
func (g group) id(in ascribe.Incident) string {
	who := "unnamed"
	switch p := in.Victim; {
	case p != nil && p.Country != "" && (p.Type == string(ascribe.State) || p.ID == ""):
		who = strings.ToLower(p.Country)
	case p != nil:
		who = slug(p.Name)
	default:
		if p := g.perpetrator(); p != nil {
			who = slug(p.Name)
		}
	}
	switch published := g.published(); {
	case in.When != nil && width(in.When) <= vague:
		return who + "-" + string(in.When.From[:7])
	case in.When != nil && in.When.To != "" && in.When.From[:4] == in.When.To[:4]:
		return who + "-" + string(in.When.From[:4])
	case published != "":
		return who + "-" + string(published[:7])
	}
	return who + "-undated"
}

// slugLength bounds the part of an id that is made of a name.
const slugLength = 32

// slug is the name in lower-case letters, digits and hyphens, cut at a word.
func slug(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(ascribe.Fold(name)) {
		if b.Len() > 0 && b.Len()+1+len(word) > slugLength {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(word)
	}
	if b.Len() == 0 {
		return "unnamed"
	}
	return b.String()
}
