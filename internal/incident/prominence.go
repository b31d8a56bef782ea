package incident

import (
	"strings"

	"ascribe"
)

// prominence weighs a claim by where it stands: what headline and opening tell,
// the document is about; what comes last is background.
type prominence struct {
	length int
	title  string // folded, between spaces
}

// opening is how many bytes of a text a headline and a lead paragraph take.
const opening = 400

func newProminence(it Item) prominence {
	p := prominence{length: 1, title: " " + ascribe.Fold(it.Document.Title) + " "}
	for _, c := range it.Claims {
		p.length = max(p.length, c.Quote.End)
	}
	return p
}

// of is between 1 and 6.
func (p prominence) of(c ascribe.Claim) float64 {
	w := 2 - float64(c.Quote.Start)/float64(p.length)
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

// dated are the acts whose time may stand for the whole event: those on the
// victim of the first one, its centre, and those in the first half of the text.
// A day in the background at the end of an article is of something else.
func (p prominence) dated(acts []ascribe.Claim) []ascribe.Claim {
	var out []ascribe.Claim
	for _, a := range acts {
		if a.Object.Key() == acts[0].Object.Key() || 2*a.Quote.Start < p.length {
			out = append(out, a)
		}
	}
	return out
}

func (p prominence) inTitle(party *ascribe.Party) bool {
	return party != nil && party.Name != "" &&
		(strings.Contains(p.title, " "+ascribe.Fold(party.Name)+" ") || party.Text != "" && strings.Contains(p.title, " "+ascribe.Fold(party.Text)+" "))
}
