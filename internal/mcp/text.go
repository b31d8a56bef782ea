package mcp

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"ascribe"
)

// given is a text to read.
type given struct {
	Text      string `json:"text" jsonschema:"the document: plain text, Markdown or HTML"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty" jsonschema:"who published it"`
	Published string `json:"published,omitempty" jsonschema:"day of publication, YYYY-MM-DD"`
	URL       string `json:"url,omitempty" jsonschema:"where it was published"`
}

// Read is what a text says.
type Read struct {
	Document string   `json:"document" jsonschema:"id that the document has, or would have, in the ledger"`
	Claims   []Cited  `json:"claims"`
	Flags    []string `json:"flags" jsonschema:"what a reader of the document should know"`
}

// longestText is the most that is read of a text, in bytes.
const longestText = 1 << 20

func (t tools) addText(s *mcp.Server) {
	add(s, "extract_text", "What a text says", "The claims of a text, each with its quote and the bytes that this stands at. Nothing is stored.", t.extract)
}

// raw is the text as the stages take it.
func (g given) raw() (ascribe.Raw, error) {
	if strings.TrimSpace(g.Text) == "" || len(g.Text) > longestText {
		return ascribe.Raw{}, fmt.Errorf("the text has %d bytes; give 1 to %d", len(g.Text), longestText)
	}
	if _, err := day(g.Published); err != nil {
		return ascribe.Raw{}, fmt.Errorf("published: %w", err)
	}
	return ascribe.Raw{Origin: "text", Bytes: []byte(g.Text), Read: time.Now().UTC(), Given: g.metadata()}, nil
}

func (g given) metadata() ascribe.Metadata {
	return ascribe.Metadata{Title: g.Title, Publisher: g.Publisher, Published: g.Published, URL: g.URL}
}

func (t tools) extract(_ context.Context, in given) (Read, error) {
	if t.Extract == nil {
		return Read{}, fmt.Errorf("extract_text: %w", errMissing)
	}
	raw, err := in.raw()
	if err != nil {
		return Read{}, err
	}
	e, err := t.Extract(raw)
	if err != nil {
		return Read{}, err
	}
	out := Read{Document: e.Document.ID, Claims: []Cited{}, Flags: []string{}}
	for _, c := range e.Claims {
		out.Claims = append(out.Claims, cited(c, e.Document))
	}
	for _, f := range e.Document.Flags {
		out.Flags = append(out.Flags, f.Flag+": "+f.Why)
	}
	return out, nil
}
