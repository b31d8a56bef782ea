package stix

import (
	"ascribe"
)

// extension is what our objects carry beyond the standard. One of its parts is
// set, by the type of the object.
type extension struct {
	Type     string             `json:"extension_type"`
	Claim    *ascribe.Claim     `json:"claim,omitempty"`    // on a Relationship or an Opinion
	Document *ascribe.Document  `json:"document,omitempty"` // on a Report
	Incident *ascribe.Incident  `json:"incident,omitempty"` // on an Incident
	Party    *extensionOfEntity `json:"party,omitempty"`    // on what stands for a party
}

// extensionOfEntity is what tells a party apart.
type extensionOfEntity struct {
	ID      string `json:"id,omitempty"`   // Entity.ID
	Type    string `json:"type,omitempty"` // an EntityType
	Country string `json:"country,omitempty"`
}

const (
	extensionType    = "property-extension"
	extensionVersion = "1.0.0"
	extensionSchema  = "An object with extension_type and one of: claim (on a relationship or opinion), a claim as in the JSON Schema that " +
		"`ascribe extract --schema` prints; document (on a report), a document as in that schema; incident (on an incident) with id, title, victim, " +
		"when and the ids of its claims; party (on what stands for a party) with the entity's id, type and country."
)

// extensionID is the identifier of Definition.
func extensionID() string { return NewID("extension-definition", "claims") }

// extend puts our extension on an object.
func extend(h *Head, e extension) {
	e.Type = extensionType
	h.Extensions = map[string]any{extensionID(): e}
}

// Producer is the Identity of this program: who made the objects that nobody said.
func Producer() *Named {
	return &Named{Head: head("identity", "", made, "producer"), Name: "ascribe", IdentityClass: "system",
		Description: "A program that keeps a ledger of claims. What it made itself are the objects that stand for parties, documents' incidents and groupings; statements have their own creators."}
}

// Unnamed is the Identity in the place of a party whom a source leaves out.
func Unnamed() *Named {
	return &Named{Head: head("identity", Producer().ID, made, "unnamed"), Name: "not named", IdentityClass: "unknown",
		Description: "Stands where a source does not say who. Two statements about it are not about the same party."}
}

// Definition is the definition of our extension.
func Definition() *ExtensionDefinition {
	d := &ExtensionDefinition{Head: head("extension-definition", Producer().ID, made), Name: "ascribe claims",
		Description: "What STIX has no property for: a claim's predicate, stance, value, hedge, likelihood, words of confidence, when it was said, " +
			"by whom it was relayed and for whom its source speaks, and where its quote stands in the document.",
		Schema: extensionSchema, Version: extensionVersion, ExtensionTypes: []string{extensionType}}
	d.ID = extensionID()
	return d
}

// head begins an object made at an instant by somebody ("" is nobody).
func head(kind, by, instant string, parts ...string) Head {
	return Head{Type: kind, SpecVersion: specVersion, ID: NewID(kind, parts...), CreatedBy: by, Created: instant, Modified: instant}
}
