package incident

import "ascribe"

// prominence weighs a claim by where it stands: what headline and opening tell,
// the document is about; what comes last is background.
type prominence struct {
	length    int
	published ascribe.Day
	title     bag // content words of the headline
}

// opening is how many bytes of a text a headline and a lead paragraph take.
const opening = 400

func newProminence(it Item) prominence {
	p := prominence{length: 1, published: it.Document.Published, title: bag{}}
	p.title.text(it.Document.Title, 1)
	for _, c := range it.Claims {
		p.length = max(p.length, c.Quote.End)
	}
	return p
}

// of is between 1 and 25. A passage that takes up the headline's words tells the
// news of the day; a victim that the headline names is the one that it is about.
func (p prominence) of(c ascribe.Claim) float64 {
	w := 3 - 2*float64(c.Quote.Start)/float64(p.length)
	if c.Quote.Start < opening {
		w++
	}
	w += 3*p.titleIn(c.Quote.Text) + p.inTitle(partyWords(c.Subject))
	victim := p.inTitle(partyWords(c.Object))
	return w * (1 + 1.5*victim*victim)
}

func partyWords(p *ascribe.Party) bag {
	words := bag{}
	if p != nil {
		words.text(p.Name+" "+p.Text, 1)
	}
	return words
}

// inTitle is the share of words that stand in the headline.
func (p prominence) inTitle(words bag) float64 {
	if len(words) == 0 {
		return 0
	}
	return words.shared(p.title) / float64(len(words))
}

// titleIn is the share of the headline's words that a passage takes up.
func (p prominence) titleIn(passage string) float64 {
	if len(p.title) == 0 {
		return 0
	}
	words := bag{}
	words.text(passage, 1)
	return p.title.shared(words) / float64(len(p.title))
}

// shared counts the keys that two bags have in common.
func (b bag) shared(o bag) float64 {
	n := 0.0
	for k := range b {
		if o[k] > 0 {
			n++
		}
	}
	return n
}
