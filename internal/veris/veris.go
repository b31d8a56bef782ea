// Package veris codes an incident in VERIS, the Vocabulary for Event Recording
// and Incident Sharing (version 1.3.7), with the claims that each value rests on.
//
// Entry points: Code codes one incident, JSON writes incidents. As with every
// coding, nothing stands there that no claim says; what VERIS requires and no claim tells is "Unknown".
package veris

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"ascribe"
	"ascribe/internal/eurepoc"
)

// schemaVersion is the version of the vocabulary.
const schemaVersion = "1.3.7"

// unknown stands where no claim tells.
const unknown = "Unknown"

// Incident is a VERIS record. Plus holds what VERIS leaves to each producer.
type Incident struct {
	SchemaVersion string               `json:"schema_version"`
	ID            string               `json:"incident_id"`
	SourceID      string               `json:"source_id"`
	Security      string               `json:"security_incident"` // "Confirmed", or "Suspected" where nobody says it without reserve
	Summary       string               `json:"summary"`
	Reference     string               `json:"reference,omitempty"` // addresses of the documents, joined by ";"
	Timeline      Timeline             `json:"timeline"`
	Victim        Victim               `json:"victim"`
	Actor         map[string]any       `json:"actor"` // "external": Actor, or "unknown": {}
	Action        map[string]*Action   `json:"action"`
	Asset         Asset                `json:"asset"`
	Attribute     map[string]Attribute `json:"attribute"`
	Discovery     map[string]any       `json:"discovery_method"`
	Plus          Plus                 `json:"plus"`
}

// Timeline is when it happened, as exactly as a claim tells; the year of the
// first document where none does, as VERIS requires one.
type Timeline struct {
	Incident struct {
		Year  int `json:"year"`
		Month int `json:"month,omitempty"`
		Day   int `json:"day,omitempty"`
	} `json:"incident"`
}

// Victim is who was hit. Industry is a NAICS code, "00" where it is not known.
type Victim struct {
	ID        string   `json:"victim_id,omitempty"`
	Country   []string `json:"country"`
	Industry  string   `json:"industry"`
	Employees string   `json:"employee_count"`
}

// Actor is whom somebody holds responsible.
type Actor struct {
	Variety []string `json:"variety"`
	Motive  []string `json:"motive"`
	Country []string `json:"country"`
	Name    []string `json:"name,omitempty"`
}

// Action is what was done, of one category.
type Action struct {
	Variety []string `json:"variety"`
	Vector  []string `json:"vector"`
	Target  []string `json:"target,omitempty"` // of a social action
	Name    string   `json:"name,omitempty"`   // of malware
	CVE     string   `json:"cve,omitempty"`
}

// Asset is what was hit; the claims' descriptions have no equals in the vocabulary.
type Asset struct {
	Assets []struct {
		Variety string `json:"variety"`
	} `json:"assets"`
	Notes string `json:"notes,omitempty"`
}

// Attribute is what the incident did to confidentiality, integrity or availability.
type Attribute struct {
	Variety    []string `json:"variety,omitempty"`
	Disclosure string   `json:"data_disclosure,omitempty"`
}

// Plus is what VERIS leaves to the producer: the claims behind each value, and what they are.
type Plus struct {
	Citations map[string][]string `json:"citations"` // path with value, such as "action.malware.variety.Destroy data" → claims
	Sources   []eurepoc.Source    `json:"sources"`
}

// Code codes an incident. Equal inputs give equal records.
func Code(in eurepoc.Input) Incident {
	c := &coder{Input: in, coding: eurepoc.Code(in), action: map[string]*Action{}, attribute: map[string]Attribute{}, cited: map[string][]string{}}
	out := Incident{SchemaVersion: schemaVersion, ID: in.Incident.ID, SourceID: "ascribe", Summary: in.Incident.Title, Security: "Suspected"}
	for _, claim := range c.counted() {
		if claim.Stance != ascribe.Asserts {
			continue
		}
		if claim.Predicate == ascribe.Attacked && claim.Likelihood == nil && claim.Hedge == "" {
			out.Security = "Confirmed"
		}
		c.did(claim)
	}
	out.Timeline, out.Victim, out.Actor = c.timeline(), c.victim(), c.actor()
	out.Action, out.Attribute, out.Asset = c.actions(), c.attributes(), c.asset()
	out.Discovery = c.discovery()
	out.Reference = strings.Join(c.values(eurepoc.SourceAddresses, "reference"), ";")
	out.Plus = Plus{Citations: c.cited, Sources: c.sources()}
	return out
}

// JSON writes records as one indented list. The error is the writer's.
func JSON(w io.Writer, incidents []Incident) error {
	if incidents == nil {
		incidents = []Incident{}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(incidents)
}

// coder is one record in the making.
type coder struct {
	eurepoc.Input
	coding    eurepoc.Coding
	action    map[string]*Action
	attribute map[string]Attribute
	assets    []string
	cited     map[string][]string
}

// counted are the claims that count in the assessment.
func (c *coder) counted() []ascribe.Claim {
	in := map[string]bool{}
	for _, s := range c.Assessment.Sources {
		for _, id := range s.Claims {
			in[id] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(c.Assessment.Claims), func(k ascribe.Claim) bool { return !in[k.ID] })
}

// cell is a variable of the coding.
func (c *coder) cell(v eurepoc.Variable) []eurepoc.Value {
	for _, cell := range c.coding.Cells {
		if cell.Variable == v {
			return cell.Values
		}
	}
	return nil
}

// values are those of a variable that claims give, cited under a path.
func (c *coder) values(v eurepoc.Variable, path string) []string {
	var out []string
	for _, x := range c.cell(v) {
		if len(x.Claims) > 0 && x.Value != eurepoc.Unknown {
			out = append(out, x.Value)
			c.cite(path, x.Value, x.Claims...)
		}
	}
	return out
}

// cite notes the claims behind a value.
func (c *coder) cite(path, value string, claims ...string) {
	key := path + "." + value
	for _, id := range claims {
		if !slices.Contains(c.cited[key], id) {
			c.cited[key] = append(c.cited[key], id)
		}
	}
}

// sources are the cited claims with their quotes.
func (c *coder) sources() []eurepoc.Source {
	used := map[string]bool{}
	for _, claims := range c.cited {
		for _, id := range claims {
			used[id] = true
		}
	}
	out := []eurepoc.Source{}
	for _, claim := range c.Assessment.Claims {
		if used[claim.ID] {
			out = append(out, eurepoc.Source{Claim: claim.ID, Document: claim.Document, Source: claim.Source.Name, Quote: claim.Quote})
		}
	}
	return out
}

// did takes what one claim says was done, by actions.tsv.
func (c *coder) did(claim ascribe.Claim) {
	for _, row := range rows(actionTable) {
		if row[0] != string(claim.Predicate) || row[1] != claim.Value {
			continue
		}
		switch row[2] {
		case "action":
			c.act(row[3], row[4], claim.ID)
		case "attribute":
			a := c.attribute[row[3]]
			if row[3] == "confidentiality" {
				a.Disclosure = firmer(a.Disclosure, row[4])
			} else {
				a.Variety = with(a.Variety, row[4])
			}
			c.attribute[row[3]] = a
			c.cite("attribute."+row[3], row[4], claim.ID)
		}
	}
	if claim.Predicate == ascribe.Affected && claim.Object != nil && claim.Object.Name != "" && claim.Value != "unaffected" && claim.Value != "restored" {
		c.cite("asset", "notes", claim.ID)
		c.assets = with(c.assets, claim.Object.Name)
	}
	if claim.Predicate == ascribe.Used && claim.Object != nil {
		c.used(claim)
	}
}

// used takes malware by its name and vulnerabilities by their numbers.
func (c *coder) used(claim ascribe.Claim) {
	switch name := claim.Object.Name; {
	case claim.Object.Type == string(ascribe.Malware):
		a := c.act("malware", unknown, claim.ID)
		a.Name = join(a.Name, name)
		c.cite("action.malware.name", name, claim.ID)
	case strings.HasPrefix(strings.ToUpper(name), "CVE-"):
		a := c.act("hacking", "Exploit vuln", claim.ID)
		a.CVE = join(a.CVE, strings.ToUpper(name))
		c.cite("action.hacking.cve", strings.ToUpper(name), claim.ID)
	}
}

func (c *coder) act(category, variety string, claim string) *Action {
	a := c.action[category]
	if a == nil {
		a = &Action{Vector: []string{unknown}}
		if category == "social" {
			a.Target = []string{unknown}
		}
		c.action[category] = a
	}
	a.Variety = with(a.Variety, variety)
	c.cite("action."+category+".variety", variety, claim)
	return a
}

// actions leaves out an unknown variety beside a known one; one action there must be.
func (c *coder) actions() map[string]*Action {
	for _, a := range c.action {
		if len(a.Variety) > 1 {
			a.Variety = slices.DeleteFunc(a.Variety, func(v string) bool { return v == unknown })
		}
	}
	if len(c.action) == 0 {
		return map[string]*Action{"hacking": {Variety: []string{unknown}, Vector: []string{unknown}}}
	}
	return c.action
}

func (c *coder) attributes() map[string]Attribute {
	if len(c.attribute) == 0 {
		return map[string]Attribute{"confidentiality": {Disclosure: unknown}}
	}
	return c.attribute
}

func (c *coder) asset() Asset {
	var a Asset
	a.Assets = append(a.Assets, struct {
		Variety string `json:"variety"`
	}{unknown})
	a.Notes = strings.Join(c.assets, "; ")
	return a
}

// timeline takes the coding's first day; of one that is only known to a month or a year no more is said.
func (c *coder) timeline() Timeline {
	var t Timeline
	if len(c.Assessment.Times) > 0 {
		when := c.Assessment.Times[0]
		from, to := string(when.When.From), string(when.When.To)
		t.Incident.Year, _ = strconv.Atoi(from[:4])
		if len(to) == len(from) && from[:7] == to[:7] {
			t.Incident.Month, _ = strconv.Atoi(from[5:7])
		}
		if from == to {
			t.Incident.Day, _ = strconv.Atoi(from[8:])
		}
		c.cite("timeline", "incident", when.Claims...)
		return t
	}
	for _, d := range c.Documents {
		if year, err := strconv.Atoi(string(d.Published)[:min(4, len(d.Published))]); err == nil && (t.Incident.Year == 0 || year < t.Incident.Year) {
			t.Incident.Year = year
		}
	}
	return t
}

// victim is the principal one.
func (c *coder) victim() Victim {
	v := Victim{Country: c.values(eurepoc.ReceiverCountry, "victim.country"), Industry: "00", Employees: unknown}
	if names := c.cell(eurepoc.ReceiverName); len(names) > 0 && len(names[0].Claims) > 0 {
		v.ID = names[0].Value
		c.cite("victim", "victim_id", names[0].Claims...)
	}
	for _, x := range c.cell(eurepoc.ReceiverCategory) {
		if row := find(industryTable, x.Value); row != nil {
			v.Industry = row[1]
			c.cite("victim", "industry", x.Claims...)
			break
		}
	}
	if len(v.Country) == 0 {
		v.Country = []string{unknown}
	}
	return v
}

// actor is whom somebody holds responsible.
func (c *coder) actor() map[string]any {
	var a Actor
	for _, x := range c.cell(eurepoc.InitiatorCategory) {
		if row := find(actorTable, x.Value); row != nil && len(x.Claims) > 0 {
			a.Variety = with(a.Variety, row[1])
			c.cite("actor.external.variety", row[1], x.Claims...)
		}
	}
	if len(a.Variety) == 0 {
		return map[string]any{"unknown": map[string]any{}}
	}
	if len(a.Variety) > 1 {
		a.Variety = slices.DeleteFunc(a.Variety, func(v string) bool { return v == unknown })
	}
	a.Name, a.Country = c.values(eurepoc.InitiatorName, "actor.external.name"), c.values(eurepoc.InitiatorCountry, "actor.external.country")
	for _, claim := range c.counted() {
		if row := find(motiveTable, claim.Value); claim.Predicate == ascribe.MotivatedBy && claim.Stance == ascribe.Asserts && row != nil {
			a.Motive = with(a.Motive, row[1])
			c.cite("actor.external.motive", row[1], claim.ID)
		}
	}
	for _, list := range []*[]string{&a.Motive, &a.Country} {
		if len(*list) == 0 {
			*list = []string{unknown}
		}
	}
	return map[string]any{"external": a}
}

// discovery tells an attacker's own disclosure; how the victim found out no claim tells.
func (c *coder) discovery() map[string]any {
	for _, x := range c.cell(eurepoc.DisclosureSource) {
		if x.Value == "attacker" {
			c.cite("discovery_method.external.variety", "Actor disclosure", x.Claims...)
			return map[string]any{"external": map[string][]string{"variety": {"Actor disclosure"}}}
		}
	}
	return map[string]any{"unknown": true}
}
