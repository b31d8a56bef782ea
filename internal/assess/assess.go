// Package assess tells what an incident's claims amount to: who says it of whom,
// how many independent sources stand behind an accusation and who denies it, on
// what grounds, what fell and what stayed up, what followed. It decides nothing: every entry lists the claims it was made of.
//
// Entry point: Assess.
package assess

import (
	"cmp"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/knowledge"
)

// Version stamps what Assess made.
const Version = "assess/1"

// Knowledge is what must be known beyond the documents. A nil Knowledge knows nothing.
type Knowledge interface {
	Entity(id string) (ascribe.Entity, bool)
	// SpeaksFor is the chain upward from an entity on a day, nearest first: an
	// office's body, its ministry, the state.
	SpeaksFor(id string, day ascribe.Day) []ascribe.Entity
	// Kind is finer than an entity's type: "vendor", "international", "state-media", …
	Kind(id string) string
	// Related are the statements that tie an entity by one of knowledge.Relations.
	Related(id, relation string) []knowledge.Statement
}

// Input is an incident with what the ledger holds on it. Claims are those of the
// incident, in any order; Documents those that they come from; Copies their links.
type Input struct {
	Incident  ascribe.Incident
	Claims    []ascribe.Claim
	Documents []ascribe.Document
	Copies    []ascribe.Copy
	Knowledge Knowledge
	AsOf      ascribe.Day       // leave out what was said or published later; "" takes everything
	Records   map[string]Record // what became of a source's other statements, by source key; nil where nobody looked
	Graded    map[string]Graded // grades that reviewers gave to sources, by source key
	Rated     map[string]Graded // grades that reviewers gave to statements, by Statement.Key
}

// Assessment is an incident's claims in order. Lists hold claim ids; parties are
// referred to by key: Source.Key and Accused.Key.
type Assessment struct {
	AsOf       ascribe.Day     `json:"as_of,omitempty"`
	Claims     []ascribe.Claim `json:"-"` // those taken into account, by document and place
	Sources    []Source        `json:"sources"`
	Accused    []Accused       `json:"accused"`
	Cells      []Cell          `json:"cells"`
	Hypotheses []Hypothesis    `json:"hypotheses"`
	Edges      []Edge          `json:"edges"`      // why one accused stands under another
	Statements []Standing      `json:"statements"` // each with everybody who takes a stance on it
	Evidence   []Evidence      `json:"evidence"`   // for and against each hypothesis
	Support    []Support       `json:"support"`    // what the sources' words add up to
	Grounds    []Ground        `json:"grounds"`
	Effects    []Effect        `json:"effects"`
	Responses  []Response      `json:"responses"`
	Names      []Naming        `json:"names"`
	Times      []Time          `json:"times"`
	Disputes   []Dispute       `json:"disputes"`
	Others     []string        `json:"others"`
	Unknown    []Unknown       `json:"unknown"`
	Relaying   []string        `json:"relaying"` // documents that relay somebody else
	Copies     []ascribe.Copy  `json:"copies,omitempty"`
	Garbled    []Garbled       `json:"garbled,omitempty"`
}

// Contested reports whether somebody denies an accusation that somebody else makes.
func (a Assessment) Contested() bool {
	return slices.ContainsFunc(a.Hypotheses, func(h Hypothesis) bool { return h.Contested() })
}

// Source finds a source by its key.
func (a Assessment) Source(key string) (Source, bool) {
	for _, s := range a.Sources {
		if s.Key == key {
			return s, true
		}
	}
	return Source{}, false
}

// Assess orders an incident's claims. The order of its inputs does not matter.
func Assess(in Input) Assessment {
	c := newCase(in)
	a := Assessment{AsOf: in.AsOf, Claims: c.all, Copies: c.copies(), Garbled: c.garbled}
	a.Sources = c.sources()
	a.Accused, a.Cells = c.matrix()
	a.Hypotheses = c.hypotheses(a.Accused, a.Cells)
	a.Edges = c.edges(a.Accused)
	a.Grounds = c.grounds()
	a.Effects = c.effects()
	a.Responses = c.responses()
	a.Names = c.names()
	a.Times = c.times()
	a.Disputes = c.disputes(a)
	a.Others = c.others()
	a.Unknown = c.unknown(a)
	a.Relaying = c.relaying()
	a.Statements = c.credible(c.standings(), a)
	a.Evidence = c.evidence(a)
	a.Support = c.support(a)
	return a
}

// incidentCase is one assessment in the making.
type incidentCase struct {
	Input
	all        []ascribe.Claim // as of the day, by document and place
	claims     []ascribe.Claim // of them those that count: no garbled ones
	garbled    []Garbled
	place      map[string]int           // of a claim id among all
	scattered  bool                     // the incident has victims in many places
	publishers map[string]bool          // by folded name
	byName     map[string]ascribe.Party // entities by the full names that the claims give them
	documents  map[string]ascribe.Document
	voices     map[string]voice // by claim id
	used       map[string]bool  // claims that some section has taken up
	accused    accusedSet
}

func newCase(in Input) *incidentCase {
	c := &incidentCase{Input: in, documents: map[string]ascribe.Document{}, voices: map[string]voice{}, used: map[string]bool{}, byName: map[string]ascribe.Party{}, place: map[string]int{}, publishers: map[string]bool{}}
	if c.Knowledge == nil {
		c.Knowledge = nothing{}
	}
	for _, d := range in.Documents {
		c.documents[d.ID] = d
		c.publishers[ascribe.Fold(d.Publisher)] = d.Publisher != ""
	}
	c.scattered = c.isScattered()
	for _, claim := range in.Claims {
		if day := c.known(claim); in.AsOf == "" || day == "" || day <= in.AsOf {
			c.all = append(c.all, claim)
		}
	}
	slices.SortFunc(c.all, func(a, b ascribe.Claim) int {
		return cmp.Or(cmp.Compare(c.documents[a.Document].Published, c.documents[b.Document].Published),
			cmp.Compare(a.Document, b.Document), ascribe.CompareClaims(a, b))
	})
	for i, claim := range c.all {
		c.place[claim.ID] = i
	}
	c.claims = slices.Clone(c.all)
	c.setGarbledAside()
	c.learnNames()
	for _, claim := range c.claims {
		c.voices[claim.ID] = c.voiceOf(claim)
	}
	c.accused = c.accuse()
	return c
}

// learnNames notes which entity the claims mean by a full name, such as
// "Government of Albania", so that a publisher of that name is the same voice.
// Names that mean two entities are left alone, and so are common nouns.
func (c *incidentCase) learnNames() {
	ambiguous := map[string]bool{}
	for _, claim := range c.claims {
		for _, p := range append([]ascribe.Party{claim.Source}, parties(claim)...) {
			name := strings.TrimPrefix(strings.TrimPrefix(p.Text, "the "), "The ")
			key := ascribe.Fold(name)
			if p.ID == "" || !strings.Contains(key, " ") || strings.ToLower(name[:1]) == name[:1] {
				continue
			}
			if q, ok := c.byName[key]; ok && q.ID != p.ID {
				ambiguous[key] = true
			}
			c.byName[key] = ascribe.Party{ID: p.ID, Name: p.Name, Type: p.Type, Country: p.Country}
		}
	}
	for key := range ambiguous {
		delete(c.byName, key)
	}
}

func parties(claim ascribe.Claim) []ascribe.Party {
	var out []ascribe.Party
	for _, p := range []*ascribe.Party{claim.Subject, claim.Object} {
		if p != nil {
			out = append(out, *p)
		}
	}
	return out
}

// known is the day from which a claim could be known: when it was said, else
// when its document came out.
func (c *incidentCase) known(claim ascribe.Claim) ascribe.Day {
	if claim.Said != nil && claim.Said.From != "" {
		return claim.Said.From
	}
	return c.documents[claim.Document].Published
}

// said is the day on which the source itself spoke, "" where the text does not
// tell. A source that publishes its own words says them on the day of publication.
func (c *incidentCase) said(claim ascribe.Claim) ascribe.Day {
	if claim.Said != nil && claim.Said.From != "" {
		if claim.Said.From != claim.Said.To { // "this week" is no day
			return ""
		}
		return claim.Said.From
	}
	d := c.documents[claim.Document]
	v := c.voices[claim.ID]
	for _, name := range append(v.names(), claim.Source.Name) {
		if d.Publisher != "" && ascribe.Fold(name) == ascribe.Fold(d.Publisher) {
			return d.Published
		}
	}
	for _, p := range claim.Via { // the body's own page relays its own speaker
		if ascribe.Fold(p.Name) == ascribe.Fold(d.Publisher) && c.stateOf(p, d.Published) != "" && c.stateOf(p, d.Published) == v.state {
			return d.Published
		}
	}
	return ""
}

type nothing struct{}

func (nothing) Entity(string) (ascribe.Entity, bool)           { return ascribe.Entity{}, false }
func (nothing) SpeaksFor(string, ascribe.Day) []ascribe.Entity { return nil }
func (nothing) Kind(string) string                             { return "" }
func (nothing) Related(string, string) []knowledge.Statement   { return nil }
