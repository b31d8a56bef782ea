package mcp

import (
	"context"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"ascribe/internal/intake"
	"ascribe/internal/ledger"
)

// ingesting is what ingest_text takes.
type ingesting struct {
	given
	Name string `json:"name,omitempty" jsonschema:"what to call the document"`
}

// Ingested is what became of a document.
type Ingested struct {
	Status   string  `json:"status" jsonschema:"stored, updated, current or failed"`
	Document string  `json:"document,omitempty"`
	Error    string  `json:"error,omitempty"`
	Claims   []Cited `json:"claims" jsonschema:"what it says"`
}

// addWriting adds the tools that change the ledger.
func (t tools) addWriting(s *mcp.Server) {
	yes, no := true, false
	mcp.AddTool(s, &mcp.Tool{Name: "ingest_text", Title: "Add a text", Description: "Reads a text into the ledger and makes the incidents anew. The same text again changes nothing.",
		Annotations: &mcp.ToolAnnotations{IdempotentHint: yes, DestructiveHint: &no, OpenWorldHint: &no}}, answered(t.ingest))
}

func (t tools) ingest(ctx context.Context, in ingesting) (Ingested, error) {
	if t.Intake == nil {
		return Ingested{}, fmt.Errorf("ingest_text: %w", errMissing)
	}
	raw, err := in.raw()
	if err != nil {
		return Ingested{}, err
	}
	job, err := t.Intake.Submit(t.id.Account, []intake.Input{{Name: in.Name, Bytes: raw.Bytes, Given: in.metadata()}})
	if err != nil {
		return Ingested{}, err
	}
	for now := range t.Intake.Follow(ctx, job.ID) {
		job = now
	}
	if job.State != intake.Done || len(job.Outcomes) == 0 {
		return Ingested{}, fmt.Errorf("job %s is not done; the document may still be read", job.ID)
	}
	o := job.Outcomes[0]
	out := Ingested{Status: string(o.Status), Document: o.Document, Error: o.Error, Claims: []Cited{}}
	if o.Document == "" {
		return out, nil
	}
	said, err := t.Claims(ctx, ledger.ClaimFilter{Document: o.Document, Paging: ledger.Paging{Limit: mostLimit}})
	if err != nil {
		return out, err
	}
	out.Claims, err = t.citations(ctx, said.Items)
	return out, err
}
