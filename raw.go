package ascribe

import "time"

// Raw is one input as it was read: the bytes and their custody.
type Raw struct {
	Origin      string    // path, URL, or "-" for standard input
	Bytes       []byte    // the original, unchanged
	Address     string    // where it was published, as the archive that holds it says; "" for none
	ContentType string    // what a server said it was; a hint only
	Read        time.Time // when it was read
	Given       Metadata  // what a sidecar or a flag says of it; overrides what the document says
}

// Metadata is what is known of a document from outside it. It is the shape of
// a sidecar file, FILE.meta.json.
type Metadata struct {
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"` // ISO 8601 date
	URL       string `json:"url,omitempty"`

	Extractor string `json:"extractor,omitempty"` // who reads its claims: "rules", "model", "both"; "" leaves it to the run
	Private   bool   `json:"private,omitempty"`   // its text is never sent to a model
}

// Or fills what m leaves empty from other. What either calls private is private.
func (m Metadata) Or(other Metadata) Metadata {
	for _, f := range []struct{ to, from *string }{
		{&m.Title, &other.Title}, {&m.Publisher, &other.Publisher}, {&m.Published, &other.Published}, {&m.URL, &other.URL},
		{&m.Extractor, &other.Extractor},
	} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	m.Private = m.Private || other.Private
	return m
}
