package incident

import (
	_ "embed"
	"strings"

	"ascribe"
)

// bag is a set of features with weights.
type bag map[string]float64

// features are what events are compared by.
type features struct {
	victims bag  // ids, territories and words of those who suffer it
	actors  bag  // ids and territories of those who are said to do it
	means   bag  // malware, tools, campaigns, vulnerabilities
	names   bag  // every entity that the document names in or beside it
	words   bag  // content words of headline and quotes
	further bool // the text speaks of a second or another attack
}

func featuresOf(e *event, it Item) features {
	f := features{victims: bag{}, actors: bag{}, means: bag{}, names: bag{}, words: bag{}}
	for i, c := range e.acts {
		f.victims.party(c.Object, e.weights[i])
		f.actors.party(c.Subject, e.weights[i])
	}
	for _, c := range e.others {
		f.other(c, len(e.acts) == 0)
	}
	if e.principal {
		f.words.text(it.Document.Title, 2)
		f.further = repeats.MatchString(it.Document.Title)
		f.mentions(it)
		f.headline(it)
	}
	seen := map[ascribe.Span]bool{}
	for _, c := range e.claims() {
		f.named(c)
		if !seen[c.Quote.Span] {
			seen[c.Quote.Span] = true
			f.words.text(c.Quote.Text, 1)
			for _, cve := range vulnerability.FindAllString(c.Quote.Text, -1) {
				f.means[strings.ToLower(cve)]++
			}
		}
		if c.Quote.Start < opening && repeats.MatchString(c.Quote.Text) {
			f.further = true
		}
	}
	f.withoutActors(e)
	return f
}

// other takes what a claim that is no act tells of perpetrators, means and,
// where the document has no act at all, of whom it is about.
func (f features) other(c ascribe.Claim, alone bool) {
	switch c.Predicate {
	case ascribe.Used:
		f.actors.party(c.Subject, .5)
		f.means.party(c.Object, 1)
	case ascribe.Sponsors, ascribe.AffiliatedWith, ascribe.SameAs:
		f.actors.party(c.Subject, .5)
		f.actors.party(c.Object, .5)
	case ascribe.Charged, ascribe.Sanctioned:
		f.actors.party(c.Object, .5)
	case ascribe.Threatened:
		f.actors.party(c.Subject, .5)
		if alone {
			f.victims.party(c.Object, 1)
		}
	}
}

func isMeans(t string) bool {
	switch ascribe.EntityType(t) {
	case ascribe.Malware, ascribe.Tool, ascribe.Campaign:
		return true
	}
	return false
}

// party adds a party by its id, its territory and, when it is only described, its words.
func (b bag) party(p *ascribe.Party, w float64) {
	if p == nil {
		return
	}
	if p.ID != "" {
		b[p.ID] += w
	} else {
		b.text(p.Name, w/2)
	}
	if t := territory(p); t != "" {
		b["in:"+t] += w
	}
}
