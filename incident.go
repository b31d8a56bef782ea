package ascribe

// Incident is one event in the world as the claims of many documents speak of it.
type Incident struct {
	ID     string    `json:"id"` // such as "al-2022-07": victim's country or slug, and month
	Title  string    `json:"title"`
	Victim *Party    `json:"victim"` // the principal one
	When   *Interval `json:"when"`
	Claims []string  `json:"claims,omitempty"` // Claim.ID, in document order
	Facets
	Campaigns []Party   `json:"campaigns,omitempty"` // series of incidents that it belongs to: named ones, and attacks on one state laid to one perpetrator
	Similar   []Similar `json:"similar,omitempty"`   // incidents that may be the same one, the most alike first
	Reasons   []string  `json:"reasons,omitempty"`   // why these claims were put together
}

// Similar is an incident that may be the same as another: too alike to be
// strangers, not enough to be joined.
type Similar struct {
	Incident string  `json:"incident"` // Incident.ID
	Score    float64 `json:"score"`    // mean likeness of their events, 0 to 1
}
