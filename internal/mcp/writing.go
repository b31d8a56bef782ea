package mcp

import (
	"context"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"ascribe"
	"ascribe/internal/intake"
	"ascribe/internal/ledger"
	"ascribe/internal/review"
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
	mcp.AddTool(s, &mcp.Tool{Name: "judge_claim", Title: "Judge a claim", Description: "Accepts, rejects, corrects or notes a claim. The judgement is an entry of its own, under the reviewer's name, which can be undone.",
		Annotations: &mcp.ToolAnnotations{DestructiveHint: &no, OpenWorldHint: &no}}, answered(t.judge))
}

// judged is what judge_claim takes.
type judged struct {
	Claim string `json:"claim" jsonschema:"id of the claim"`
	Kind  string `json:"kind" jsonschema:"accept, reject, correct or note; undo takes a judgement's id as claim"`
	Field string `json:"field,omitempty" jsonschema:"of a correction: the claim's field, such as stance, subject, object, predicate, value, source"`
	Value string `json:"value,omitempty" jsonschema:"of a correction: the new value"`
	Note  string `json:"note,omitempty" jsonschema:"why"`
}

// Judged is a judgement with the claim as it shows now.
type Judged struct {
	Judgement string  `json:"judgement" jsonschema:"id, by which it can be undone"`
	Claims    []Cited `json:"claims" jsonschema:"the claim as it shows now"`
}

func (t tools) judge(ctx context.Context, in judged) (Judged, error) {
	if t.Review == nil {
		return Judged{}, fmt.Errorf("judge_claim: %w", errMissing)
	}
	j, err := t.Review.Judge(ctx, review.Draft{Kind: ascribe.JudgementKind(in.Kind), ID: in.Claim, Field: in.Field, Value: in.Value, Note: in.Note, Reviewer: t.id.Account})
	if err != nil {
		return Judged{}, err
	}
	out := Judged{Judgement: j.ID}
	seen, err := t.Claims(ctx, ledger.ClaimFilter{IDs: []string{j.Target.ID}, Rejected: true})
	if err != nil {
		return out, err
	}
	out.Claims, err = t.citations(ctx, seen.Items)
	return out, err
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
