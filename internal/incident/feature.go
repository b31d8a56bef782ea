package incident

import (
	_ "embed"
	"maps"
	"regexp"
	"slices"
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

//go:embed stop.txt
var stopList string

//go:embed repeat.txt
var repeatList string

var (
	stopWords = lines(stopList)
	repeats   = regexp.MustCompile(`(?i)\b(?:` + strings.Join(slices.Sorted(maps.Keys(lines(repeatList))), "|") +
		`)(?:\s+[\pL-]+){0,2}\s+(?:cyber[- ]?)?(?:attack|breach|hack|intrusion|outage|incident)s?\b`)
	vulnerability = regexp.MustCompile(`(?i)\bCVE-\d{4}-\d{4,}\b`)
)

func lines(s string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			out[w] = true
		}
	}
	return out
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

// text adds a text's content words, plural and possessive endings off.
func (b bag) text(s string, w float64) {
	for _, word := range strings.Fields(ascribe.Fold(s)) {
		if len(word) > 2 && !stopWords[word] {
			if len(word) > 4 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
				word = strings.TrimSuffix(word, "s")
			}
			b["word:"+word] += w
		}
	}
}
