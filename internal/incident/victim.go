package incident

import (
	"cmp"
	_ "embed"
	"maps"
	"slices"
	"strings"

	"ascribe"
)

//go:embed thing.txt
var thingList string

// The words of thing.txt.
var leading, added, matters = things(thingList)

// things reads a list in three sections, which stand under a line "[name]".
func things(list string) (leading, added, matters map[string]bool) {
	section := map[string]map[string]bool{"[leading]": {}, "[added]": {}, "[matters]": {}}
	into := map[string]bool{}
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if next, ok := section[line]; ok {
			into = next
			continue
		}
		for w := range lines(line) {
			into[w] = true
		}
	}
	return section["[leading]"], section["[added]"], section["[matters]"]
}

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
// What is no party has no vote.
func (v *poll) vote(p *ascribe.Party, weight float64) {
	switch {
	case p == nil || p.Name == "" || isMeans(p.Type): // "the X attack", X being the malware
		return
	case p.ID == "" && thing(p.Name):
		return
	case p.ID != "":
		weight *= 2
	case p.Country == "":
		weight /= 2
	}
	v.add(p, weight)
}

func (v *poll) add(p *ascribe.Party, weight float64) {
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

// thing reports whether words that describe a victim or a perpetrator name
// nobody: they lead back to somebody else ("its operation"), or what they are about
// is a matter and no party ("demands", "accounts of the group").
func thing(description string) bool {
	words := strings.Fields(strings.ToLower(description))
	if len(words) == 0 || leading[words[0]] {
		return true
	}
	for i, w := range words { // the head stands before what is added to it
		if i > 0 && added[w] {
			words = words[:i]
			break
		}
	}
	head := strings.Trim(words[len(words)-1], ".,;:'’\"“”()")
	return matters[head] || matters[strings.TrimSuffix(head, "s")]
}
