package eurepoc

import (
	"ascribe"
	"ascribe/internal/assess"
)

// responses takes deeds in answer to the incident, by responses.tsv.
func (c *coder) responses() {
	for _, r := range c.Assessment.Responses {
		if r.Stance != ascribe.Asserts || r.Earlier || c.byAccused(r) {
			continue
		}
		found := row(responseTable, string(r.Predicate), r.Value)
		if found == nil {
			continue
		}
		variable, responder := PoliticalResponse, PoliticalResponder
		value := found[1]
		if found[0] == "legal" {
			variable, responder = LegalResponse, LegalResponder
		} else {
			value = c.sphere(r.Actor) + ": " + value
		}
		sub := found[2]
		if sub == "statement" {
			sub = c.statement(r)
		}
		if sub != "-" && sub != "" {
			value += ": " + sub
		}
		c.set(variable, value, r.Claims...)
		if r.Actor != nil {
			c.set(responder, r.Actor.Country, r.Claims...)
		}
	}
}

// byAccused reports whether a deed is one of those accused: no response of the kind that is coded.
func (c *coder) byAccused(r assess.Response) bool {
	if r.Actor == nil {
		return false
	}
	for _, a := range c.Assessment.Accused {
		if a.Counter {
			continue
		}
		if a.Key == r.Actor.Key() || a.Party.Country != "" && a.Party.Type == string(ascribe.State) && a.Party.Country == r.Actor.Country {
			return true
		}
	}
	return false
}

// sphere is who responds: the European Union, a member state, another state, an organisation of states.
func (c *coder) sphere(p *ascribe.Party) string {
	switch {
	case p == nil:
		return "State Actors"
	case c.european(*p):
		return "EU"
	case c.Knowledge.Kind(p.ID) == "international":
		return "International organizations"
	case member(p.Country):
		return "EU member states"
	}
	return "State Actors"
}

// statement is the sub-type of a statement by the body whose word it is, "" where the claims don't tell.
func (c *coder) statement(r assess.Response) string {
	for _, id := range r.Claims {
		claim := c.claims[id]
		for _, p := range append([]*ascribe.Party{claim.Subject, &claim.Source}, pointers(claim.SpeaksFor)...) {
			if p == nil {
				continue
			}
			kind := c.Knowledge.Kind(p.ID)
			if c.european(*p) {
				kind = "european"
			}
			if found := row(statementTable, kind); kind != "" && found != nil {
				return found[0]
			}
		}
	}
	return ""
}

func pointers(parties []ascribe.Party) []*ascribe.Party {
	var out []*ascribe.Party
	for i := range parties {
		out = append(out, &parties[i])
	}
	return out
}
