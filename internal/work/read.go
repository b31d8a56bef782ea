package work

import (
	"context"
	"errors"
	"slices"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// read takes an input through the stages and into the ledger. All that can be read
// of it is kept also when a part fails.
func read(ctx context.Context, flow *pipeline.Pipeline, store pipeline.Store, in Input) error {
	options := source.Options{Limit: in.Limit, Timeout: in.Timeout, AllowPrivate: in.AllowPrivate, Given: in.Given}
	var errs []error
	for o := range flow.Ingest(ctx, source.Open(ctx, []string{in.Source}, options), store, 1) {
		if o.Failure != nil {
			errs = append(errs, o.Failure)
		}
	}
	return errors.Join(append(errs, ctx.Err())...)
}

// final reports whether trying again can't help: the fault is the document's.
func final(err error) bool {
	if many, ok := err.(interface{ Unwrap() []error }); ok { // of errors.Join
		for _, e := range many.Unwrap() {
			if !final(e) {
				return false
			}
		}
		return true
	}
	if errors.Is(err, ledger.ErrInvalid) {
		return true
	}
	var problem *ascribe.Problem
	if errors.As(err, &problem) {
		return !slices.Contains(passing(), problem.Name)
	}
	var failure *pipeline.Failure
	return errors.As(err, &failure) && failure.Stage != "ledger" && failure.Stage != "source"
}

// passing are the names of problems that may pass by themselves: of a server that
// has a document, and of a model's endpoint.
func passing() []string {
	return []string{source.ErrNetwork.Name, source.ErrTimeout.Name, source.ErrStatus.Name, "unanswered"}
}
