package taxii

import "encoding/json"

// discovery tells what the server offers (TAXII 2.1, 4.1).
type discovery struct {
	Title       string   `json:"title"`
	Description string   `json:"description,omitempty"`
	Default     string   `json:"default,omitempty"`
	Roots       []string `json:"api_roots,omitempty"`
}

// apiRoot tells what an API root offers (4.2).
type apiRoot struct {
	Title       string   `json:"title"`
	Description string   `json:"description,omitempty"`
	Versions    []string `json:"versions"`
	MaxContent  int      `json:"max_content_length"`
}

// collection is a set of objects (5.2).
type collection struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description,omitempty"`
	Alias       string   `json:"alias,omitempty"`
	CanRead     bool     `json:"can_read"`
	CanWrite    bool     `json:"can_write"`
	MediaTypes  []string `json:"media_types"`
}

// collectionList is the list of them (5.1).
type collectionList struct {
	Collections []collection `json:"collections,omitempty"`
}

// envelope is a page of objects (3.7).
type envelope struct {
	More    bool              `json:"more,omitempty"`
	Next    string            `json:"next,omitempty"`
	Objects []json.RawMessage `json:"objects,omitempty"`
}

// manifest is a page of what is known of objects (5.3). Its next is read by
// clients that page; the standard has it on objects only.
type manifest struct {
	More    bool             `json:"more,omitempty"`
	Next    string           `json:"next,omitempty"`
	Objects []manifestRecord `json:"objects,omitempty"`
}

type manifestRecord struct {
	ID        string `json:"id"`
	Added     string `json:"date_added"`
	Version   string `json:"version"`
	MediaType string `json:"media_type"`
}

// versionList is a page of the versions of an object (5.8).
type versionList struct {
	More     bool     `json:"more,omitempty"`
	Next     string   `json:"next,omitempty"`
	Versions []string `json:"versions,omitempty"`
}

// failure is an error as clients see it (3.6.1).
type failure struct {
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Status      string `json:"http_status"`
}
