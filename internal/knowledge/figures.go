package knowledge

import (
	"maps"
	"slices"

	"ascribe"
)

// Figures says how far sources agree on the names of threat actors.
type Figures struct {
	Sources   []SourceFigures `json:"sources"`
	Groups    int             `json:"groups"`    // entities that a source heads
	Names     int             `json:"names"`     // different keys over all sources
	Ambiguous []string        `json:"ambiguous"` // names that mean two groups or more
	Conflicts []string        `json:"conflicts"` // ambiguous names that two sources give to different groups
}

// SourceFigures counts what one source has of threat actors.
type SourceFigures struct {
	Source    string `json:"source"`
	Groups    int    `json:"groups"`
	Names     int    `json:"names"`
	Ambiguous int    `json:"ambiguous"` // names it gives to two of its own groups
}

// ActorFigures counts groups, names, ambiguous names and conflicts among the
// alias sources given by name.
func (b *Base) ActorFigures(sources ...string) Figures {
	var f Figures
	all := map[string]map[string][]string{} // key → entity → sources
	spelled := map[string]string{}
	groups := map[string]bool{}
	for _, source := range sources {
		s := SourceFigures{Source: source}
		own := map[string]map[string]bool{}
		for i := range b.entries {
			e := &b.entries[i]
			if e.Type != ascribe.ThreatActor {
				continue
			}
			found := false
			for _, n := range e.Names {
				if n.Source != source || n.Relation != "" {
					continue
				}
				key := Key(n.Name)
				found, spelled[key] = true, n.Name
				put(own, key, e.ID)
				if all[key] == nil {
					all[key] = map[string][]string{}
				}
				if !slices.Contains(all[key][e.ID], source) {
					all[key][e.ID] = append(all[key][e.ID], source)
				}
			}
			if found {
				s.Groups++
				groups[e.ID] = true
			}
		}
		for _, ids := range own {
			if len(ids) > 1 {
				s.Ambiguous++
			}
		}
		s.Names = len(own)
		f.Sources = append(f.Sources, s)
	}
	f.Groups, f.Names = len(groups), len(all)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if len(all[key]) > 1 {
			f.Ambiguous = append(f.Ambiguous, spelled[key])
		}
		if disagree(all[key], sources) {
			f.Conflicts = append(f.Conflicts, spelled[key])
		}
	}
	return f
}

func put(m map[string]map[string]bool, key, id string) {
	if m[key] == nil {
		m[key] = map[string]bool{}
	}
	m[key][id] = true
}

// disagree reports whether two sources give a name to groups none of which they
// share.
func disagree(byEntity map[string][]string, sources []string) bool {
	for i, a := range sources {
		for _, b := range sources[i+1:] {
			givenA, givenB, same := false, false, false
			for _, by := range byEntity {
				hasA, hasB := slices.Contains(by, a), slices.Contains(by, b)
				givenA, givenB, same = givenA || hasA, givenB || hasB, same || hasA && hasB
			}
			if givenA && givenB && !same {
				return true
			}
		}
	}
	return false
}
