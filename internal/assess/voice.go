package assess

import (
	_ "embed"
	"slices"
	"strings"

	"ascribe"
)

// voice is who speaks in a claim: the body or the state that stands behind the words.
type voice struct {
	party ascribe.Party
	kind  SourceKind
	state string // id of the state spoken for, "" for none
	chain []ascribe.Party
}

func (v voice) key() string { return v.party.Key() }

func (v voice) names() []string {
	var out []string
	for _, p := range v.chain {
		out = append(out, p.Name)
	}
	return out
}

//go:embed statevoices.txt
var stateVoices string

// statesOwn reports whether a body speaks as the state itself (its government,
// its head, its foreign ministry) rather than as an agency of it. A council within the
// office of the head of state or government is a body of its own.
func (c *incidentCase) statesOwn(p, above ascribe.Party) bool {
	kind := c.Knowledge.Kind(p.ID)
	if kind == "" || !strings.Contains("\n"+stateVoices, "\n"+kind+"\n") {
		return false
	}
	over := c.Knowledge.Kind(above.ID)
	return over != "presidency" && over != "prime-minister"
}

// voiceOf walks from the speaker upward. The voice is the state where the state
// itself, its head or its foreign ministry speaks, else the topmost body
// below the state, else the topmost organisation, else the speaker.
func (c *incidentCase) voiceOf(claim ascribe.Claim) voice {
	chain := c.chain(claim)
	v := voice{chain: chain, party: chain[0]}
	for i, p := range chain {
		if p.Type != string(ascribe.State) {
			continue
		}
		v.state, v.party = p.Key(), p
		for j, below := range slices.Backward(chain[:i]) {
			if below.Type != string(ascribe.Person) && below.Type != "" && !c.statesOwn(below, chain[j+1]) {
				v.party = below
				break
			}
		}
		break
	}
	if v.state == "" {
		for _, p := range chain[1:] {
			if p.ID != "" {
				v.party = p
			}
		}
	}
	v.party.Text = ""
	v.kind = c.kindOf(v.party, v.state)
	return v
}

// chain is the speaker and whom they speak for, nearest first, with the bodies
// between two of them that the knowledge has.
func (c *incidentCase) chain(claim ascribe.Claim) []ascribe.Party {
	told := append([]ascribe.Party{c.speaker(claim)}, claim.SpeaksFor...)
	day := c.known(claim)
	var chain []ascribe.Party
	for i, p := range told[:len(told)-1] {
		chain = append(chain, p)
		above := c.above(p, day)
		if n := slices.IndexFunc(above, func(q ascribe.Party) bool { return q.Key() == told[i+1].Key() }); n > 0 {
			chain = append(chain, above[:n]...)
		}
	}
	last := told[len(told)-1]
	chain = append(chain, last)
	if last.Type == string(ascribe.State) {
		return chain
	}
	return append(chain, c.above(last, day)...)
}

// speaker is the claim's source. One that is not resolved is whom its name means
// elsewhere in the case; unnamed experts whom a public body quotes speak for that body.
func (c *incidentCase) speaker(claim ascribe.Claim) ascribe.Party {
	s := claim.Source
	if s.ID != "" {
		return s
	}
	if p, ok := c.byName[ascribe.Fold(s.Name)]; ok {
		return p
	}
	if len(claim.Via) < 2 || len(claim.SpeaksFor) > 0 {
		return s
	}
	inner := claim.Via[len(claim.Via)-1]
	if inner.ID != "" && inner.Type == string(ascribe.Organisation) && c.stateOf(inner, c.known(claim)) != "" && s.Type != string(ascribe.ThreatActor) {
		return inner
	}
	return s
}

func (c *incidentCase) above(p ascribe.Party, day ascribe.Day) []ascribe.Party {
	var out []ascribe.Party
	for _, e := range c.Knowledge.SpeaksFor(p.ID, day) {
		out = append(out, ascribe.Party{ID: e.ID, Name: e.Name, Type: string(e.Type), Country: e.Country})
	}
	return out
}

// stateOf is the id of the state that a party is, or speaks for; "" for none.
func (c *incidentCase) stateOf(p ascribe.Party, day ascribe.Day) string {
	for _, q := range append([]ascribe.Party{p}, c.above(p, day)...) {
		if q.Type == string(ascribe.State) {
			return q.Key()
		}
	}
	return ""
}

func (c *incidentCase) kindOf(p ascribe.Party, state string) SourceKind {
	kind := c.Knowledge.Kind(p.ID)
	switch {
	case p.Type == string(ascribe.State):
		return StateSource
	case kind == "state-media":
		return StateMediaSource
	case kind == "vendor" || kind == "company":
		return CompanySource
	case kind == "international":
		return InternationalSource
	case p.Type == string(ascribe.Publication):
		return PublicationSource
	case p.Type == string(ascribe.ThreatActor):
		return ActorSource
	case state != "":
		return StateBodySource
	case p.Type == string(ascribe.Person):
		return PersonSource
	case p.ID == "" && p.Type == "":
		return c.publisherKind(p)
	default:
		return OrganisationSource
	}
}

// publisherKind tells a publisher, who speaks in its own voice, from an unnamed source.
func (c *incidentCase) publisherKind(p ascribe.Party) SourceKind {
	if c.publishers[ascribe.Fold(p.Name)] {
		return PublicationSource
	}
	return UnnamedSource
}
