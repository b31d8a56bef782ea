package eurepoc

import (
	"cmp"
	"slices"

	"ascribe"
	"ascribe/internal/assess"
)

// dates takes the narrowest time that is given for the attack.
func (c *coder) dates() {
	times := c.Assessment.Times
	if len(times) == 0 {
		return
	}
	c.set(StartDate, string(times[0].When.From), times[0].Claims...)
	c.set(EndDate, string(times[0].When.To), times[0].Claims...)
}

// types takes what asserted attacks and effects say was done.
func (c *coder) types() {
	for _, claim := range c.Assessment.Claims {
		if claim.Stance != ascribe.Asserts || !c.counted(claim.ID) {
			continue
		}
		if found := row(typeTable, string(claim.Predicate), claim.Value); found != nil {
			for _, t := range listed(found[0]) {
				c.set(IncidentType, t, claim.ID)
			}
		}
	}
	if len(c.cells[IncidentType]) > 0 {
		return
	}
	for _, claim := range c.attacks() {
		c.set(IncidentType, Unknown, claim.ID)
	}
}

// counted reports whether a claim counts in the assessment: garbled ones don't.
func (c *coder) counted(id string) bool { return c.sourceOf[id].Key != "" }

// attacks are the claims that assert that the victim was attacked.
func (c *coder) attacks() []ascribe.Claim {
	var out []ascribe.Claim
	v := c.Incident.Victim
	for _, claim := range c.Assessment.Claims {
		if claim.Predicate == ascribe.Attacked && claim.Stance == ascribe.Asserts && c.counted(claim.ID) &&
			(v == nil || claim.Object == nil || claim.Object.Key() == v.Key() || claim.Object.Country != "" && claim.Object.Country == v.Country) {
			out = append(out, claim)
		}
	}
	return out
}

// disclosure is who told of the attack first, of the documents held.
func (c *coder) disclosure() {
	published := map[string]ascribe.Day{}
	for _, d := range c.Documents {
		published[d.ID] = d.Published
	}
	told := func(claim ascribe.Claim) ascribe.Day {
		if claim.Said != nil && claim.Said.From != "" {
			return claim.Said.From
		}
		return published[claim.Document]
	}
	attacks := slices.DeleteFunc(c.attacks(), func(k ascribe.Claim) bool { return told(k) == "" })
	if len(attacks) == 0 {
		return
	}
	first := told(slices.MinFunc(attacks, func(a, b ascribe.Claim) int { return cmp.Compare(told(a), told(b)) }))
	for _, claim := range attacks {
		if told(claim) == first {
			c.set(DisclosureSource, disclosed(c.sourceOf[claim.ID]), claim.ID)
		}
	}
}

// disclosed is the category of who told.
func disclosed(s assess.Source) string {
	state := s.Kind == assess.StateSource || s.Kind == assess.StateBodySource
	switch {
	case s.Accused:
		return "attacker"
	case s.Victim && state:
		return "authorities of victim state"
	case s.Victim:
		return "victim"
	case s.Kind == assess.CompanySource:
		return "IT-security company"
	case s.Kind == assess.PublicationSource || s.Kind == assess.StateMediaSource:
		return "media"
	case s.Kind == assess.UnnamedSource:
		return Unknown
	}
	return "third-party-actor or other state"
}

// receivers takes the victims of asserted attacks: the principal one, and
// further ones that have a name.
func (c *coder) receivers() {
	for _, claim := range c.attacks() {
		v := claim.Object
		if v == nil || v.ID == "" && (c.Incident.Victim == nil || v.Key() != c.Incident.Victim.Key()) {
			continue
		}
		c.set(ReceiverName, v.Name, claim.ID)
		c.set(ReceiverCountry, cmp.Or(v.Country, Unknown), claim.ID)
		c.set(ReceiverCategory, cmp.Or(c.receiver(v), Unknown), claim.ID)
	}
	for _, v := range []Variable{ReceiverCountry, ReceiverCategory} { // a known value makes an unknown one idle
		if known := slices.DeleteFunc(slices.Clone(c.cells[v]), func(x Value) bool { return x.Value == Unknown }); len(known) > 0 {
			c.cells[v] = known
		}
	}
}

// receiver is a victim's category, "" where neither the knowledge nor the words tell.
func (c *coder) receiver(v *ascribe.Party) string {
	for _, key := range []string{c.Knowledge.Kind(v.ID), v.Type} {
		if found := row(receiverTable, key); key != "" && found != nil {
			return found[0]
		}
	}
	return byWords(v.Name)
}

// addresses are where the documents were published.
func (c *coder) addresses() {
	for _, d := range c.Documents {
		for _, claim := range c.Assessment.Claims {
			if claim.Document == d.ID && d.URL != "" {
				c.set(SourceAddresses, d.URL, claim.ID)
				break
			}
		}
	}
}
