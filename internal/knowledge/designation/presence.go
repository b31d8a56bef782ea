package designation

import (
	"fmt"
	"slices"

	"ascribe"
)

// Presence is one unbroken stay on a list, as versions of the list show it.
type Presence struct {
	After  ascribe.Day `json:"after,omitempty"`  // newest version seen without it before From; "" when From is the oldest seen
	From   ascribe.Day `json:"from"`             // oldest version seen with it
	To     ascribe.Day `json:"to"`               // newest version seen with it
	Before ascribe.Day `json:"before,omitempty"` // oldest version seen without it after To; "" while it stays

	Terms []Terms `json:"terms,omitempty"` // what it was listed under, oldest first
}

// Terms are the programmes that a version first showed on a day.
type Terms struct {
	Since      ascribe.Day `json:"since"`
	Programmes []string    `json:"programmes"`
}

// Standing is what is known about a designation on a day.
type Standing struct {
	State      State
	Since      ascribe.Day // first day on which it is known to be listed, "" if it never was
	How        string      // how Since, or the doubt, is known
	Programmes []string    // on that day; nil when not known
}

// State is whether a designation stood on its list.
type State string

// The states of a designation on a day.
const (
	Listed   State = "listed"
	Unlisted State = "not listed"
	Later    State = "listed later"
	Removed  State = "removed"
	Unknown  State = "not known"
)

// On tells how the designation stood on a day; with "" as the list stands.
func (d Designation) On(day ascribe.Day) Standing {
	if d.Listed != "" {
		return d.stated(day)
	}
	if len(d.Presences) == 0 {
		return Standing{State: Listed, How: "in the list; it does not say since when", Programmes: d.Programmes}
	}
	last := d.Presences[len(d.Presences)-1]
	if day == "" {
		day = max(last.To, last.Before)
	}
	for i := len(d.Presences) - 1; i >= 0; i-- {
		p := d.Presences[i]
		if day >= p.From || day > p.After || i == 0 {
			return p.on(day)
		}
	}
	return Standing{State: Unknown}
}

// stated is On for a list that gives a day of listing itself.
func (d Designation) stated(day ascribe.Day) Standing {
	s := Standing{State: Listed, Since: d.Listed, How: "the list gives this day", Programmes: d.Programmes}
	if day != "" && day < d.Listed {
		s.State, s.Programmes = Later, nil
		return s
	}
	if n := len(d.Presences); n > 0 && d.Presences[n-1].Before != "" && (day == "" || day >= d.Presences[n-1].Before) {
		s.State, s.Programmes = Removed, nil
	}
	return s
}

func (p Presence) on(day ascribe.Day) Standing {
	s := Standing{Since: p.From, How: p.how()}
	switch {
	case p.Before != "" && day >= p.Before:
		s.State = Removed
	case p.Before != "" && day > p.To:
		s.State = Unknown
		s.How = fmt.Sprintf("on the list of %s and off that of %s, with none seen between", p.To, p.Before)
	case day >= p.From:
		s.State, s.Programmes = Listed, p.programmes(day)
	case p.After == "":
		s.State = Unknown
		s.How = fmt.Sprintf("on the oldest list seen, of %s; how it stood before is not known", p.From)
	case day > p.After:
		s.State = Unknown
		s.How = fmt.Sprintf("off the list of %s and on that of %s, with none seen between", p.After, p.From)
	default:
		s.State = Later
	}
	return s
}

func (p Presence) how() string {
	if p.After == "" {
		return fmt.Sprintf("on the oldest list seen, of %s; perhaps listed earlier", p.From)
	}
	return fmt.Sprintf("first on the list of %s, not on that of %s", p.From, p.After)
}

func (p Presence) programmes(day ascribe.Day) []string {
	var programmes []string
	for i, t := range p.Terms {
		if i == 0 || t.Since <= day {
			programmes = t.Programmes
		}
	}
	return programmes
}

// Observe enters a newer version into the record of an older one: which entries
// stayed, came and went, and under which programmes. The version's Gone become
// all that were ever seen and are no longer there. A version that is not newer
// than the record is an error.
func (l *List) Observe(older List) error {
	if l.Date <= older.Date {
		return fmt.Errorf("the %s list of %s is not newer than the record, which ends on %s", l.ID, l.Date, older.Date)
	}
	past := make(map[string][]Presence, len(older.Designations)+len(older.Gone))
	for _, d := range slices.Concat(older.Designations, older.Gone) {
		past[d.UID] = d.Presences
	}
	present := make(map[string]bool, len(l.Designations))
	for i := range l.Designations {
		d := &l.Designations[i]
		present[d.UID] = true
		d.Presences = extend(past[d.UID], older.Date, l.Date, d.Programmes)
	}
	l.Gone = nil
	for _, d := range slices.Concat(older.Designations, older.Gone) {
		if !present[d.UID] {
			d.Presences = slices.Clone(d.Presences)
			if n := len(d.Presences); n > 0 && d.Presences[n-1].Before == "" {
				d.Presences[n-1].Before = l.Date
			}
			l.Gone = append(l.Gone, d)
		}
	}
	l.Sort()
	return nil
}

// extend adds one sighting to what was seen of an entry before.
func extend(past []Presence, before, now ascribe.Day, programmes []string) []Presence {
	past = slices.Clone(past)
	n := len(past)
	if n == 0 || past[n-1].Before != "" {
		return append(past, Presence{After: before, From: now, To: now, Terms: []Terms{{now, programmes}}})
	}
	last := &past[n-1]
	last.To = now
	if k := len(last.Terms); k == 0 || !SameSet(last.Terms[k-1].Programmes, programmes) {
		last.Terms = append(slices.Clone(last.Terms), Terms{now, programmes})
	}
	return past
}

// Begin makes a version the first of its record.
func (l *List) Begin() {
	for i := range l.Designations {
		d := &l.Designations[i]
		d.Presences = []Presence{{From: l.Date, To: l.Date, Terms: []Terms{{l.Date, d.Programmes}}}}
	}
}

// SameSet reports whether two lists of words hold the same words.
func SameSet(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
