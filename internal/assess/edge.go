package assess

import (
	"cmp"
	"slices"

	"ascribe"
	"ascribe/internal/knowledge"
)

// Edge ties one accused to another that it is said to belong to or to act for,
// so that hypotheses form a hierarchy: a group within an agency within a state.
// Every edge has its citation: claims, or where the knowledge has it from.
type Edge struct {
	Low    string    `json:"low"` // Accused.Key
	High   string    `json:"high"`
	Tie    string    `json:"tie"` // "sponsors", "affiliated-with", "part-of", "sponsored-by", "originates-in", "country"
	Basis  EdgeBasis `json:"basis"`
	Claims []string  `json:"claims,omitempty"`
	Known  string    `json:"known,omitempty"` // who states it, and where it was read
	Says   Tally     `json:"says,omitzero"`   // who stands where, of claims
}

// EdgeBasis is what an edge rests on, best first.
type EdgeBasis string

// The bases.
const (
	ByClaims    EdgeBasis = "claims"    // of this incident
	ByKnowledge EdgeBasis = "knowledge" // as it was loaded
	ByWords     EdgeBasis = "words"     // the country that the words or the knowledge give a party
)

// edges lists every tie between two columns.
func (c *incidentCase) edges(accused []Accused) []Edge {
	columns := map[string]Accused{}
	for _, a := range accused {
		if !a.Counter {
			columns[a.Key] = a
		}
	}
	out := c.claimedEdges(columns)
	for _, a := range accused {
		if !a.Counter && !a.Unnamed {
			out = append(out, c.knownEdges(a, columns)...)
		}
	}
	for _, a := range accused {
		state := stateKey(a.Party.Country)
		if high, ok := columns[state]; ok && !a.Counter && a.Key != state && high.Key != "" &&
			!slices.ContainsFunc(out, func(e Edge) bool { return e.Low == a.Key && e.High == state }) {
			out = append(out, Edge{Low: a.Key, High: state, Tie: "country", Basis: ByWords, Claims: c.naming(a.Key)})
		}
	}
	slices.SortStableFunc(out, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Low, b.Low), cmp.Compare(a.High, b.High), cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.Tie, b.Tie))
	})
	return out
}

// claimedEdges are sponsorships and affiliations that the incident's claims are about.
func (c *incidentCase) claimedEdges(columns map[string]Accused) []Edge {
	var out []Edge
	for _, claim := range c.claims {
		low, high := tie(claim)
		if low == nil {
			continue
		}
		l, h := columnKey(low), columnKey(high)
		if columns[l].Key == "" || columns[h].Key == "" || l == h {
			continue
		}
		i := slices.IndexFunc(out, func(e Edge) bool { return e.Low == l && e.High == h && e.Tie == string(claim.Predicate) })
		if i < 0 {
			out = append(out, Edge{Low: l, High: h, Tie: string(claim.Predicate), Basis: ByClaims})
			i = len(out) - 1
		}
		out[i].Claims = append(out[i].Claims, claim.ID)
		out[i].Says.take(c.voices[claim.ID], claim.Stance, "", claim.ID)
	}
	for i := range out {
		c.settle(&out[i].Says)
	}
	return out
}

// tie is whom a claim places under whom, nil for none.
func tie(claim ascribe.Claim) (low, high *ascribe.Party) {
	if claim.Subject == nil || claim.Object == nil {
		return nil, nil
	}
	switch claim.Predicate {
	case ascribe.Sponsors:
		return claim.Object, claim.Subject
	case ascribe.AffiliatedWith:
		return claim.Subject, claim.Object
	}
	return nil, nil
}

// knownEdges are ties that the knowledge holds as somebody's statement.
func (c *incidentCase) knownEdges(a Accused, columns map[string]Accused) []Edge {
	var out []Edge
	for _, relation := range []string{knowledge.PartOf, knowledge.SponsoredBy, knowledge.Originates} {
		for _, s := range c.Knowledge.Related(a.Party.ID, relation) {
			if columns[s.Object].Key == "" || s.Object == a.Key {
				continue
			}
			known := s.Source
			if s.Namer != "" {
				known = s.Namer + ", in " + s.Source
			}
			i := slices.IndexFunc(out, func(e Edge) bool { return e.High == s.Object && e.Tie == relation })
			if i < 0 {
				out = append(out, Edge{Low: a.Key, High: s.Object, Tie: relation, Basis: ByKnowledge, Known: known})
			} else {
				out[i].Known += "; " + known
			}
		}
	}
	return out
}

// naming are the first claims, one a document, that name a column's party.
func (c *incidentCase) naming(key string) []string {
	var out []string
	seen := map[string]bool{}
	for _, claim := range c.claims {
		if acc := c.accusation(claim); acc.party != nil && columnKey(acc.party) == key && !seen[claim.Document] {
			seen[claim.Document] = true
			out = append(out, claim.ID)
		}
	}
	return out
}

// stateKey is the key of the state with a country code, "" without one.
func stateKey(country string) string {
	if country == "" {
		return ""
	}
	return "state:" + ascribe.Fold(country)
}
