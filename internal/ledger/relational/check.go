package relational

import (
	"context"
	"errors"

	"ascribe"
	"ascribe/internal/ledger"
)

// CheckDocuments compares every original with its hash and every quote with the
// text. The error is about the checking itself.
func (s *Store) CheckDocuments(ctx context.Context) ([]ledger.Problem, error) {
	var problems []ledger.Problem
	for d, err := range ledger.AllDocuments(ctx, s, ledger.DocumentFilter{}) {
		if err != nil {
			return problems, err
		}
		if err := s.checkDocument(ctx, d.Document); err != nil {
			if ctx.Err() != nil {
				return problems, ctx.Err()
			}
			problems = append(problems, ledger.Problem{Where: d.ID, What: err.Error()})
		}
	}
	return problems, nil
}

// checkDocument puts a document's parts together again and validates them as Put did.
func (s *Store) checkDocument(ctx context.Context, d ascribe.Document) error {
	r := ledger.Record{Document: d}
	var errs [3]error
	r.Raw, errs[0] = s.Original(ctx, d.ID)
	r.Text, errs[1] = s.Text(ctx, d.ID)
	r.Mentions, errs[2] = s.Mentions(ctx, d.ID)
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	for c, err := range ledger.AllClaims(ctx, s, ledger.ClaimFilter{Document: d.ID}) {
		if err != nil {
			return err
		}
		r.Claims = append(r.Claims, c.Claim)
	}
	return r.Validate()
}
