package knowledge

import (
	"strings"

	"ascribe"
)

// StandIn gives one word for all words of a kind: every state's name of one word
// reads as the same state, every people as the same people, every seat of
// government as the same city. Who parses with it treats all states alike.
// Other words stand for themselves.
func (b *Base) StandIn(form string) string {
	if len(form) <= 3 || strings.Contains(form, ".") {
		return form // US, U.K.: abbreviations are no names of one word
	}
	for _, r := range b.Lookup(WordKey(form)) {
		if !r.Fits(form) || r.Ordinary {
			continue
		}
		var word string
		switch {
		case r.Type() == ascribe.State && r.Name.Kind == DemonymName && strings.HasSuffix(form, "s") && b.demonym(strings.TrimSuffix(form, "s")):
			word = "Canadians"
		case r.Type() == ascribe.State && r.Name.Kind == DemonymName:
			word = "Canadian"
		case r.Type() == ascribe.State:
			word = "Canada"
		case r.Type() == ascribe.Place && len(b.Related(r.ID(), StandsFor)) > 0:
			word = "Ottawa"
		default:
			continue
		}
		if strings.ToUpper(form) == form {
			return strings.ToUpper(word)
		}
		return word
	}
	return form
}

func (b *Base) demonym(form string) bool {
	for _, r := range b.Lookup(WordKey(form)) {
		if r.Type() == ascribe.State && r.Name.Kind == DemonymName {
			return true
		}
	}
	return false
}
