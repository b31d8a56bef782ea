package ascribe

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Document is one thing that was read: its custody (where it came from, when,
// with which bytes) and what is known about its publication.
// The same bytes are the same document, wherever they were found.
type Document struct {
	ID        string `json:"id"`                   // DocumentID of the original bytes
	File      string `json:"file,omitempty"`       // path or URL it was read from
	MediaType string `json:"media_type,omitempty"` // as recognised from the content
	SHA256    string `json:"sha256,omitempty"`     // of the original bytes, hex
	Size      int    `json:"size,omitempty"`       // of the original, in bytes

	Title         string        `json:"title,omitempty"`
	Publisher     string        `json:"publisher,omitempty"`
	Byline        string        `json:"byline,omitempty"`
	URL           string        `json:"url,omitempty"`            // where it was published
	Published     Day           `json:"published,omitempty"`      // "" when not known
	PublishedFrom PublishedFrom `json:"published_from,omitempty"` // how Published is known
	Language      string        `json:"language,omitempty"`       // ISO 639-1

	TextSHA256 string    `json:"text_sha256"` // of Text.Content, hex
	Characters int       `json:"characters"`  // of Text.Content, in Unicode code points
	Read       time.Time `json:"read,omitzero"`
	Flags      []Flag    `json:"flags,omitempty"`

	Rejected []Rejection `json:"rejected,omitempty"` // what extractors read in it and checks refused
}

// DocumentID derives a document's id from the SHA-256 of its bytes.
func DocumentID(raw []byte) string {
	sum := sha256.Sum256(raw)
	return "doc-" + hex.EncodeToString(sum[:8])
}

// HashOf is the hex SHA-256 of some bytes.
func HashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// PublishedFrom says how a publication date is known, best first.
type PublishedFrom string

// The ways a publication date comes to be known.
const (
	PublishedGiven    PublishedFrom = "given"    // by a flag or a sidecar
	PublishedMetadata PublishedFrom = "metadata" // by the document's own metadata
	PublishedURL      PublishedFrom = "url"      // by its address
	PublishedByline   PublishedFrom = "byline"   // by a dateline or byline in the text
	PublishedInferred PublishedFrom = "inferred" // from the dates it speaks of
)

// Flag marks something a reader should know about a document, such as that it
// is a garbled copy. Flag names are listed in docs/terms.md.
type Flag struct {
	Flag  string `json:"flag"`
	Why   string `json:"why"`
	Quote *Quote `json:"quote,omitempty"`
}

// Copy links a document to an earlier one whose text it repeats.
type Copy struct {
	Document string  `json:"document"`
	Of       string  `json:"of"`
	Overlap  float64 `json:"overlap"` // estimated share in common, 0 to 1: the Jaccard similarity of word shingles; of a spun copy, that of sentence frames
}
