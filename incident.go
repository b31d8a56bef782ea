package ascribe

// Incident is one event in the world as the claims of many documents speak of it.
type Incident struct {
	ID     string    `json:"id"` // such as "al-2022-07": victim's country or slug, and month
	Title  string    `json:"title"`
	Victim *Party    `json:"victim"` // the principal one
	When   *Interval `json:"when"`
	Claims []string  `json:"claims,omitempty"` // Claim.ID, in document order
	Facets
	Reasons []string `json:"reasons,omitempty"` // why these claims were put together
}
