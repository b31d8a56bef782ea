package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ascribe"
)

// telling is the value from which a part of a likeness is worth naming.
const telling = .3

// why says what ties an event to one of another document.
func why(a, b *event) string {
	score, _, parts := compare(a, b)
	var told []string
	for _, p := range parts {
		if p.value >= telling {
			told = append(told, fmt.Sprintf("%s %.2f", p.name, p.value))
		}
	}
	return fmt.Sprintf("%s with %s: %.2f (%s)", a.document.ID, b.document.ID, score, strings.Join(told, ", "))
}

// told takes apart the groups that stand from passing events that don't, which
// are told with the main matter of their document. What names nobody is told nowhere.
func told(groups []group) []group {
	passing := map[string][]ascribe.Claim{}
	var out []group
	for _, g := range groups {
		if g.stands() {
			out = append(out, g)
			continue
		}
		for _, e := range g.events {
			passing[e.document.ID] = append(passing[e.document.ID], e.claims()...)
		}
	}
	for i, g := range out {
		for _, e := range g.events {
			if e.principal {
				out[i].passing = append(out[i].passing, passing[e.document.ID]...)
			}
		}
	}
	return out
}

// describe names the groups.
func describe(groups []group, like map[pair]likeness) []ascribe.Incident {
	out := make([]ascribe.Incident, len(groups))
	for i, g := range groups {
		out[i] = g.incident()
	}
	number(out, groups)
	series(out, groups)
	similar(out, groups, like)
	slices.SortFunc(out, func(a, b ascribe.Incident) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// number makes ids unique: al-2022-07, al-2022-07-2, … in the order in which the
// incidents were first reported, so that what is reported later moves no id.
func number(incidents []ascribe.Incident, groups []group) {
	sharing := map[string][]int{}
	for i, in := range incidents {
		sharing[in.ID] = append(sharing[in.ID], i)
	}
	for id, which := range sharing {
		slices.SortFunc(which, func(i, j int) int {
			return cmp.Or(cmp.Compare(groups[i].founded(), groups[j].founded()), cmp.Compare(incidents[i].Claims[0], incidents[j].Claims[0]))
		})
		for n, i := range which[1:] {
			incidents[i].ID = fmt.Sprintf("%s-%d", id, n+2)
		}
	}
}

// founded is a key that orders groups by the first document that reports them:
// day of publication, then id; documents without a day come last.
func (g group) founded() string {
	first := ""
	for _, e := range g.events {
		key := cmp.Or(string(e.document.Published), "undated") + "/" + e.document.ID
		if first == "" || key < first {
			first = key
		}
	}
	return first
}

// stands reports whether the group is an incident: the main matter of a document,
// or told in passing of a known victim, either of an earlier time, or more than once of one that is no state. A day
// just before publication is that of the news, not of what stands beside it. What people
// have set apart stands.
func (g group) stands() bool {
	times := map[string]int{}
	for _, e := range g.events {
		if e.ruled || e.principal && e.particular() {
			return true
		}
		report := &ascribe.Interval{From: e.document.Published, To: e.document.Published}
		for _, c := range e.acts {
			if c.Object == nil || c.Object.ID == "" {
				continue
			}
			if c.When != nil && e.document.Published != "" && gap(c.When, report) > slack {
				return true
			}
			if times[c.Object.ID]++; times[c.Object.ID] > 1 && c.Object.Type != string(ascribe.State) {
				return true
			}
		}
	}
	return false
}

// particular reports whether an event is one: whether it has a day, or somebody or something
// that it names acts or suffers in it. Advice on what criminals do to files is none.
func (e *event) particular() bool {
	return slices.ContainsFunc(e.claims(), func(c ascribe.Claim) bool { return c.When != nil || called(c.Subject, c) || called(c.Object, c) })
}

// called reports whether a party has a name or a territory: it is known, or its
// description is written like a name where no sentence begins.
func called(p *ascribe.Party, c ascribe.Claim) bool {
	if p == nil || p.ID != "" || p.Country != "" {
		return p != nil
	}
	first, _ := utf8.DecodeRuneInString(p.Name)
	return unicode.IsUpper(first) && !strings.HasPrefix(c.Quote.Text, p.Name)
}

func (g group) incident() ascribe.Incident {
	var times, all []ascribe.Claim
	in := ascribe.Incident{Reasons: g.reasons, Victim: principalVictim(g.events)}
	for _, e := range g.events {
		times = append(times, ascribe.Claim{Statement: ascribe.Statement{When: e.when}})
		claims := e.claims()
		if e.principal {
			for _, c := range g.passing {
				if c.Document == e.document.ID {
					claims = append(claims, c)
				}
			}
			slices.SortFunc(claims, ascribe.CompareClaims)
		}
		for _, c := range claims {
			in.Claims = append(in.Claims, c.ID)
		}
		all = append(all, claims...)
	}
	in.Facets = ascribe.FacetsOf(all)
	in.When = whenOf(times)
	in.Title = g.title(in)
	in.ID = g.id(in)
	return in
}
