package assess

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
)

// Relation is how a source ties an accused to the incident.
type Relation string

// The relations of a mark.
const (
	Act         Relation = "act"         // did it
	Sponsorship Relation = "sponsorship" // backs those who did it
	Link        Relation = "link"        // those who did it belong or are linked to it
	Counter     Relation = "counter"     // is accused in return, of something else
)

// Cell is what one source says of one accused.
type Cell struct {
	Source  string `json:"source"`
	Accused string `json:"accused"`
	Marks   []Mark `json:"marks"`
}

// accusation is a claim as the matrix takes it.
type accusation struct {
	party    *ascribe.Party
	of       *ascribe.Party
	relation Relation
}

// accusation says whom a claim ties to the incident and how; nil party for none.
func (c *incidentCase) accusation(claim ascribe.Claim) accusation {
	v := c.voices[claim.ID]
	byAccused := c.isAccused(v)
	switch claim.Predicate {
	case ascribe.Attacked, ascribe.Affected:
		if claim.Predicate == ascribe.Affected && claim.Stance != ascribe.Asserts && !byAccused {
			break // that something was not destroyed says nothing of who did it
		}
		if c.isAct(claim) && isActor(claim.Subject) {
			return accusation{claim.Subject, nil, Act}
		}
		if byAccused && isActor(claim.Subject) && claim.Object != nil && (claim.Object.Key() == v.key() || claim.Object.Key() == v.state) {
			return accusation{claim.Subject, claim.Object, Counter}
		}
	case ascribe.Sponsors:
		switch {
		case claim.Subject == nil:
		case c.accused.of[claim.Subject.Key()] && (claim.Object == nil || claim.Object.ID == "" || c.accused.of[claim.Object.Key()]):
			return accusation{claim.Subject, claim.Object, Sponsorship}
		case byAccused:
			return accusation{claim.Subject, claim.Object, Counter}
		}
	case ascribe.AffiliatedWith:
		if claim.Value == "leads" || claim.Value == "works-for" || claim.Value == "part-of" || claim.Object == nil || claim.Subject == nil || !isActor(claim.Object) {
			break
		}
		if c.accused.columns[columnKey(claim.Subject)] || claim.Subject.ID == "" && isActor(claim.Subject) {
			return accusation{claim.Object, claim.Subject, Link}
		}
	case ascribe.OtherAccusation:
		if byAccused && claim.Subject != nil {
			return accusation{claim.Subject, claim.Object, Counter}
		}
	}
	return accusation{}
}

// matrix makes the columns and the cells.
func (c *incidentCase) matrix() ([]Accused, []Cell) {
	columns, cells := map[string]*Accused{}, map[[2]string]*Cell{}
	weight := map[string]int{}
	var keys []string
	var places [][2]string
	for _, claim := range c.claims {
		acc := c.accusation(claim)
		if acc.party == nil {
			continue
		}
		c.used[claim.ID] = true
		key := columnKey(acc.party)
		col := columns[key]
		if col == nil {
			col = &Accused{Key: key, Party: *acc.party, Unnamed: strings.HasPrefix(key, "unnamed:"), Counter: true}
			col.Party.Text = ""
			columns[key], keys = col, append(keys, key)
		}
		col.Counter = col.Counter && acc.relation == Counter
		if col.Unnamed && !slices.Contains(col.Forms, acc.party.Name) {
			col.Forms = append(col.Forms, acc.party.Name)
		}
		weight[key]++
		place := [2]string{c.voices[claim.ID].key(), key}
		if cells[place] == nil {
			cells[place], places = &Cell{Source: place[0], Accused: key}, append(places, place)
		}
		cells[place].add(claim, acc)
	}
	c.nest(columns)
	var accused []Accused
	for _, k := range keys {
		accused = append(accused, *columns[k])
	}
	slices.SortStableFunc(accused, func(a, b Accused) int {
		return cmp.Or(cmp.Compare(columnRank(a), columnRank(b)), cmp.Compare(weight[b.Key], weight[a.Key]), cmp.Compare(a.Key, b.Key))
	})
	accused = family(accused)
	var out []Cell
	for _, p := range places {
		out = append(out, *cells[p])
	}
	slices.SortFunc(out, func(a, b Cell) int { return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Accused, b.Accused)) })
	return accused, out
}

// columnRank puts states before bodies before groups before unnamed parties,
// and those accused in return last.
func columnRank(a Accused) int {
	switch {
	case a.Counter:
		return 9
	case a.Unnamed:
		return 3
	case a.Party.Type == string(ascribe.State):
		return 0
	case a.Party.Type == string(ascribe.Organisation):
		return 1
	}
	return 2
}

// family moves each accused behind the one it is under.
func family(in []Accused) []Accused {
	var out []Accused
	var place func(under string)
	placed := map[string]bool{}
	place = func(under string) {
		for _, a := range in {
			if a.Under == under && !placed[a.Key] {
				placed[a.Key] = true
				out = append(out, a)
				place(a.Key)
			}
		}
	}
	place("")
	for _, a := range in { // a circle of claims has no top
		if !placed[a.Key] {
			placed[a.Key] = true
			out = append(out, a)
		}
	}
	return out
}

// nest sets Under: what the knowledge or the words place within another column,
// else what a claim links to it.
func (c *incidentCase) nest(columns map[string]*Accused) {
	for _, a := range columns {
		if a.Counter {
			continue
		}
		for _, p := range c.above(a.Party, "") {
			if k := p.Key(); columns[k] != nil && k != a.Key {
				a.Under = k
				break
			}
		}
	}
	for _, claim := range c.claims {
		if claim.Stance != ascribe.Asserts || claim.Subject == nil || claim.Object == nil {
			continue
		}
		low, high := claim.Subject, claim.Object
		switch claim.Predicate {
		case ascribe.Sponsors:
			low, high = high, low
		case ascribe.AffiliatedWith:
		default:
			continue
		}
		l, h := columns[columnKey(low)], columns[columnKey(high)]
		if l != nil && h != nil && l != h && l.Under == "" && h.Under != l.Key && !l.Counter && !h.Counter && !l.Unnamed && columnRank(*l) >= columnRank(*h) {
			l.Under = h.Key
		}
	}
	for _, a := range columns {
		state := "state:" + ascribe.Fold(a.Party.Country)
		if a.Under == "" && !a.Counter && a.Key != state && columns[state] != nil && !columns[state].Counter {
			a.Under = state
		}
	}
}
