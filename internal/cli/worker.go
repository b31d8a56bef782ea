package cli

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"runtime"
	"time"

	"ascribe/internal/ledger"
	"ascribe/internal/wording"
	"ascribe/internal/work"
)

// WorkerCommand reads what stands in the ledger's queue.
type WorkerCommand struct {
	Reading

	Workers    int           `group:"Reading" help:"Documents at once (default: one for each processor)." placeholder:"N"`
	JobTimeout time.Duration `group:"Work" help:"A document that takes longer is given to another worker." default:"5m" placeholder:"TIME"`
	GroupEvery time.Duration `group:"Work" help:"How often incidents are made of what is new." default:"10s" placeholder:"TIME"`
	UntilIdle  bool          `group:"Work" help:"End when nothing is left to do."`
}

// Help is the long help.
func (WorkerCommand) Help() string {
	return `Takes jobs that ascribe ingest --queue added: reads each document into the ledger, and makes incidents
of all claims as they come. Run as many workers as wanted, on one machine or, where the ledger is a
PostgreSQL database, on many; each must be able to read the paths that were queued. All should read
in one way: with --fast or without.

An interrupt (Ctrl-C) finishes the documents that were begun. A worker that is killed loses nothing:
its documents are given to another after --job-timeout. What can't be read is listed by
ascribe jobs list --state dead. The ledger may go away and come back.

Examples:
  ascribe worker --ledger postgres://ascribe@db.example.org/case
  ascribe ingest --queue news/ && ascribe worker --until-idle`
}

// Run works until it is interrupted, or nothing is left.
func (c WorkerCommand) Run(ctx context.Context, g *Globals) error {
	switch {
	case c.Workers < 0:
		return usage("--workers %d: give 1 or more", c.Workers)
	case c.JobTimeout < time.Second || c.GroupEvery < 100*time.Millisecond:
		return usage("--job-timeout is 1s or more, --group-every 100ms or more")
	}
	flow, asked, err := c.flow(g, false)
	if err != nil {
		return err
	}
	defer tellSpent(g, asked, c.Reading)
	at, err := g.ledgerPlace()
	if err != nil {
		return err
	}
	store, err := patiently(ctx, g, at, at.open)
	if err != nil {
		return unlessStopped(ctx, err)
	}
	queue, err := patiently(ctx, g, at, at.queue)
	if err != nil {
		return errors.Join(unlessStopped(ctx, err), store.Close())
	}
	options := work.Options{Workers: c.Workers, JobTimeout: c.JobTimeout, GroupEvery: c.GroupEvery, UntilIdle: c.UntilIdle, Log: g.log()}
	if options.Workers == 0 {
		options.Workers = runtime.GOMAXPROCS(0)
	}
	g.Note("working on %s, %s at once; stop with Ctrl-C", at, wording.Count(options.Workers, "document"))
	err = work.Run(ctx, queue, store, flow, options)
	return errors.Join(err, queue.Close(), store.Close())
}

// unlessStopped is the error of a worker that could not begin; none of one that
// was told to stop while it waited.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return nil
}

// patience is how long a worker waits for a database that is not there when it
// starts: both may be starting.
const patience = time.Minute

// patiently opens a ledger or its queue, waiting for a database that doesn't answer.
func patiently[T any](ctx context.Context, g *Globals, at place, open func(context.Context) (T, error)) (T, error) {
	for deadline := time.Now().Add(patience); ; {
		opened, err := open(ctx)
		if err == nil || !at.remote() || errors.Is(err, ledger.ErrNewer) || errors.Is(err, ledger.ErrNotLedger) || time.Now().After(deadline) {
			return opened, err
		}
		g.Note("the ledger doesn't answer yet: %v", err)
		select {
		case <-ctx.Done():
			return opened, err
		case <-time.After(time.Second):
		}
	}
}

// log is where a long-running command tells what went wrong: the error stream.
func (g *Globals) log() *slog.Logger {
	out := g.Err
	if g.Quiet {
		out = io.Discard
	}
	options := &slog.HandlerOptions{Level: slog.LevelWarn}
	if g.JSON {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}

// queue opens the queue of the ledger at a place, which must be there.
func (p place) queue(ctx context.Context) (work.Queue, error) {
	if p.remote() {
		return work.OpenDatabase(ctx, string(p))
	}
	return work.OpenFile(ctx, string(p))
}

// withQueue runs do on the queue of a ledger that is there, and closes it.
func (g *Globals) withQueue(ctx context.Context, do func(work.Queue) error) error {
	store, _, err := g.openForReading(ctx)
	if err != nil {
		return err
	}
	if err := store.Close(); err != nil { // it was opened to see that it is there, and of a version we know
		return err
	}
	at, err := g.ledgerPlace()
	if err != nil {
		return err
	}
	queue, err := at.queue(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(queue), queue.Close())
}
