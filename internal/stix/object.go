package stix

// Object is any object of a bundle.
type Object interface{ Common() *Head }

// Head holds the properties that objects have in common (STIX 2.1, 3.2).
type Head struct {
	Type               string         `json:"type"`
	SpecVersion        string         `json:"spec_version"`
	ID                 string         `json:"id"`
	CreatedBy          string         `json:"created_by_ref,omitempty"`
	Created            string         `json:"created"`
	Modified           string         `json:"modified,omitempty"` // "" for markings, which never change
	Confidence         int            `json:"confidence,omitempty"`
	Labels             []string       `json:"labels,omitempty"`
	ExternalReferences []Reference    `json:"external_references,omitempty"`
	Markings           []string       `json:"object_marking_refs,omitempty"`
	Extensions         map[string]any `json:"extensions,omitempty"`
}

// Common gives the head itself.
func (h *Head) Common() *Head { return h }

// Reference points out of the bundle (2.5).
type Reference struct {
	SourceName  string            `json:"source_name"`
	Description string            `json:"description,omitempty"`
	URL         string            `json:"url,omitempty"`
	Hashes      map[string]string `json:"hashes,omitempty"`
	ExternalID  string            `json:"external_id,omitempty"`
}

// Named is an object that stands for a party: Identity, Intrusion Set, Threat
// Actor, Campaign, Malware, Tool, Attack Pattern, Infrastructure or Location.
type Named struct {
	Head
	Name          string   `json:"name"`
	Description   string   `json:"description,omitempty"`
	IdentityClass string   `json:"identity_class,omitempty"`
	Sectors       []string `json:"sectors,omitempty"`
	IsFamily      bool     `json:"is_family,omitempty"` // of malware: we name families, no samples
	Country       string   `json:"country,omitempty"`   // of a location: ISO 3166-1 alpha-2
}

// Incident is an event that claims of several documents are about.
type Incident struct {
	Head
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

// Grouping holds together what a bundle says of an incident.
type Grouping struct {
	Head
	Name    string   `json:"name"`
	Context string   `json:"context"`
	Refs    []string `json:"object_refs"`
}

// Report is a document.
type Report struct {
	Head
	Name      string   `json:"name"`
	Types     []string `json:"report_types"`
	Published string   `json:"published"`
	Refs      []string `json:"object_refs"`
}

// Relationship is a statement that its creator asserts.
type Relationship struct {
	Head
	Kind        string `json:"relationship_type"`
	Description string `json:"description,omitempty"`
	Source      string `json:"source_ref"`
	Target      string `json:"target_ref"`
	Start       string `json:"start_time,omitempty"`
	Stop        string `json:"stop_time,omitempty"`
}

// Opinion is what its creator thinks of others' statements.
type Opinion struct {
	Head
	Explanation string   `json:"explanation,omitempty"`
	Authors     []string `json:"authors,omitempty"`
	Opinion     string   `json:"opinion"`
	Refs        []string `json:"object_refs"`
}

// Note is the passage that carries a claim.
type Note struct {
	Head
	Abstract string   `json:"abstract,omitempty"`
	Content  string   `json:"content"`
	Authors  []string `json:"authors,omitempty"`
	Refs     []string `json:"object_refs"`
}

// Marking says how objects may be passed on.
type Marking struct {
	Head
	Name           string            `json:"name,omitempty"`
	DefinitionType string            `json:"definition_type,omitempty"`
	Definition     map[string]string `json:"definition,omitempty"`
}

// ExtensionDefinition describes an extension.
type ExtensionDefinition struct {
	Head
	Name           string   `json:"name"`
	Description    string   `json:"description"`
	Schema         string   `json:"schema"`
	Version        string   `json:"version"`
	ExtensionTypes []string `json:"extension_types"`
}
