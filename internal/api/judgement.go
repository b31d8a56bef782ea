package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/ledger"
	"ascribe/internal/review"
)

// Review is where judgements are made.
type Review interface {
	Judge(ctx context.Context, d review.Draft) (ascribe.Judgement, error)
	Queue(ctx context.Context, incident string) ([]review.Doubt, error)
}

// Draft is a judgement as it is sent. The reviewer is the account that sends it.
type Draft struct {
	Kind   string   `json:"kind" enum:"accept,reject,correct,merge,split,note,grade,undo"`
	Target string   `json:"target,omitempty" enum:"claim,incident,statement,source" doc:"What id is of; told from it where it is left out."`
	ID     string   `json:"id" minLength:"1" maxLength:"1000" doc:"What it is about; of an undo, the judgement."`
	Field  string   `json:"field,omitempty" maxLength:"40" doc:"Of a correction: the field of the claim."`
	Value  string   `json:"value,omitempty" maxLength:"2000" doc:"Of a correction: the new value, as text or JSON. Of a grade: A to F for a source, 1 to 6 for a statement."`
	With   []string `json:"with,omitempty" maxItems:"1000" doc:"Of a merge: the other incidents. Of a split: claims or documents that tell of another."`
	Note   string   `json:"note,omitempty" maxLength:"10000"`
}

func (s *server) judgements(a huma.API) {
	const path = "/judgements"
	type in struct {
		Filter string `query:"filter" maxLength:"4096"`
		Paging
		Order
	}
	huma.Register(a, get(path, "list-judgements", "Judgements", "What people said of what was derived, by time. Nothing is ever overwritten: what was undone is here too."),
		func(ctx context.Context, in *in) (*pageOf[ascribe.Judgement], error) {
			f := ledger.JudgementFilter{Newest: in.Newest, Paging: in.paging()}
			if err := judgementFields().apply(in.Filter, &f, nil); err != nil {
				return nil, s.failure(err)
			}
			page, err := s.reader.Judgements(ctx, f)
			return paged(page), s.failure(err)
		})
	explainFilter(a, path, judgementFields().about(""))

	o := needs(access.Analyst, operation(http.MethodPost, path, "judge", "Judge", "Accepts, rejects, corrects, merges, splits, notes, grades or undoes. The judgement is an entry of its own, which another can undo; incidents are made anew.",
		http.StatusBadRequest, http.StatusNotFound, http.StatusRequestEntityTooLarge))
	o.DefaultStatus = http.StatusCreated
	huma.Register(a, o, func(ctx context.Context, in *struct{ Body Draft }) (*body[ascribe.Judgement], error) {
		if s.Review == nil {
			return nil, absent("review")
		}
		b := in.Body
		j, err := s.Review.Judge(ctx, review.Draft{Kind: ascribe.JudgementKind(b.Kind), Target: ascribe.TargetKind(b.Target), ID: b.ID, Field: b.Field, Value: b.Value,
			With: b.With, Note: b.Note, Reviewer: access.Of(ctx).Account})
		if errors.Is(err, review.ErrRefused) {
			err = huma.Error422UnprocessableEntity(err.Error())
		}
		return &body[ascribe.Judgement]{j}, s.failure(err)
	})
	huma.Register(a, get("/review", "list-doubts", "Review queue", "What is worth a person's look, the most first, with reasons. All of it; there is no next page."),
		func(ctx context.Context, in *struct {
			Incident string `query:"incident" maxLength:"500" doc:"Only what belongs to this incident."`
		}) (*pageOf[review.Doubt], error) {
			if s.Review == nil {
				return nil, absent("review")
			}
			doubts, err := s.Review.Queue(ctx, in.Incident)
			return paged(ledger.Page[review.Doubt]{Items: doubts}), s.failure(err)
		})
}
