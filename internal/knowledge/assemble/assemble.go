// Package assemble puts what several sources say of the same entities together.
//
// An entry of a later source joins at most one entity of the earlier ones, by a
// rule that looks at headings and ids only. Names are never followed from group
// to group: that aliases chain ("A is B", says one; "B is C", says another)
// joins nothing, or most of the field's groups would become one.
package assemble

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// assembly is the entities so far and the ways to find them.
type assembly struct {
	entries  []knowledge.Entry
	byID     map[string]int
	headings map[string][]int // type class and key of a primary name → entities
	names    map[string][]int // the same of any name
	external map[knowledge.External]int
	renamed  map[string]string // id in its own source → id of the entity joined
}

// Statements is what one source says. A mapping's entries are rows of equal
// names, meant to be laid over other sources' groups.
type Statements struct {
	Entries []knowledge.Entry
	Mapping bool
}

// Join puts the entries of all sources together, best source first: it decides
// the name that is shown. The result is sorted by id; an entity without a
// heading, or a statement about an entity that isn't there, is an error or is
// left out as its rule says.
func Join(sources ...Statements) ([]knowledge.Entry, error) {
	a := &assembly{byID: map[string]int{}, headings: map[string][]int{}, names: map[string][]int{}, external: map[knowledge.External]int{}, renamed: map[string]string{}}
	for _, s := range sources {
		for _, e := range s.Entries {
			a.add(e, s.Mapping)
		}
	}
	return a.finish()
}

func (a *assembly) add(e knowledge.Entry, mapping bool) {
	i, found := a.find(e, mapping)
	if !found {
		i = len(a.entries)
		a.entries = append(a.entries, knowledge.Entry{ID: e.ID, Type: e.Type})
		a.byID[e.ID] = i
	}
	if id := a.entries[i].ID; id != e.ID {
		a.renamed[e.ID] = id
	}
	a.merge(i, e)
}

// find gives the entity that an entry joins: its own id, an equal heading, the
// one entity that it shares an id elsewhere with or that names it as it names
// that; for a mapping the one it shares most names with;
// for a public body the one of its state that has its name.
func (a *assembly) find(e knowledge.Entry, mapping bool) (int, bool) {
	if i, ok := a.byID[e.ID]; ok {
		return i, true
	}
	if at := a.headings[heading(e.Type, e.Name)]; len(at) > 0 {
		return at[0], true
	}
	same := a.mutual(e)
	for _, x := range e.External {
		if i, ok := a.external[x]; ok && !slices.Contains(same, i) {
			same = append(same, i)
		}
	}
	switch {
	case len(same) > 0:
	case mapping:
		same = a.sharing(e)
	case isTrade(e.Type):
		same = a.lone(e)
	}
	if len(same) == 0 && alike(e.Type, ascribe.Malware) {
		same = a.family(e)
	}
	if len(same) == 0 && e.Type == ascribe.Organisation {
		same = a.samestate(e)
	}
	if len(same) != 1 || !alike(a.entries[same[0]].Type, e.Type) {
		return 0, false
	}
	return same[0], true
}

// mutual gives the entities whose heading is among the entry's names and which
// have the entry's heading among theirs: two sources that name each other.
func (a *assembly) mutual(e knowledge.Entry) []int {
	if !isTrade(e.Type) {
		return nil
	}
	var out []int
	theirs := a.names[heading(e.Type, e.Name)]
	for _, n := range e.Names {
		for _, i := range a.headings[heading(e.Type, n.Name)] {
			if slices.Contains(theirs, i) && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

func isTrade(t ascribe.EntityType) bool { return t == ascribe.ThreatActor || alike(t, ascribe.Malware) }

// alike reports whether two types may be one thing; sources differ on what is
// malware and what a tool.
func alike(a, b ascribe.EntityType) bool {
	return a == b || a == ascribe.Malware && b == ascribe.Tool || a == ascribe.Tool && b == ascribe.Malware
}

// lone gives the entities that bear the only name an entry has: it says nothing
// that could part it from the one, if there is one.
func (a *assembly) lone(e knowledge.Entry) []int {
	for _, n := range e.Names {
		if heading(e.Type, n.Name) != heading(e.Type, e.Name) {
			return nil
		}
	}
	return a.names[heading(e.Type, e.Name)]
}

// familyNames is how many names of malware must be shared for a family.
const familyNames = 2

// family gives the malware that bears two of the entry's names or more. Unlike
// groups, families are things one can hold side by side, and their lists agree.
func (a *assembly) family(e knowledge.Entry) []int {
	shared := map[int]map[string]bool{}
	for _, n := range e.Names {
		key := heading(e.Type, n.Name)
		for _, i := range a.names[key] {
			if shared[i] == nil {
				shared[i] = map[string]bool{}
			}
			shared[i][key] = true
		}
	}
	var out []int
	for i, keys := range shared {
		if len(keys) >= familyNames {
			out = append(out, i)
		}
	}
	return out
}

// sharing gives the entity that bears most of the entry's names; several on a tie.
func (a *assembly) sharing(e knowledge.Entry) []int {
	shared := map[int]int{}
	for _, n := range e.Names {
		for _, i := range a.names[heading(e.Type, n.Name)] {
			shared[i]++
		}
	}
	var out []int
	for i, n := range shared {
		switch {
		case len(out) == 0 || n > shared[out[0]]:
			out = []int{i}
		case n == shared[out[0]]:
			out = append(out, i)
		}
	}
	return out
}

// samestate gives the bodies of the entry's own state that bear one of its full
// names: a state has one body of a name.
func (a *assembly) samestate(e knowledge.Entry) []int {
	var out []int
	for _, n := range e.Names {
		if !strings.Contains(n.Name, " ") {
			continue // an acronym alone isn't enough
		}
		for _, i := range a.names[heading(e.Type, n.Name)] {
			if a.entries[i].Country == e.Country && e.Country != "" && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// sortOf is the kind of program that some lists add to a family's name.
var sortOf = regexp.MustCompile(`(?i)[ _-](rat|ransomware|malware|trojan|backdoor)$`)

// collective is what sources add to a group's name and writers leave off.
var collective = regexp.MustCompile(`(?i) (group|team|gang)$`)

// shortest is the length in letters up to which a group's name needs the word
// for a group to be told from others.
const shortest = 4

// shortened gives a group's heading without the word for a group.
func shortened(e knowledge.Entry) (knowledge.Name, bool) {
	for _, n := range e.Names {
		if short := collective.ReplaceAllString(n.Name, ""); n.Kind == knowledge.PrimaryName && short != n.Name {
			n.Name = short
			return n, e.Type == ascribe.ThreatActor && len(short) > shortest
		}
	}
	return knowledge.Name{}, false
}

// isProgram reports whether a name heads malware or a tool with an ATT&CK id: then
// it isn't free to mean a group.
func (a *assembly) isProgram(name string) bool {
	return slices.ContainsFunc(a.headings[heading(ascribe.Malware, name)], func(i int) bool {
		return slices.ContainsFunc(a.entries[i].External, func(x knowledge.External) bool { return x.Scheme == "attack" })
	})
}

// heading keys a primary name; malware and tools share a class because sources
// differ on which is which.
func heading(t ascribe.EntityType, name string) string {
	if t == ascribe.Tool {
		t = ascribe.Malware
	}
	if t == ascribe.Malware {
		name = sortOf.ReplaceAllString(name, "")
	}
	if short := collective.ReplaceAllString(name, ""); t == ascribe.ThreatActor && len(short) > shortest {
		name = short
	}
	if key := knowledge.Key(name); key != "" {
		return string(t) + "/" + key
	}
	return ""
}

func (a *assembly) merge(i int, e knowledge.Entry) {
	into := &a.entries[i]
	if into.Name == "" && e.Name != "" {
		into.Name = e.Name
		key := heading(e.Type, e.Name)
		a.headings[key] = append(a.headings[key], i)
	}
	into.Country = cmp.Or(into.Country, e.Country)
	into.Kind = cmp.Or(into.Kind, e.Kind)
	for _, n := range e.Names {
		if slices.Contains(into.Names, n) || onlyAdjective(*into, n) {
			continue
		}
		into.Names = append(into.Names, n)
		if key := heading(e.Type, n.Name); !slices.Contains(a.names[key], i) {
			a.names[key] = append(a.names[key], i)
		}
	}
	for _, s := range e.Statements {
		if !slices.Contains(into.Statements, s) {
			into.Statements = append(into.Statements, s)
		}
	}
	for _, x := range e.External {
		if !slices.Contains(into.External, x) {
			into.External = append(into.External, x)
			a.external[x] = i
		}
	}
}

// onlyAdjective reports whether a state's plain name from a later source is what
// an earlier one has as its adjective alone ("Ruritanian").
func onlyAdjective(into knowledge.Entry, n knowledge.Name) bool {
	if into.Type != ascribe.State || n.Kind == knowledge.DemonymName {
		return false
	}
	adjective := false
	for _, o := range into.Names {
		if knowledge.Key(o.Name) != knowledge.Key(n.Name) {
			continue
		}
		if o.Kind != knowledge.DemonymName {
			return false
		}
		adjective = true
	}
	return adjective
}

// finish points statements at the entities joined, and sorts.
func (a *assembly) finish() ([]knowledge.Entry, error) {
	for i := range a.entries {
		e := &a.entries[i]
		if e.Name == "" {
			return nil, fmt.Errorf("%s: no source gives it a heading (%d names)", e.ID, len(e.Names))
		}
		kept := e.Statements[:0]
		for _, s := range e.Statements {
			s.Object = cmp.Or(a.renamed[s.Object], s.Object)
			if _, known := a.byID[s.Object]; s.Object != "" && !known {
				return nil, fmt.Errorf("%s: %s %q, which is no known entity", e.ID, s.Relation, s.Object)
			}
			if s.Object != e.ID && !slices.Contains(kept, s) {
				kept = append(kept, s)
			}
		}
		e.Statements = kept
		if n, ok := shortened(*e); ok && !slices.Contains(e.Names, n) && !a.isProgram(n.Name) {
			e.Names = append(e.Names, n)
		}
	}
	slices.SortFunc(a.entries, func(x, y knowledge.Entry) int { return cmp.Compare(x.ID, y.ID) })
	return a.entries, nil
}
