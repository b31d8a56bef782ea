package assess

import (
	"cmp"
	"slices"

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

// Accused is one column of the matrix. Parties that are only described are one
// column for each country that the words give them.
type Accused struct {
	Key     string        `json:"key"`
	Party   ascribe.Party `json:"party"`
	Unnamed bool          `json:"unnamed,omitempty"`
	Counter bool          `json:"counter,omitempty"` // accused only in return
	Under   string        `json:"under,omitempty"`   // key of the accused that it is said to belong to
	Forms   []string      `json:"forms,omitempty"`   // the words for an unnamed one
}

// Cell is what one source says of one accused.
type Cell struct {
	Source  string `json:"source"`
	Accused string `json:"accused"`
	Marks   []Mark `json:"marks"`
}

// Mark is one stance in one relation, with every claim that takes it.
type Mark struct {
	Relation   Relation            `json:"relation"`
	Stance     ascribe.Stance      `json:"stance"`
	Confidence *ascribe.Confidence `json:"confidence,omitempty"`
	Likelihood *ascribe.Likelihood `json:"likelihood,omitempty"`
	Hedges     []string            `json:"hedges,omitempty"`
	Of         []string            `json:"of,omitempty"` // keys of those whom a sponsorship or link ties to the accused
	Claims     []string            `json:"claims"`
}

// accusedSet is who is accused of the incident, by party key and by column key.
type accusedSet struct {
	of        map[string]bool
	columns   map[string]bool
	countries map[string]bool // ISO 3166-1 alpha-2
}

// accuse finds whom the claims hold responsible for the incident: the
// perpetrators first, then who is said by others than them to stand behind them.
func (c *incidentCase) accuse() accusedSet {
	s := accusedSet{of: map[string]bool{}, columns: map[string]bool{}, countries: map[string]bool{}}
	add := func(p *ascribe.Party) {
		s.of[p.Key()], s.columns[columnKey(p)] = true, true
		if p.Country != "" {
			s.countries[p.Country] = true
		}
	}
	for _, claim := range c.claims {
		if c.isAct(claim) && isActor(claim.Subject) {
			add(claim.Subject)
		}
	}
	perpetrators := accusedSet{of: map[string]bool{}}
	for k := range s.of {
		perpetrators.of[k] = true
	}
	for _, claim := range c.claims {
		v := c.voices[claim.ID]
		if claim.Predicate != ascribe.Sponsors || claim.Subject == nil || perpetrators.of[v.key()] || perpetrators.of[v.state] {
			continue
		}
		if claim.Object == nil || perpetrators.of[claim.Object.Key()] || claim.Object.ID == "" && !c.isVictimParty(claim.Subject) {
			add(claim.Subject)
		}
	}
	return s
}

// isAct reports whether a claim is about the incident's own attack: an attack
// or effect on its victim, or on somebody who may be within it.
func (c *incidentCase) isAct(claim ascribe.Claim) bool {
	if claim.Predicate != ascribe.Attacked && claim.Predicate != ascribe.Affected {
		return false
	}
	v, o := c.Incident.Victim, claim.Object
	if v == nil || o == nil || o.Key() == v.Key() || c.scattered() {
		return true
	}
	if o.Country != "" && v.Country != "" {
		return o.Country == v.Country
	}
	return o.ID == ""
}

// scattered reports whether the incident has victims in many places, so that
// the principal one does not delimit it: fewer than two in five of the attacks with a known place are in its own.
func (c *incidentCase) scattered() bool {
	v := c.Incident.Victim
	in, all := 0, 0
	for _, claim := range c.Claims {
		if claim.Predicate != ascribe.Attacked || claim.Object == nil || claim.Object.Country == "" {
			continue
		}
		all++
		if claim.Object.Key() == v.Key() || claim.Object.Country == v.Country {
			in++
		}
	}
	return 5*in < 2*all
}

func (c *incidentCase) isVictimParty(p *ascribe.Party) bool {
	v := c.Incident.Victim
	return v != nil && (p.Key() == v.Key() || v.Country != "" && p.Country == v.Country && p.Type == string(ascribe.State))
}

// isActor reports whether a party can be accused: malware and tools only stand
// for somebody, and the means are listed elsewhere.
func isActor(p *ascribe.Party) bool {
	if p == nil {
		return false
	}
	switch ascribe.EntityType(p.Type) {
	case ascribe.Malware, ascribe.Tool, ascribe.Technique, ascribe.Asset, ascribe.Place:
		return false
	}
	return true
}

func columnKey(p *ascribe.Party) string {
	if p.ID == "" {
		return "unnamed:" + p.Country
	}
	return p.Key()
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
			col = &Accused{Key: key, Party: *acc.party, Unnamed: acc.party.ID == "", Counter: true}
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

// add puts a claim under its mark.
func (cell *Cell) add(claim ascribe.Claim, acc accusation) {
	for i := range cell.Marks {
		m := &cell.Marks[i]
		if m.Relation == acc.relation && m.Stance == claim.Stance && sameDegree(m, claim) {
			m.take(claim, acc)
			return
		}
	}
	m := Mark{Relation: acc.relation, Stance: claim.Stance, Confidence: claim.Confidence, Likelihood: claim.Likelihood}
	m.take(claim, acc)
	cell.Marks = append(cell.Marks, m)
	slices.SortStableFunc(cell.Marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(relationRank(a.Relation), relationRank(b.Relation)), -cmp.Compare(degree(a), degree(b)))
	})
}

func (m *Mark) take(claim ascribe.Claim, acc accusation) {
	m.Claims = append(m.Claims, claim.ID)
	if claim.Hedge != "" && !slices.Contains(m.Hedges, claim.Hedge) {
		m.Hedges = append(m.Hedges, claim.Hedge)
	}
	if acc.of != nil && !slices.Contains(m.Of, columnKey(acc.of)) {
		m.Of = append(m.Of, columnKey(acc.of))
	}
}

func sameDegree(m *Mark, c ascribe.Claim) bool {
	if (m.Confidence == nil) != (c.Confidence == nil) || (m.Likelihood == nil) != (c.Likelihood == nil) {
		return false
	}
	return (m.Confidence == nil || m.Confidence.Level == c.Confidence.Level) &&
		(m.Likelihood == nil || m.Likelihood.Low == c.Likelihood.Low && m.Likelihood.High == c.Likelihood.High)
}

func relationRank(r Relation) int {
	return slices.Index([]Relation{Act, Sponsorship, Link, Counter}, r)
}

func degree(m Mark) int {
	if m.Confidence != nil {
		return m.Confidence.STIX
	}
	return 0
}
