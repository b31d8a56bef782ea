package eurepoc

import (
	"cmp"
	"slices"

	"ascribe"
	"ascribe/internal/assess"
)

// initiators takes whom somebody holds responsible.
func (c *coder) initiators() {
	for _, h := range c.Assessment.Hypotheses {
		a := c.accused(h.Accused)
		claims := c.asserting(h)
		if len(claims) == 0 {
			continue
		}
		name := a.Party.Name
		if a.Unnamed {
			name = NotAvailable
		}
		if name != NotAvailable {
			c.set(InitiatorName, name, claims...)
		}
		c.set(InitiatorCountry, cmp.Or(a.Party.Country, Unknown), claims...)
		c.set(InitiatorCategory, c.category(a), claims...)
	}
	if known := slices.DeleteFunc(slices.Clone(c.cells[InitiatorCountry]), func(x Value) bool { return x.Value == Unknown }); len(known) > 0 {
		c.cells[InitiatorCountry] = known
	}
	if len(c.cells[InitiatorCategory]) == 0 {
		for _, v := range []Variable{InitiatorName, InitiatorCountry, InitiatorCategory} {
			c.set(v, NotAttributed)
		}
	}
}

func (c *coder) accused(key string) assess.Accused {
	i := slices.IndexFunc(c.Assessment.Accused, func(a assess.Accused) bool { return a.Key == key })
	if i < 0 {
		return assess.Accused{}
	}
	return c.Assessment.Accused[i]
}

// asserting are the claims of a hypothesis that hold the accused responsible.
func (c *coder) asserting(h assess.Hypothesis) []string {
	return slices.DeleteFunc(slices.Clone(h.Claims), func(id string) bool { return c.claims[id].Stance != ascribe.Asserts })
}

// category of an initiator: a state and its bodies, a group that is said to act
// for one, another group, a person; Unknown for one that is only described.
func (c *coder) category(a assess.Accused) string {
	kind := c.Knowledge.Kind(a.Party.ID)
	state := slices.ContainsFunc(c.Assessment.Edges, func(e assess.Edge) bool {
		return e.Low == a.Key && e.Basis != assess.ByWords && (e.Basis == assess.ByKnowledge || e.Says.Asserted()) && c.public(e.High)
	})
	switch {
	case c.public(a.Key):
		return "State"
	case state:
		return "Non-state actor, state-affiliation suggested"
	case a.Party.Type == string(ascribe.Person):
		return "Individual hacker(s)"
	case a.Party.Type == string(ascribe.ThreatActor) && kind == "ransomware":
		return "Non-state-group: Criminal(s)"
	case kind == "vendor" || kind == "company":
		return "Non-state-group: Private technology companies"
	case a.Party.Type == string(ascribe.ThreatActor) || a.Party.Type == string(ascribe.Organisation):
		return "Non-state-group"
	}
	return Unknown
}

// public reports whether an accused is a state or a body of one.
func (c *coder) public(key string) bool {
	p := c.accused(key).Party
	if p.Type == string(ascribe.State) {
		return true
	}
	found := row(receiverTable, c.Knowledge.Kind(p.ID))
	return p.Type == string(ascribe.Organisation) && found != nil && found[0] == "State institutions / political system"
}

// attributions takes who holds somebody responsible, in which form, since when.
func (c *coder) attributions() {
	var first ascribe.Day
	var when []string
	for _, h := range c.Assessment.Hypotheses {
		for _, id := range c.asserting(h) {
			s := c.sourceOf[id]
			form := row(attributionTable, c.who(s, h.Accused))
			if form == nil {
				continue
			}
			c.set(AttributionBasis, form[0], id)
			c.set(AttributionType, c.form(form, s, id), id)
			c.set(AttributingActor, s.Party.Name, id)
			c.set(AttributingCountry, c.country(s), id)
			if day := c.said(id); day != "" && (first == "" || day <= first) {
				if day != first {
					when = nil
				}
				first, when = day, append(when, id)
			}
		}
		if h.Contested() {
			c.set(AttributionBasis, "Contested attribution", h.Claims...)
		}
	}
	c.set(AttributionDate, string(first), when...)
	if len(c.cells[AttributionBasis]) == 0 {
		for _, v := range []Variable{AttributionBasis, AttributionType} {
			c.set(v, NotAttributed)
		}
	}
}

// who is the row of attributions.tsv for a source that holds an accused responsible.
func (c *coder) who(s assess.Source, accused string) string {
	state := s.Kind == assess.StateSource || s.Kind == assess.StateBodySource
	switch {
	case s.Key == accused:
		return "attacker"
	case s.Victim && state:
		return "receiver state"
	case s.Victim:
		return "receiver"
	case s.Kind == assess.InternationalSource && c.european(s.Party):
		return "european"
	}
	return string(s.Kind)
}

// european reports whether a party is the European Union or an institution of it.
func (c *coder) european(p ascribe.Party) bool {
	return p.Country == "EU" || slices.ContainsFunc(c.Knowledge.SpeaksFor(p.ID, ""), func(e ascribe.Entity) bool { return e.Country == "EU" }) ||
		ascribe.Fold(p.Name) == "european union"
}

// form is the type of an attribution: what the source publishes itself, what others
// relay, and indictments or sanctions where the same state followed with those.
func (c *coder) form(form []string, s assess.Source, id string) string {
	kind := form[1]
	if len(c.claims[id].Via) > 0 {
		kind = form[2]
	}
	if kind != "Political statement / report" {
		return kind
	}
	for _, r := range c.Assessment.Responses {
		if (r.Predicate == ascribe.Sanctioned || r.Predicate == ascribe.Charged) && r.Stance == ascribe.Asserts && !r.Earlier && r.Actor != nil &&
			(r.Actor.Key() == s.Key || s.State != "" && r.Actor.Country == s.Party.Country && r.Actor.Country != "") {
			return "Political statement/report and indictment / sanctions"
		}
	}
	return kind
}

// country of who attributes; nothing for one without.
func (c *coder) country(s assess.Source) string { return s.Party.Country }

// said is the day on which a claim was made, or its document came out.
func (c *coder) said(id string) ascribe.Day {
	claim := c.claims[id]
	if claim.Said != nil && claim.Said.From != "" {
		return claim.Said.From
	}
	for _, d := range c.Documents {
		if d.ID == claim.Document {
			return d.Published
		}
	}
	return ""
}
