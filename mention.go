package ascribe

// Mention is a stretch of text that names or describes an entity, with what it
// was linked to and why.
type Mention struct {
	Span
	Text   string     `json:"text"`             // the bytes of the span, runs of white space folded
	Type   EntityType `json:"type"`             // what the mention itself suggests, before linking
	Role   Role       `json:"role,omitempty"`   // how the words refer
	Entity string     `json:"entity,omitempty"` // Entity.ID, "" when not resolved

	Country    string      `json:"country,omitempty"`    // ISO 3166-1 alpha-2 that the words give ("Iranian hackers": IR)
	Score      float64     `json:"score,omitempty"`      // of the link, 0 to 1
	Reasons    []string    `json:"reasons,omitempty"`    // why Entity was chosen
	Candidates []Candidate `json:"candidates,omitempty"` // ranked, when more than one was possible
}

// Role is how a mention refers to its entity.
type Role string

// The ways of referring.
const (
	NameRole        Role = "name"        // "Ministry of Intelligence", "MuddyWater"
	AcronymRole     Role = "acronym"     // "MOIS"
	DemonymRole     Role = "demonym"     // "Iranian", "Iranians": Entity is the state
	MetonymRole     Role = "metonym"     // "Tehran" for a government
	OfficeRole      Role = "office"      // "Albania's prime minister"
	DescriptionRole Role = "description" // "the ministry", "the group": an antecedent's entity
	PronounRole     Role = "pronoun"     // "it", "he"
)

// Candidate is one entity that a name may stand for.
type Candidate struct {
	Entity  string   `json:"entity"`
	Name    string   `json:"name"`
	Score   float64  `json:"score"` // 0 to 1
	Reasons []string `json:"reasons,omitempty"`
}
