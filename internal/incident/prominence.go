package incident

import (
	"strings"

	"ascribe"
)

// prominence weighs a claim by where it stands: what headline and opening tell,
// the document is about; what comes last is background.
type prominence struct {
	length    int
	published ascribe.Day
	title     string // folded, between spaces
}

// opening is how many bytes of a text a headline and a lead paragraph take.
const opening = 400

func newProminence(it Item) prominence {
	p := prominence{length: 1, published: it.Document.Published, title: " " + ascribe.Fold(it.Document.Title) + " "}
	for _, c := range it.Claims {
		p.length = max(p.length, c.Quote.End)
	}
	return p
}

// of is between 1 and 7.
func (p prominence) of(c ascribe.Claim) float64 {
	w := 3 - 2*float64(c.Quote.Start)/float64(p.length)
	if c.Quote.Start < opening {
		w++
	}
	if p.inTitle(c.Object) {
		w += 2
	}
	if p.inTitle(c.Subject) {
		w++
	}
	return w
}

func (p prominence) inTitle(party *ascribe.Party) bool {
	return party != nil && party.Name != "" &&
		(strings.Contains(p.title, " "+ascribe.Fold(party.Name)+" ") || party.Text != "" && strings.Contains(p.title, " "+ascribe.Fold(party.Text)+" "))
}
