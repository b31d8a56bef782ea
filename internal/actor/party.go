package actor

import (
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// Party is whom a name means: the entity of that id, or the one that the knowledge
// holds for clearly the likeliest. Where two are about as likely, or there is none, it is a party
// that is only described.
func Party(base *knowledge.Base, name string) ascribe.Party {
	name = strings.TrimSpace(name)
	found := candidates(base, name)
	if len(found) == 0 || len(found) > 1 && found[0].Score-found[1].Score < .1 {
		return ascribe.Party{Name: name}
	}
	e, ok := base.Entity(found[0].Entity)
	if !ok {
		return ascribe.Party{Name: name}
	}
	return ascribe.Party{ID: e.ID, Name: e.Name, Type: string(e.Type), Country: e.Country}
}
