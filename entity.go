package ascribe

import "slices"

// Entity is somebody or something that documents speak about and that the
// knowledge, or a document itself, gives a name to.
type Entity struct {
	ID       string              `json:"id"` // type prefix and slug, such as "state:al", "threat-actor:apt28"
	Name     string              `json:"name"`
	Type     EntityType          `json:"type"`
	Country  string              `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Aliases  []string            `json:"aliases,omitempty"`
	External map[string][]string `json:"external,omitempty"` // ids elsewhere: attack, misp, ofac, wikidata
}

// EntityType is one of EntityTypes.
type EntityType string

// The types of entities, as in the extraction schema.
const (
	State        EntityType = "state"
	Organisation EntityType = "organisation"
	Person       EntityType = "person"
	ThreatActor  EntityType = "threat-actor"
	Malware      EntityType = "malware"
	Tool         EntityType = "tool"
	Campaign     EntityType = "campaign"
	Place        EntityType = "place"
	Publication  EntityType = "publication"
	Asset        EntityType = "asset"
	Technique    EntityType = "technique"
)

// EntityTypes lists every type of entity.
func EntityTypes() []EntityType {
	return []EntityType{State, Organisation, Person, ThreatActor, Malware, Tool, Campaign, Place, Publication, Asset, Technique}
}

// Valid reports whether t is one of EntityTypes.
func (t EntityType) Valid() bool { return slices.Contains(EntityTypes(), t) }

// Party is who does or suffers something in a statement, or says it: a resolved
// entity (ID set) or a party that is only described.
type Party struct {
	ID      string `json:"id,omitempty"`
	Name    string `json:"name"`              // canonical where resolved, else as described
	Text    string `json:"text,omitempty"`    // as it stands in the passage
	Type    string `json:"type,omitempty"`    // an EntityType, or "" where unknown
	Country string `json:"country,omitempty"` // ISO 3166-1 alpha-2
}

// Key identifies a party across documents: its entity id, or its folded name.
func (p *Party) Key() string {
	switch {
	case p == nil:
		return ""
	case p.ID != "":
		return p.ID
	default:
		return "described:" + Fold(p.Name) + "/" + p.Country
	}
}
