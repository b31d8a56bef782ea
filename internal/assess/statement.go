package assess

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
)

// Standing is one statement of the incident with everybody who takes a stance
// on it, in whatever words and under whatever names they do.
type Standing struct {
	Key       string            `json:"key"`       // within the incident; not Statement.Key
	Statement ascribe.Statement `json:"statement"` // in the words of its best known claim
	Tally
	Documents   []string    `json:"documents"`
	Credibility Credibility `json:"credibility"`
}

// standings joins claims of one statement across documents: the ones with most
// documents first.
func (c *incidentCase) standings() []Standing {
	byKey := map[string]*Standing{}
	var keys []string
	for _, claim := range c.claims {
		key := c.statementKey(claim)
		s := byKey[key]
		if s == nil {
			s = &Standing{Key: key, Statement: claim.Statement}
			byKey[key], keys = s, append(keys, key)
		}
		if named(claim.Statement) > named(s.Statement) {
			s.Statement = claim.Statement
		}
		s.take(c.voices[claim.ID], claim.Stance, c.self(claim), claim.ID)
		if !slices.Contains(s.Documents, claim.Document) {
			s.Documents = append(s.Documents, claim.Document)
		}
	}
	out := make([]Standing, 0, len(keys))
	for _, k := range keys {
		s := byKey[k]
		c.settle(&s.Tally)
		out = append(out, *s)
	}
	slices.SortStableFunc(out, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(len(b.Documents), len(a.Documents)), cmp.Compare(a.Key, b.Key))
	})
	return out
}

// statementKey says which claims are of one statement. Parties that are only
// described are one for each country, as in the matrix; an attack on something of
// the victim is one on the victim; of an effect the asset tells, whoever is said to
// have caused it; a deed is its doer's, whichever body of theirs did it.
func (c *incidentCase) statementKey(claim ascribe.Claim) string {
	subject, object := "", ""
	if claim.Subject != nil {
		subject = columnKey(claim.Subject)
	}
	if claim.Object != nil {
		object = claim.Object.Key()
	}
	switch claim.Predicate {
	case ascribe.SameAs:
		return claim.Statement.Key()
	case ascribe.Attacked:
		if c.isAct(claim) && c.Incident.Victim != nil {
			object = c.Incident.Victim.Key()
		}
		return strings.Join([]string{string(claim.Predicate), subject, object}, "|")
	case ascribe.Affected:
		return strings.Join([]string{string(claim.Predicate), object, claim.Value}, "|")
	case ascribe.Sanctioned, ascribe.Responded, ascribe.Condemned, ascribe.Charged, ascribe.Threatened:
		if top := c.top(claim.Subject, claim); top != nil {
			subject = top.Key()
		}
		return strings.Join([]string{string(claim.Predicate), subject, object, responseValue(claim)}, "|")
	}
	return strings.Join([]string{string(claim.Predicate), subject, object}, "|")
}

// self is of whom a claim tells something that they might admit: the doer of an attack.
func (c *incidentCase) self(claim ascribe.Claim) string {
	switch claim.Predicate {
	case ascribe.Attacked, ascribe.Affected, ascribe.Used:
		if claim.Subject != nil {
			return claim.Subject.Key()
		}
	}
	return ""
}

// named counts the parties of a statement that are known by name.
func named(s ascribe.Statement) int {
	n := 0
	for _, p := range []*ascribe.Party{s.Subject, s.Object} {
		if p != nil && p.ID != "" {
			n++
		}
	}
	return n
}
