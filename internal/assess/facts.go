package assess

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
)

// Ground is one piece of evidence or motive that a source gives.
type Ground struct {
	Source string `json:"source"`
	Claim  string `json:"claim"`
}

// Effect is what is said to have happened, or not to have happened, to one asset.
type Effect struct {
	Value   string         `json:"value"` // of affected; "" where no listed effect fits
	Asset   *ascribe.Party `json:"asset"`
	Stance  ascribe.Stance `json:"stance"`
	Sources []string       `json:"sources"`
	Claims  []string       `json:"claims"`
}

// Fell, Stood, Taken and Judged sort effects by what they mean for the asset.
const (
	Fell   = "fell"
	Taken  = "taken"
	Stood  = "stood"
	Judged = "judged"
)

// Outcome is Fell, Taken, Stood or Judged.
func (e Effect) Outcome() string {
	switch e.Value {
	case "unaffected", "restored":
		return Stood
	case "exfiltrated", "leaked", "":
		return Taken
	case "damage-assessed":
		return Judged
	}
	return Fell
}

// Response is one deed in answer to the incident, whoever reports it.
type Response struct {
	Predicate ascribe.Predicate `json:"predicate"`
	Value     string            `json:"value,omitempty"`
	Actor     *ascribe.Party    `json:"actor"`
	Targets   []ascribe.Party   `json:"targets,omitempty"`
	When      *ascribe.Interval `json:"when"` // nil where no claim tells
	Stance    ascribe.Stance    `json:"stance"`
	Claims    []string          `json:"claims"`
}

// Naming is what one source says of how names belong together. It merges nothing.
type Naming struct {
	Source    string            `json:"source"`
	Predicate ascribe.Predicate `json:"predicate"`
	Value     string            `json:"value,omitempty"`
	Name      ascribe.Party     `json:"name"`
	Others    []ascribe.Party   `json:"others"`
	When      *ascribe.Interval `json:"when"`
	Stance    ascribe.Stance    `json:"stance"`
	Claims    []string          `json:"claims"`
}

// take marks claims as shown.
func (c *incidentCase) take(claim ascribe.Claim) { c.used[claim.ID] = true }

// grounds are means, resemblances and motives of the incident's perpetrators, and claims that name the
// attribution they support, by source.
func (c *incidentCase) grounds() []Ground {
	var out []Ground
	for _, claim := range c.claims {
		switch claim.Predicate {
		case ascribe.Used, ascribe.Resembles, ascribe.MotivatedBy:
		default:
			if len(claim.Supports) == 0 || c.used[claim.ID] {
				continue
			}
		}
		c.take(claim)
		out = append(out, Ground{Source: c.voices[claim.ID].key(), Claim: claim.ID})
	}
	slices.SortStableFunc(out, func(a, b Ground) int { return cmp.Compare(a.Source, b.Source) })
	return out
}

// effects groups what is said of each asset, in the order of the codebook's values.
func (c *incidentCase) effects() []Effect {
	var out []Effect
	for _, claim := range c.claims {
		if claim.Predicate != ascribe.Affected || claim.Object == nil || !c.isAct(claim) {
			continue
		}
		c.take(claim)
		source := c.voices[claim.ID].key()
		i := slices.IndexFunc(out, func(e Effect) bool {
			return e.Value == claim.Value && e.Stance == claim.Stance && e.Asset.Key() == claim.Object.Key()
		})
		if i < 0 {
			asset := *claim.Object
			out = append(out, Effect{Value: claim.Value, Asset: &asset, Stance: claim.Stance})
			i = len(out) - 1
		}
		if !slices.Contains(out[i].Sources, source) {
			out[i].Sources = append(out[i].Sources, source)
		}
		out[i].Claims = append(out[i].Claims, claim.ID)
	}
	order := append(slices.Clone(ascribe.Affected.Values()), "")
	slices.SortStableFunc(out, func(a, b Effect) int {
		return cmp.Compare(slices.Index(order, a.Value), slices.Index(order, b.Value))
	})
	return out
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
		i := slices.IndexFunc(out, func(r Response) bool {
			return r.Predicate == claim.Predicate && r.Value == responseValue(claim) && r.Stance == claim.Stance && r.Actor.Key() == actor.Key() &&
				(len(r.Targets) == 0 || claim.Object == nil || slices.ContainsFunc(r.Targets, func(p ascribe.Party) bool {
					return p.Key() == claim.Object.Key() || p.ID == "" || claim.Object.ID == ""
				}))
		})
		if i < 0 {
			out = append(out, Response{Predicate: claim.Predicate, Value: responseValue(claim), Actor: actor, Stance: claim.Stance})
			i = len(out) - 1
		}
		out[i].join(claim)
	}
	for i := range out {
		if out[i].When == nil {
			out[i].When = c.announced(out[i].Claims)
		}
	}
	out = together(out)
	slices.SortStableFunc(out, func(a, b Response) int { return compareWhen(a.When, b.When) })
	return out
}

// same reports whether a claim tells of the same deed: one kind, one target, and
// no two different actors. A deed without a named actor ("X was sanctioned") is that of the actor named elsewhere.
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
			if d := c.said(claim); d != "" && (v.key() == claim.Subject.Key() || v.state != "" && v.state == claim.Subject.Key()) {
				return &ascribe.Interval{From: d, To: d}
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

// names lists what sources say of names: equal names, and who belongs to or leads whom.
func (c *incidentCase) names() []Naming {
	var out []Naming
	for _, claim := range c.claims {
		if claim.Predicate != ascribe.SameAs && claim.Predicate != ascribe.AffiliatedWith && claim.Predicate != ascribe.Sponsors ||
			claim.Subject == nil || claim.Object == nil || claim.Predicate != ascribe.SameAs && (c.used[claim.ID] || !c.nameworthy(claim)) {
			continue
		}
		c.take(claim)
		source := c.voices[claim.ID].key()
		i := slices.IndexFunc(out, func(n Naming) bool {
			return n.Source == source && n.Predicate == claim.Predicate && n.Value == claim.Value && n.Stance == claim.Stance && n.Name.Key() == claim.Subject.Key()
		})
		if i < 0 {
			out = append(out, Naming{Source: source, Predicate: claim.Predicate, Value: claim.Value, Name: *claim.Subject, Stance: claim.Stance})
			i = len(out) - 1
		}
		if !slices.ContainsFunc(out[i].Others, func(p ascribe.Party) bool {
			return p.Key() == claim.Object.Key() && strings.EqualFold(p.Text, claim.Object.Text)
		}) {
			out[i].Others = append(out[i].Others, *claim.Object)
		}
		if out[i].When == nil {
			out[i].When = claim.When
		}
		out[i].Claims = append(out[i].Claims, claim.ID)
	}
	slices.SortStableFunc(out, func(a, b Naming) int {
		return cmp.Or(cmp.Compare(namingRank(a), namingRank(b)), cmp.Compare(a.Name.Name, b.Name.Name))
	})
	return out
}

// nameworthy reports whether it tells about the incident who belongs to whom: one
// side is accused, or is an actor or means that goes by names.
func (c *incidentCase) nameworthy(claim ascribe.Claim) bool {
	for _, p := range []*ascribe.Party{claim.Subject, claim.Object} {
		switch ascribe.EntityType(p.Type) {
		case ascribe.ThreatActor, ascribe.Malware, ascribe.Tool, ascribe.Campaign:
			return true
		}
		if c.accused.of[p.Key()] {
			return true
		}
	}
	return false
}

func namingRank(n Naming) int {
	return slices.Index([]ascribe.Predicate{ascribe.SameAs, ascribe.AffiliatedWith, ascribe.Sponsors}, n.Predicate)
}

// others are the claims that no section has taken up.
func (c *incidentCase) others() []string {
	var out []string
	for _, claim := range c.claims {
		if !c.used[claim.ID] && !(c.isAct(claim) && claim.Subject == nil) {
			out = append(out, claim.ID)
		}
	}
	return out
}
