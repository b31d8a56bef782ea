package assess

import (
	"slices"

	"ascribe"
)

// Dispute is one matter on which sources differ.
type Dispute struct {
	About     DisputeKind `json:"about"`
	Accused   string      `json:"accused,omitempty"`
	Statement string      `json:"statement,omitempty"` // Statement.Key where it is about another statement
	For       []string    `json:"for"`                 // claims
	Against   []string    `json:"against"`
}

// DisputeKind says what a dispute is about.
type DisputeKind string

// The kinds of disputes.
const (
	AboutWho   DisputeKind = "who"       // an accused is held responsible and it is denied or doubted
	AboutDay   DisputeKind = "day"       // two times that exclude each other
	AboutOther DisputeKind = "statement" // any other statement asserted and denied
)

// disputes lists contested accusations, incompatible days, and other contested statements.
func (c *incidentCase) disputes(a Assessment) []Dispute {
	var out []Dispute
	for _, h := range a.Hypotheses {
		if !h.Contested() && (len(h.Doubting) == 0 || len(h.Asserting)+len(h.Publications) == 0) {
			continue
		}
		d := Dispute{About: AboutWho, Accused: h.Accused}
		for _, claim := range c.claims {
			if slices.Contains(h.Claims, claim.ID) {
				d.side(claim)
			}
		}
		out = append(out, d)
	}
	for i, t := range a.Times {
		for _, u := range a.Times[i+1:] {
			if t.When.To != "" && t.When.To < u.When.From || u.When.To != "" && u.When.To < t.When.From {
				out = append(out, Dispute{About: AboutDay, For: t.Claims, Against: u.Claims})
			}
		}
	}
	return append(out, c.otherDisputes()...)
}

// otherDisputes are statements outside the matrix that one source asserts and another does not let stand.
func (c *incidentCase) otherDisputes() []Dispute {
	byKey := map[string]*Dispute{}
	var keys []string
	for _, claim := range c.claims {
		if c.accusation(claim).party != nil {
			continue
		}
		k := claim.Key()
		if byKey[k] == nil {
			byKey[k] = &Dispute{About: AboutOther, Statement: k}
			keys = append(keys, k)
		}
		byKey[k].side(claim)
	}
	var out []Dispute
	for _, k := range keys {
		if d := byKey[k]; len(d.For) > 0 && len(d.Against) > 0 {
			out = append(out, *d)
		}
	}
	return out
}

func (d *Dispute) side(claim ascribe.Claim) {
	if claim.Stance == ascribe.Asserts {
		d.For = append(d.For, claim.ID)
	} else {
		d.Against = append(d.Against, claim.ID)
	}
}

// Unknown is something that a reader would ask and no claim of the case tells.
type Unknown string

// The questions.
const (
	WhoUnknown     Unknown = "who did it"
	DayUnknown     Unknown = "when it happened"
	MalwareUnknown Unknown = "names of malware or tools"
	EntryUnknown   Unknown = "how they got in"
	EffectUnknown  Unknown = "what was affected"
	AccusedSilent  Unknown = "an answer of the accused"
	VictimSilent   Unknown = "a word of the victim"
	MotiveUnknown  Unknown = "a motive"
)

// unknown asks the questions.
func (c *incidentCase) unknown(a Assessment) []Unknown {
	told := func(is func(ascribe.Claim) bool) bool { return slices.ContainsFunc(c.claims, is) }
	questions := []struct {
		unknown  Unknown
		answered bool
	}{
		{WhoUnknown, len(a.Hypotheses) > 0},
		{DayUnknown, len(a.Times) > 0},
		{MalwareUnknown, told(func(k ascribe.Claim) bool {
			return k.Predicate == ascribe.Used && k.Object != nil && k.Object.ID != "" && !isActor(k.Object)
		})},
		{EntryUnknown, told(c.tellsEntry)},
		{EffectUnknown, len(a.Effects) > 0},
		{AccusedSilent, len(a.Hypotheses) == 0 || slices.ContainsFunc(a.Sources, func(s Source) bool { return s.Accused })},
		{VictimSilent, c.Incident.Victim == nil || c.Incident.Victim.ID == "" || slices.ContainsFunc(a.Sources, func(s Source) bool { return s.Victim })},
		{MotiveUnknown, told(func(k ascribe.Claim) bool { return k.Predicate == ascribe.MotivatedBy })},
	}
	var out []Unknown
	for _, q := range questions {
		if !q.answered {
			out = append(out, q.unknown)
		}
	}
	return out
}

// tellsEntry reports whether a claim says by which way the attackers came: a
// phishing attack, or a technique or vulnerability that was used.
func (c *incidentCase) tellsEntry(k ascribe.Claim) bool {
	if k.Predicate == ascribe.Attacked && k.Value == "phishing" {
		return true
	}
	return k.Predicate == ascribe.Used && k.Object != nil && (k.Object.Type == string(ascribe.Technique) || ascribe.Fold(k.Value) != "")
}
