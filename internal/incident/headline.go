package incident

import (
	_ "embed"
	"strings"

	"ascribe"
)

// withoutActors takes the perpetrators out of names and words, where they
// would count again: a shared accused alone ties no two events.
func (f features) withoutActors(e *event) {
	for key := range f.actors {
		if f.victims[key] == 0 {
			delete(f.names, key)
		}
	}
	for _, c := range e.claims() {
		if c.Subject == nil || f.actors[c.Subject.Key()] == 0 || f.victims[c.Subject.Key()] > 0 {
			continue
		}
		own := bag{}
		own.text(c.Subject.Name+" "+c.Subject.Text, 1)
		for w := range own {
			delete(f.words, w)
		}
	}
}

// named adds the claim's resolved parties to the names.
func (f features) named(c ascribe.Claim) {
	for _, p := range []*ascribe.Party{c.Subject, c.Object, &c.Source} {
		if p != nil && p.ID != "" {
			f.names[p.ID]++
		}
	}
	for _, p := range []*ascribe.Party{c.Subject, c.Object} {
		if p != nil && isMeans(p.Type) && p.ID != "" {
			f.means[p.ID]++
		}
	}
}

// mentions adds the entities that the whole document names.
func (f features) mentions(it Item) {
	for _, m := range it.Mentions {
		if m.Entity == "" || m.Role == ascribe.PronounRole || m.Role == ascribe.DescriptionRole {
			continue
		}
		f.names[m.Entity]++
		if isMeans(string(m.Type)) {
			f.means[m.Entity]++
		}
	}
}

// headline takes who is named in the headline and neither acts, speaks nor answers in
// the document for whom it is about, so that a victim that no claim names ("our ally") is known.
func (f features) headline(it Item) {
	title := " " + ascribe.Fold(it.Document.Title) + " "
	doers := map[string]bool{}
	for _, c := range it.Claims {
		doers[c.Source.Key()] = true
		for _, p := range c.SpeaksFor {
			doers[p.Key()] = true
		}
		if c.Subject != nil {
			doers[c.Subject.Key()] = true
		}
	}
	for _, m := range it.Mentions {
		if m.Entity == "" || doers[m.Entity] || f.victims[m.Entity] > 0 || isMeans(string(m.Type)) || !strings.Contains(title, " "+ascribe.Fold(m.Text)+" ") {
			continue
		}
		switch kind, id, _ := strings.Cut(m.Entity, ":"); ascribe.EntityType(kind) {
		case ascribe.State:
			f.victims[m.Entity], f.victims["in:"+id] = 1, max(1, f.victims["in:"+id])
		case ascribe.Organisation, ascribe.Person, ascribe.Asset:
			f.victims[m.Entity] = 1
		}
	}
}
