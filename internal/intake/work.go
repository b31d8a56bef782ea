package intake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ascribe"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// work does one job after the other until ctx ends.
func (d *Desk) work(ctx context.Context) {
	defer close(d.ended)
	for {
		select {
		case <-ctx.Done():
			return
		case id := <-d.queue:
			d.do(ctx, id)
		}
	}
}

// do reads a job's documents and makes the incidents anew. What was stored when
// ctx ends is grouped all the same, so that the ledger is whole.
func (d *Desk) do(ctx context.Context, id string) {
	e := d.change(id, func(e *entry) { e.State = Reading })
	if e == nil {
		return
	}
	fail := d.read(ctx, e)
	var incidents int
	if fail == nil {
		d.change(id, func(e *entry) { e.State = Grouping })
		incidents, fail = pipeline.Regroup(context.WithoutCancel(ctx), d.options.Store)
		if fail != nil {
			fail = fmt.Errorf("the documents are safe, but making incidents of them failed: %w", fail)
		}
	}
	if fail != nil {
		d.options.Log.Error("intake", "job", id, "err", fail)
	}
	d.change(id, func(e *entry) {
		e.State, e.Ended, e.Incidents, e.inputs = Done, time.Now().UTC(), incidents, nil
		if fail != nil {
			e.Error = "Something went wrong here; the server's log says what. " + fail.Error()
		}
	})
}

// read takes a job's documents through the stages into the store.
func (d *Desk) read(ctx context.Context, e *entry) error {
	flow, err := d.options.Flow()
	if err != nil {
		return err
	}
	for outcome := range flow.Ingest(ctx, d.inputs(ctx, e.inputs), d.options.Store, max(d.options.Workers, 1)) {
		d.change(e.ID, func(e *entry) { e.Outcomes = append(e.Outcomes, outcomeOf(outcome)) })
	}
	return nil
}

// inputs are the bytes of a job's documents.
func (d *Desk) inputs(ctx context.Context, inputs []Input) pipeline.Inputs {
	return func(yield func(ascribe.Raw, error) bool) {
		for _, in := range inputs {
			if ctx.Err() != nil {
				return
			}
			if !yield(d.bytesOf(ctx, in)) {
				return
			}
		}
	}
}

// bytesOf fetches an address, or takes what was given. Only addresses reach the
// source package: a name is never opened as a file.
func (d *Desk) bytesOf(ctx context.Context, in Input) (ascribe.Raw, error) {
	options := d.options.Source
	options.Given, options.Stdin = in.Given, nil
	if in.Address == "" {
		return source.Bytes(in.origin(), in.Bytes, options)
	}
	for raw, err := range source.Open(ctx, []string{in.Address}, options) {
		raw.Origin = in.Address
		return raw, err
	}
	return ascribe.Raw{Origin: in.Address}, errors.Join(ctx.Err(), refused(ErrNothing, in.Address))
}
