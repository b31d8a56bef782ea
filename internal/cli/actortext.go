package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/actor"
	"ascribe/internal/cli/render"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/wording"
)

// actorText writes an actor for people.
type actorText struct{ *actor.Actor }

// write writes an actor for people.
func (a actorText) write(g *Globals, base *knowledge.Base) error {
	head := []string{a.Entity.Name, string(a.Entity.Type), a.Entity.ID}
	if a.Entity.Country != "" {
		head = append(head, a.Entity.Country)
	}
	fmt.Fprintln(g.Out, strings.Join(head, " · "))
	a.writeOthers(g.Out)
	for _, section := range []struct {
		heading string
		rows    [][]string
		main    int
		whole   []int // columns of ids
	}{
		{"Names", a.nameRows(), 0, nil},
		{"Stated of it", a.statementRows(base), 1, nil},
		{"Sanctions under one of its names", listingRows(a.Listings), 4, nil},
		{"Incidents", a.incidentRows(), 2, []int{0}},
		{"Claimed of it", claimRows(a.Claimed), 3, []int{4}},
		{"Said by it", claimRows(a.Said), 3, []int{4}},
	} {
		if len(section.rows) < 2 {
			continue
		}
		fmt.Fprintf(g.Out, "\n%s\n", section.heading)
		if err := render.Rows(g.Out, section.rows, g.Width(), section.main, section.whole...); err != nil {
			return err
		}
	}
	return nil
}

// writeOthers shows whom else the name may mean.
func (a actorText) writeOthers(w io.Writer) {
	for _, c := range a.Candidates[1:] {
		fmt.Fprintf(w, "  “%s” may also mean %s (%s): %s\n", a.Query, c.Name, c.Entity, strings.Join(c.Reasons, "; "))
	}
}

// nameRows gives a row for each name, with all who use it.
func (a actorText) nameRows() [][]string {
	rows := [][]string{{"name", "kind", "used by", "recorded in", "when"}}
	for _, n := range a.Names {
		last := rows[len(rows)-1]
		if last[0] == n.Name && last[1] == kindOf(n) {
			last[2], last[3] = join(last[2], n.Namer), join(last[3], n.Source)
			continue
		}
		rows = append(rows, []string{n.Name, kindOf(n), n.Namer, n.Source, wording.Interval(interval(n.From, n.To))})
	}
	return rows
}

// interval is a pair of days, nil when neither is known.
func interval(from, to ascribe.Day) *ascribe.Interval {
	if from == "" && to == "" {
		return nil
	}
	return &ascribe.Interval{From: from, To: to}
}

func kindOf(n knowledge.Name) string {
	if n.Relation != "" {
		return string(n.Kind) + ", " + n.Relation
	}
	return string(n.Kind)
}

// join adds a word to a list unless it is there.
func join(list, word string) string {
	words := strings.Split(list, ", ")
	if word == "" || slices.Contains(words, word) {
		return list
	}
	if list == "" {
		return word
	}
	return list + ", " + word
}

// statementRows gives a row for what one namer states of the actor in one
// relation, as one source records it.
func (a actorText) statementRows(base *knowledge.Base) [][]string {
	rows := [][]string{{"relation", "to", "says", "recorded in", "when"}}
	for _, s := range a.Statements {
		object := join(s.Object, s.Value)
		if e, ok := base.Entity(s.Object); ok {
			object = join(e.Name, s.Value)
		}
		row := []string{s.Relation, object, s.Namer, s.Source, wording.Interval(interval(s.From, s.To))}
		same := slices.IndexFunc(rows, func(r []string) bool { return r[0] == row[0] && slices.Equal(r[2:], row[2:]) })
		if same > 0 {
			rows[same][1] = join(rows[same][1], object)
			continue
		}
		rows = append(rows, row)
	}
	return rows
}

func (a actorText) incidentRows() [][]string {
	rows := [][]string{{"id", "when", "title"}}
	for _, entry := range a.Incidents {
		rows = append(rows, []string{entry.ID, wording.Interval(entry.When), entry.Title})
	}
	return rows
}

func claimRows(entries []ledger.Entry) [][]string {
	rows := [][]string{{"said", "source", "stance", "statement", "claim"}}
	for _, e := range entries {
		rows = append(rows, []string{string(e.Day), render.PartyName(&e.Source), string(e.Stance), render.Statement(e.Statement), e.ID})
	}
	return rows
}

func listingRows(found []actor.Listing) [][]string {
	rows := [][]string{{"name", "strength", "authority", "programmes", "since", "entry"}}
	for _, l := range found {
		since := string(l.Since)
		if l.SinceHow != "" {
			since += " (" + l.SinceHow + ")"
		}
		rows = append(rows, []string{l.Name, string(l.Strength), l.Authority, strings.Join(l.Programmes, ", "), since, l.List + " " + l.UID})
	}
	return rows
}
