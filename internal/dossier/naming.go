package dossier

import (
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/wording"
)

func (b *builder) names() []Line {
	var out []Line
	for _, n := range b.Assessment.Names {
		var text string
		if n.Predicate == ascribe.SameAs {
			text = strings.Join(spellings(n), " = ")
		} else {
			var others []string
			for _, o := range n.Others {
				others = append(others, wording.Named(&o))
			}
			text = wording.Phrase(ascribe.Statement{Predicate: n.Predicate, Value: n.Value, Subject: &n.Name, Object: &ascribe.Party{Name: wording.And(others)}})
		}
		if n.When != nil {
			text += ", " + wording.Interval(n.When)
		}
		out = append(out, b.line(text+" ("+b.sayers(n.Claims, n.Stance)+")", n.Claims...))
	}
	return out
}

// spellings are the names that a source equals, each once: as the passage has
// them where they are of one entity ("MOIS = VAJA"), else the entities' own.
func spellings(n assess.Naming) []string {
	out := []string{n.Name.Name}
	add := func(s string) {
		if !slices.ContainsFunc(out, func(o string) bool { return ascribe.Fold(o) == ascribe.Fold(s) }) {
			out = append(out, s)
		}
	}
	for _, o := range n.Others {
		if o.ID != "" && o.ID == n.Name.ID && o.Text != "" {
			add(o.Text)
		} else {
			add(o.Name)
		}
	}
	return out
}
