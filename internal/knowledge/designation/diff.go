package designation

import (
	"slices"

	"ascribe"
)

// Change is one difference between two versions of a list.
type Change struct {
	Day     ascribe.Day `json:"day"` // the newer version's; the change fell after the older one's
	UID     string      `json:"uid"`
	Name    string      `json:"name"`
	Type    Type        `json:"type"`
	What    What        `json:"change"`
	Came    []string    `json:"came,omitempty"` // programmes, or the new name
	Went    []string    `json:"went,omitempty"` // programmes, or the old name
	Present []string    `json:"programmes"`     // after the change; before it for an entry that went
}

// What kind of change it is.
type What string

// The kinds of change.
const (
	Came           What = "came"
	Went           What = "went"
	NewProgrammes  What = "programmes"
	NewPrimaryName What = "name"
	NewAliases     What = "aliases"
)

// Diff lists what changed from an older version to a newer one, by UID.
func Diff(older, newer List) []Change {
	before := make(map[string]Designation, len(older.Designations))
	for _, d := range older.Designations {
		before[d.UID] = d
	}
	var changes []Change
	for _, d := range newer.Designations {
		old, known := before[d.UID]
		delete(before, d.UID)
		if !known {
			changes = append(changes, change(d, newer.Date, Came))
			continue
		}
		changes = append(changes, compare(old, d, newer.Date)...)
	}
	for _, d := range before {
		changes = append(changes, change(d, newer.Date, Went))
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return CompareUID(a.UID, b.UID) })
	return changes
}

func change(d Designation, day ascribe.Day, what What) Change {
	return Change{Day: day, UID: d.UID, Name: d.Name(), Type: d.Type, What: what, Present: d.Programmes}
}

// compare lists the changes of one entry that is in both versions.
func compare(old, d Designation, day ascribe.Day) []Change {
	var changes []Change
	add := func(what What, before, after []string) {
		came, went := without(after, before), without(before, after)
		if len(came)+len(went) > 0 {
			c := change(d, day, what)
			c.Came, c.Went = came, went
			changes = append(changes, c)
		}
	}
	add(NewProgrammes, old.Programmes, d.Programmes)
	add(NewPrimaryName, []string{old.Name()}, []string{d.Name()})
	add(NewAliases, aliases(old), aliases(d))
	return changes
}

func aliases(d Designation) []string {
	var out []string
	for i, n := range d.Names {
		if i > 0 {
			out = append(out, n.Text)
		}
	}
	return out
}

func without(all, less []string) []string {
	var out []string
	for _, s := range all {
		if !slices.Contains(less, s) {
			out = append(out, s)
		}
	}
	return out
}
