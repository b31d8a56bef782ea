package assess

import (
	"slices"

	"ascribe"
)

// Response is one deed in answer to the incident, whoever reports it.
type Response struct {
	Predicate ascribe.Predicate `json:"predicate"`
	Value     string            `json:"value,omitempty"`
	Actor     *ascribe.Party    `json:"actor"`
	Targets   []ascribe.Party   `json:"targets,omitempty"`
	When      *ascribe.Interval `json:"when"` // nil where no claim tells
	Stance    ascribe.Stance    `json:"stance"`
	Claims    []string          `json:"claims"`
	Earlier   bool              `json:"earlier,omitempty"` // over before the incident began, so no answer to it
}

// responses joins claims of one deed: same actor or a body of it, same kind, same target.
func (c *incidentCase) responses() []Response {
	var out []Response
	for _, claim := range c.claims {
		if !c.isResponse(claim) {
			continue
		}
		c.take(claim)
		actor := c.top(claim.Subject, claim)
		i := slices.IndexFunc(out, func(r Response) bool { return r.same(claim, actor) })
		if i < 0 {
			out = append(out, Response{Predicate: claim.Predicate, Value: responseValue(claim), Actor: actor, Stance: claim.Stance})
			i = len(out) - 1
		}
		if out[i].Actor == nil {
			out[i].Actor = actor
		}
		out[i].join(claim)
	}
	for i := range out {
		if out[i].When == nil {
			out[i].When = c.announced(out[i].Claims)
		}
	}
	out = together(out)
	for i, r := range out {
		began := c.Incident.When
		out[i].Earlier = began != nil && r.When != nil && r.When.To != "" && r.When.To < began.From
	}
	slices.SortStableFunc(out, func(a, b Response) int { return compareWhen(a.When, b.When) })
	return out
}

// same reports whether a claim tells of the same deed: one kind, one target, and
// no two different actors. A deed without a named actor ("X was sanctioned") is
// that of the actor named elsewhere.
func (r Response) same(claim ascribe.Claim, actor *ascribe.Party) bool {
	if r.Predicate != claim.Predicate || r.Value != responseValue(claim) || r.Stance != claim.Stance {
		return false
	}
	target := func(p ascribe.Party) bool { return p.Key() == claim.Object.Key() }
	if r.Actor == nil || actor == nil {
		return claim.Object != nil && slices.ContainsFunc(r.Targets, target)
	}
	loose := func(p ascribe.Party) bool { return target(p) || p.ID == "" || claim.Object.ID == "" }
	return r.Actor.Key() == actor.Key() && (len(r.Targets) == 0 || claim.Object == nil || slices.ContainsFunc(r.Targets, loose))
}

// isResponse reports whether a claim is a deed in answer: a threat is one only
// when it does not come from those accused.
func (c *incidentCase) isResponse(claim ascribe.Claim) bool {
	switch claim.Predicate {
	case ascribe.Sanctioned, ascribe.Responded, ascribe.Condemned, ascribe.Charged:
	case ascribe.Threatened:
		if claim.Subject != nil && c.accused.of[claim.Subject.Key()] {
			return false
		}
	default:
		return false
	}
	return c.concerns(claim.Object) || claim.Subject != nil && c.isVictimParty(claim.Subject)
}

// concerns reports whether a deed's target has to do with the incident: it is
// not named, or is an accused, the victim, or of the country of one of them.
func (c *incidentCase) concerns(p *ascribe.Party) bool {
	if p == nil || p.ID == "" || p.Type != string(ascribe.State) || len(c.accused.of) == 0 || c.isVictimParty(p) || c.accused.of[p.Key()] {
		return true
	}
	for key := range c.accused.countries {
		if key == p.Country {
			return true
		}
	}
	return false
}

// responseValue is the kind within a predicate; of a sanction the programme does not tell deeds apart.
func responseValue(claim ascribe.Claim) string {
	if claim.Predicate == ascribe.Sanctioned || claim.Predicate == ascribe.Threatened {
		return ""
	}
	return claim.Value
}

// top is the body or state that stands behind an actor, as for voices; nil for none.
func (c *incidentCase) top(p *ascribe.Party, claim ascribe.Claim) *ascribe.Party {
	if p == nil {
		return nil
	}
	v := c.voiceOf(ascribe.Claim{Document: claim.Document, Source: *p, Said: claim.Said})
	if c.voices[claim.ID].key() == v.state || v.party.Name == "" { // the state speaks of its own deed
		v = c.voiceOf(ascribe.Claim{Document: claim.Document, Source: *p})
	}
	return &v.party
}

func (r *Response) join(claim ascribe.Claim) {
	r.Claims = append(r.Claims, claim.ID)
	if claim.When != nil && (r.When == nil || narrower(claim.When, r.When)) {
		r.When = claim.When
	}
	if o := claim.Object; o != nil {
		if i := slices.IndexFunc(r.Targets, func(p ascribe.Party) bool { return p.Key() == o.Key() }); i < 0 {
			if o.ID == "" && len(r.Targets) > 0 { // "the ministry's staff" after the ministry adds nothing
				return
			}
			if len(r.Targets) == 1 && r.Targets[0].ID == "" {
				r.Targets = nil
			}
			r.Targets = append(r.Targets, ascribe.Party{ID: o.ID, Name: o.Name, Type: o.Type, Country: o.Country})
		}
	}
}

// announced is the day on which the doer itself told of its deed, where it did.
func (c *incidentCase) announced(claims []string) *ascribe.Interval {
	for _, claim := range c.claims {
		if slices.Contains(claims, claim.ID) && claim.Subject != nil {
			v := c.voices[claim.ID]
			if v.key() != claim.Subject.Key() && (v.state == "" || v.state != claim.Subject.Key()) {
				continue
			}
			if d := c.said(claim); d != "" {
				return &ascribe.Interval{From: d, To: d}
			}
			if claim.Said != nil && claim.Said.From != "" {
				return claim.Said
			}
		}
	}
	return nil
}

// together joins deeds that differ in their target only: one designation of two parties.
func together(in []Response) []Response {
	var out []Response
	for _, r := range in {
		i := slices.IndexFunc(out, func(o Response) bool {
			return o.Predicate == r.Predicate && o.Value == r.Value && o.Stance == r.Stance && o.Actor.Key() == r.Actor.Key() && compareWhen(o.When, r.When) == 0
		})
		if i < 0 {
			out = append(out, r)
			continue
		}
		for _, t := range r.Targets {
			if !slices.ContainsFunc(out[i].Targets, func(p ascribe.Party) bool { return p.Key() == t.Key() }) {
				out[i].Targets = append(out[i].Targets, t)
			}
		}
		out[i].Claims = append(out[i].Claims, r.Claims...)
	}
	return out
}
