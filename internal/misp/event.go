package misp

// Event is a MISP event.
type Event struct {
	UUID         string      `json:"uuid"`
	Info         string      `json:"info"`
	Date         string      `json:"date"`
	ThreatLevel  string      `json:"threat_level_id"` // "4" is undefined
	Analysis     string      `json:"analysis"`        // "2" is completed
	Distribution string      `json:"distribution"`    // "0" is this organisation only
	Published    bool        `json:"published"`
	Timestamp    string      `json:"timestamp"` // seconds since 1970
	Orgc         Org         `json:"Orgc"`      // who made it
	Tags         []Tag       `json:"Tag,omitempty"`
	Attributes   []Attribute `json:"Attribute,omitempty"`
	Objects      []Object    `json:"Object,omitempty"`
	Galaxies     []Galaxy    `json:"Galaxy,omitempty"`
	Reports      []Report    `json:"EventReport,omitempty"`
	AnalystData
}

// Org is an organisation.
type Org struct {
	UUID string `json:"uuid,omitempty"`
	Name string `json:"name"`
}

// Tag is a machine tag or a plain one.
type Tag struct {
	Name string `json:"name"`
}

// Attribute is one value.
type Attribute struct {
	UUID               string   `json:"uuid"`
	Type               string   `json:"type"`
	Category           string   `json:"category"`
	Value              string   `json:"value"`
	Relation           string   `json:"object_relation,omitempty"`
	Comment            string   `json:"comment"`
	ToIDs              bool     `json:"to_ids"`
	DisableCorrelation bool     `json:"disable_correlation"`
	Distribution       string   `json:"distribution"`
	Timestamp          string   `json:"timestamp"`
	Tags               []Tag    `json:"Tag,omitempty"`
	Galaxies           []Galaxy `json:"Galaxy,omitempty"`
	Deleted            bool     `json:"deleted,omitempty"`
	AnalystData
}

// Object is a set of attributes by a template.
type Object struct {
	UUID            string      `json:"uuid"`
	Name            string      `json:"name"`
	MetaCategory    string      `json:"meta-category"`
	Description     string      `json:"description"`
	TemplateUUID    string      `json:"template_uuid"`
	TemplateVersion string      `json:"template_version"`
	Distribution    string      `json:"distribution"`
	Timestamp       string      `json:"timestamp"`
	Comment         string      `json:"comment"`
	Attributes      []Attribute `json:"Attribute"`
	Deleted         bool        `json:"deleted,omitempty"`
	AnalystData
}

// Galaxy is a kind of knowledge with the entries that are meant.
type Galaxy struct {
	UUID     string    `json:"uuid"`
	Name     string    `json:"name"`
	Type     string    `json:"type"`
	Clusters []Cluster `json:"GalaxyCluster,omitempty"`
}

// Cluster is an entry of a galaxy.
type Cluster struct {
	UUID  string              `json:"uuid"`
	Type  string              `json:"type"`
	Value string              `json:"value"`
	Tag   string              `json:"tag_name"`
	Meta  map[string][]string `json:"meta,omitempty"`
}

// Report is a text that belongs to an event.
type Report struct {
	UUID    string `json:"uuid"`
	Name    string `json:"name"`
	Content string `json:"content"`
}

// AnalystData is what people think of a part of an event, beside the part itself.
type AnalystData struct {
	Notes         []Note         `json:"Note,omitempty"`
	Opinions      []Opinion      `json:"Opinion,omitempty"`
	Relationships []Relationship `json:"Relationship,omitempty"`
}

// About is what analyst data have in common.
type About struct {
	UUID         string `json:"uuid"`
	ObjectUUID   string `json:"object_uuid"`
	ObjectType   string `json:"object_type"`
	Authors      string `json:"authors"`
	Created      string `json:"created"`
	Modified     string `json:"modified"`
	Distribution string `json:"distribution"`
	Orgc         *Org   `json:"Orgc,omitempty"`
}

// Note is a text on a part of an event.
type Note struct {
	About
	Note     string `json:"note"`
	Language string `json:"language,omitempty"`
}

// Opinion grades a part of an event from 0, strongly disagree, to 100.
type Opinion struct {
	About
	Opinion number `json:"opinion"`
	Comment string `json:"comment"`
}

// Relationship leads from a part of an event to something else.
type Relationship struct {
	About
	RelatedUUID string `json:"related_object_uuid"`
	RelatedType string `json:"related_object_type"`
	Kind        string `json:"relationship_type"`
}
