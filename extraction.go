package ascribe

// Extraction is what one document says: the shape of one line of
// `extract --format jsonl`.
type Extraction struct {
	Document Document  `json:"document"`
	Entities []Entity  `json:"entities"` // those that mentions or claims refer to
	Mentions []Mention `json:"mentions,omitempty"`
	Claims   []Claim   `json:"claims"`
}
