package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
)

// Options say how a worker works.
type Options struct {
	Workers    int           // documents at once
	JobTimeout time.Duration // after which a job is taken to be lost, and given to another
	GroupEvery time.Duration // how often incidents are made of what is new
	UntilIdle  bool          // end when nothing is left to do
	Log        *slog.Logger
}

// Ledger is what a worker needs of a ledger.
type Ledger interface {
	pipeline.Store
	pipeline.Claims
	Head(ctx context.Context) (ledger.Head, error)

	// Grouped and SetGrouped keep the entry of the journal after which incidents were made.
	Grouped(ctx context.Context) (int64, error)
	SetGrouped(ctx context.Context, entry int64) error

	// Alone runs f unless another process is running one; it says whether it did.
	Alone(ctx context.Context, f func() error) (bool, error)
}

// Run takes jobs from a queue, reads their inputs into a ledger, and makes
// incidents of all claims now and then, until ctx ends; then it finishes the jobs
// that were begun. The queue and the ledger may go away and come back.
func Run(ctx context.Context, q Queue, store Ledger, flow *pipeline.Pipeline, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	grouped := make(chan struct{})
	go func() {
		defer close(grouped)
		group(ctx, q, store, o, stop)
	}()
	err := q.run(ctx, o, func(ctx context.Context, in Input) error { return read(ctx, flow, store, in) })
	stop()
	<-grouped
	return err
}

// group makes incidents as long as a worker runs, and ends it where it is to end
// when nothing is left to do.
func group(ctx context.Context, q Queue, store Ledger, o Options, stop func()) {
	for {
		idle, err := o.UntilIdle, error(nil)
		if idle {
			idle, err = isIdle(ctx, q)
		}
		if err == nil {
			err = Group(ctx, store)
		}
		if err != nil && ctx.Err() == nil {
			o.Log.Warn("incidents are not made anew; trying again", "error", err)
		}
		if idle && err == nil {
			stop()
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(o.GroupEvery):
		}
	}
}

func isIdle(ctx context.Context, q Queue) (bool, error) {
	counts, err := q.Counts(ctx)
	return err == nil && counts[Waiting]+counts[Running]+counts[Retrying] == 0, err
}

// Group makes incidents of all claims if the ledger changed since that was done,
// and no other worker is about it.
func Group(ctx context.Context, store Ledger) error {
	head, err := store.Head(ctx)
	if err != nil {
		return err
	}
	done, err := store.Grouped(ctx)
	if err != nil || done == head.Number {
		return err
	}
	ran, err := store.Alone(ctx, func() error {
		if _, err := pipeline.Regroup(ctx, store); err != nil {
			return err
		}
		return store.SetGrouped(ctx, head.Number)
	})
	if err == nil && !ran {
		err = errBusy
	}
	return err
}

var errBusy = errors.New("another worker makes incidents now")

func (q *queue[T]) run(ctx context.Context, o Options, read func(context.Context, Input) error) error {
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &reader{read: read}); err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	client, err := river.NewClient(q.driver, &river.Config{
		Workers: workers, Queues: map[string]river.QueueConfig{queueName: {MaxWorkers: o.Workers}},
		JobTimeout: o.JobTimeout, RescueStuckJobsAfter: o.JobTimeout + time.Second, Logger: o.Log,
		CompletedJobRetentionPeriod: keepDone, DiscardedJobRetentionPeriod: keepDead, CancelledJobRetentionPeriod: keepDead,
	})
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	// Jobs end by themselves: only taking new ones ends with ctx.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	<-ctx.Done()
	if err := client.Stop(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	return nil
}
