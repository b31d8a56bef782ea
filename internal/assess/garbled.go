package assess

import (
	"slices"
	"strings"

	"ascribe"
)

// Garbled is a claim that names a party which can't be meant as it stands. It is
// shown with the likely reading and counts nowhere.
type Garbled struct {
	Claim string `json:"claim"`
	Name  string `json:"name"`            // as it stands
	Reads string `json:"reads,omitempty"` // the likely reading, where an original tells
	Of    string `json:"of,omitempty"`    // the claim of the original that says the same of Reads
}

// setGarbledAside takes claims with garbled names out of the case.
func (c *incidentCase) setGarbledAside() {
	c.claims = slices.DeleteFunc(c.claims, func(claim ascribe.Claim) bool {
		g, ok := c.garbledCopy(claim)
		if !ok {
			g, ok = c.flagged(claim)
		}
		if ok {
			c.garbled = append(c.garbled, g)
		}
		return ok
	})
}

// garbledCopy finds the claim of an original that a copy repeats with another
// name in one place. The name must be no entity of the knowledge other than a
// place, and occur in no claim of the original.
func (c *incidentCase) garbledCopy(claim ascribe.Claim) (Garbled, bool) {
	originals := map[string]bool{}
	for _, l := range c.Copies {
		if l.Document == claim.Document {
			originals[l.Of] = true
		}
	}
	if len(originals) == 0 {
		return Garbled{}, false
	}
	for _, o := range c.all {
		if !originals[o.Document] || o.Predicate != claim.Predicate || o.Value != claim.Value || o.Stance != claim.Stance {
			continue
		}
		odd, meant := differing(claim.Statement, o.Statement)
		if odd != nil && doubtful(odd) && !c.speaksOf(originals, odd) {
			return Garbled{Claim: claim.ID, Name: odd.Name, Reads: meant.Name, Of: o.ID}, true
		}
	}
	return Garbled{}, false
}

// flagged finds a party that the document's own warnings call garbled.
func (c *incidentCase) flagged(claim ascribe.Claim) (Garbled, bool) {
	for _, f := range c.documents[claim.Document].Flags {
		if f.Flag != garbledFlag || f.Quote == nil {
			continue
		}
		for _, p := range []*ascribe.Party{claim.Subject, claim.Object} {
			if p != nil && doubtful(p) && p.Text != "" && strings.Contains(" "+ascribe.Fold(f.Quote.Text)+" ", " "+ascribe.Fold(p.Text)+" ") {
				return Garbled{Claim: claim.ID, Name: p.Name}, true
			}
		}
	}
	return Garbled{}, false
}

// garbledFlag is the name of the flag (docs/terms.md).
const garbledFlag = "garbled"

// differing are the two parties in which statements differ, nil where they differ in none or both.
func differing(a, b ascribe.Statement) (mine, theirs *ascribe.Party) {
	if a.Subject == nil || b.Subject == nil || a.Object == nil || b.Object == nil {
		return nil, nil
	}
	switch s, o := a.Subject.Key() == b.Subject.Key(), a.Object.Key() == b.Object.Key(); {
	case s && !o:
		return a.Object, b.Object
	case o && !s:
		return a.Subject, b.Subject
	}
	return nil, nil
}

// doubtful: a described party with a capital, or a place.
func doubtful(p *ascribe.Party) bool {
	return p.Type == string(ascribe.Place) || p.ID == "" && p.Name != strings.ToLower(p.Name) || strings.HasPrefix(p.ID, string(ascribe.Place)+":")
}

// speaksOf reports whether a claim of one of the documents names the party.
func (c *incidentCase) speaksOf(documents map[string]bool, p *ascribe.Party) bool {
	return slices.ContainsFunc(c.all, func(k ascribe.Claim) bool {
		return documents[k.Document] && (k.Subject != nil && k.Subject.Key() == p.Key() || k.Object != nil && k.Object.Key() == p.Key())
	})
}

// described reports whether a party's key is of one that is only described.
func described(key string) bool { return strings.HasPrefix(key, "described:") }
