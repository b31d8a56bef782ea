// Package eurepoc codes an incident in the vocabulary of the European Repository
// of Cyber Incidents (Global Dataset 1.1), each value with the claims that it
// rests on, and writes codings as CSV and JSON.
//
// Entry points: Code codes one incident; CSV and JSON write codings. A coding is a
// first proposal for a coder to check: it says no more than the claims do. Three kinds of
// nothing are kept apart: NotAvailable (no claim speaks to it), Unknown (claims speak to it and
// don't tell) and NotAttributed (nobody is held responsible).
package eurepoc

import (
	"slices"

	"ascribe"
	"ascribe/internal/assess"
)

// Version stamps what Code made.
const Version = "eurepoc/1"

// The three kinds of nothing.
const (
	NotAvailable  = "Not available"
	Unknown       = "Unknown"
	NotAttributed = "Unknown - not attributed"
)

// Variable is a column of the dataset.
type Variable string

// The variables, in the order of the columns.
const (
	StartDate          Variable = "start_date"
	EndDate            Variable = "end_date"
	IncidentType       Variable = "incident_type"
	DisclosureSource   Variable = "source_incident_detection_disclosure"
	ReceiverName       Variable = "receiver_name"
	ReceiverCountry    Variable = "receiver_country"
	ReceiverCategory   Variable = "receiver_category"
	InitiatorName      Variable = "initiator_name"
	InitiatorCountry   Variable = "initiator_country"
	InitiatorCategory  Variable = "initiator_category"
	AttributionDate    Variable = "attribution_date"
	AttributionBasis   Variable = "attribution_basis"
	AttributionType    Variable = "attribution_type"
	AttributingActor   Variable = "attributing_actor"
	AttributingCountry Variable = "attributing_country"
	PoliticalResponse  Variable = "political_response_type"
	PoliticalResponder Variable = "political_response_country"
	LegalResponse      Variable = "legal_response_type"
	LegalResponder     Variable = "legal_response_country"
	SourceAddresses    Variable = "sources_url"
)

// Variables lists every variable in the order of the columns.
func Variables() []Variable {
	return []Variable{StartDate, EndDate, IncidentType, DisclosureSource, ReceiverName, ReceiverCountry, ReceiverCategory,
		InitiatorName, InitiatorCountry, InitiatorCategory, AttributionDate, AttributionBasis, AttributionType, AttributingActor, AttributingCountry,
		PoliticalResponse, PoliticalResponder, LegalResponse, LegalResponder, SourceAddresses}
}

// Coding is one incident's row.
type Coding struct {
	Incident string   `json:"incident"`
	Title    string   `json:"title"`
	Cells    []Cell   `json:"cells"`   // parallel to Variables
	Sources  []Source `json:"sources"` // what the citations mean
}

// Cell is one variable's values. It is never empty: one of the kinds of nothing stands where there is no value.
type Cell struct {
	Variable Variable `json:"variable"`
	Values   []Value  `json:"values"`
}

// Value is one value with what it rests on; none of the kinds of nothing but Unknown has claims.
type Value struct {
	Value  string   `json:"value"`
	Claims []string `json:"claims,omitempty"`
}

// Source is a cited claim: whose word it is, in which document.
type Source struct {
	Claim    string        `json:"claim"`
	Document string        `json:"document"`
	File     string        `json:"file,omitempty"`
	URL      string        `json:"url,omitempty"`
	Source   string        `json:"source"`
	Quote    ascribe.Quote `json:"quote"`
}

// Input is what is coded.
type Input struct {
	Incident   ascribe.Incident
	Assessment assess.Assessment
	Documents  []ascribe.Document
	Knowledge  assess.Knowledge
}

// Code codes an incident. Equal inputs give equal codings.
func Code(in Input) Coding {
	c := &coder{Input: in, claims: map[string]ascribe.Claim{}, sourceOf: map[string]assess.Source{}, cells: map[Variable][]Value{}}
	for _, claim := range in.Assessment.Claims {
		c.claims[claim.ID] = claim
	}
	for _, s := range in.Assessment.Sources {
		for _, id := range s.Claims {
			c.sourceOf[id] = s
		}
	}
	c.dates()
	c.types()
	c.disclosure()
	c.receivers()
	c.initiators()
	c.attributions()
	c.responses()
	c.addresses()
	out := Coding{Incident: in.Incident.ID, Title: in.Incident.Title}
	for _, v := range Variables() {
		values := c.cells[v]
		if len(values) == 0 {
			values = []Value{{Value: NotAvailable}}
		}
		out.Cells = append(out.Cells, Cell{Variable: v, Values: values})
	}
	out.Sources = c.cited(out.Cells)
	return out
}

// coder is one coding in the making.
type coder struct {
	Input
	claims   map[string]ascribe.Claim
	sourceOf map[string]assess.Source // by claim
	cells    map[Variable][]Value
}

// set adds a value, or claims to a value that is there.
func (c *coder) set(v Variable, value string, claims ...string) {
	if value == "" {
		return
	}
	values := c.cells[v]
	i := slices.IndexFunc(values, func(x Value) bool { return x.Value == value })
	if i < 0 {
		values = append(values, Value{Value: value})
		i = len(values) - 1
	}
	for _, id := range claims {
		if !slices.Contains(values[i].Claims, id) {
			values[i].Claims = append(values[i].Claims, id)
		}
	}
	c.cells[v] = values
}

// cited lists the claims that the cells rest on, in the order of the documents.
func (c *coder) cited(cells []Cell) []Source {
	documents := map[string]ascribe.Document{}
	for _, d := range c.Documents {
		documents[d.ID] = d
	}
	used := map[string]bool{}
	for _, cell := range cells {
		for _, v := range cell.Values {
			for _, id := range v.Claims {
				used[id] = true
			}
		}
	}
	out := []Source{}
	for _, claim := range c.Assessment.Claims {
		if d := documents[claim.Document]; used[claim.ID] {
			out = append(out, Source{Claim: claim.ID, Document: claim.Document, File: d.File, URL: d.URL, Source: claim.Source.Name, Quote: claim.Quote})
		}
	}
	return out
}
