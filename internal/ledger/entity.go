package ledger

import (
	"cmp"
	"maps"
	"slices"

	"ascribe"
)

// MergeEntities makes one entity of what several documents know of it: the name
// that most of them use (the first in the alphabet of those equally common), the
// same for type and country, and every alias and outside id. The order of the
// arguments does not matter.
func MergeEntities(id string, known []ascribe.Entity) ascribe.Entity {
	e := ascribe.Entity{ID: id}
	e.Name = commonest(known, func(k ascribe.Entity) string { return k.Name })
	e.Type = commonest(known, func(k ascribe.Entity) ascribe.EntityType { return k.Type })
	e.Country = commonest(known, func(k ascribe.Entity) string { return k.Country })
	for _, k := range known {
		e.Aliases = append(e.Aliases, k.Aliases...)
		if k.Name != e.Name {
			e.Aliases = append(e.Aliases, k.Name)
		}
		for scheme, ids := range k.External {
			if e.External == nil {
				e.External = map[string][]string{}
			}
			e.External[scheme] = append(e.External[scheme], ids...)
		}
	}
	e.Aliases = distinct(e.Aliases)
	for scheme, ids := range e.External {
		e.External[scheme] = distinct(ids)
	}
	return e
}

// commonest is the most frequent value that is not empty, "" when all are.
func commonest[T ~string](known []ascribe.Entity, of func(ascribe.Entity) T) T {
	counts := map[T]int{}
	for _, k := range known {
		if v := of(k); v != "" {
			counts[v]++
		}
	}
	if len(counts) == 0 {
		return ""
	}
	return slices.MaxFunc(slices.Collect(maps.Keys(counts)), func(a, b T) int {
		return cmp.Or(cmp.Compare(counts[a], counts[b]), cmp.Compare(b, a))
	})
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}
