package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"ascribe/internal/source"
	"ascribe/internal/wording"
	"ascribe/internal/work"
)

// queued is what ingest --queue --json writes.
type queued struct {
	Inputs int `json:"inputs"`
	Added  int `json:"added"` // the others stood there already
	Failed int `json:"failed"`
}

// enqueue adds the inputs to the ledger's queue. Paths are made absolute: workers
// have folders of their own.
func (c IngestCommand) enqueue(ctx context.Context, g *Globals) error {
	if c.Priority < work.FirstPriority || c.Priority > work.LastPriority {
		return usage("--priority %d: give %d (first) to %d (last)", c.Priority, work.FirstPriority, work.LastPriority)
	}
	var inputs []work.Input
	var failed failures
	for in, err := range source.List(c.Sources) {
		failed.inputs++
		switch {
		case err != nil:
			failed.add(err)
			continue
		case in.Kind == source.Stdin:
			return usage("--queue: workers can't read this process's standard input; write it to a file")
		case in.Kind == source.File:
			if in.Origin, err = filepath.Abs(in.Origin); err != nil {
				failed.add(err)
				continue
			}
		}
		inputs = append(inputs, work.Input{Source: in.Origin, Given: c.given(), Limit: int64(c.Limit), Timeout: c.Timeout, AllowPrivate: c.AllowPrivate})
	}
	added, err := c.add(ctx, g, inputs)
	if err != nil {
		return err
	}
	failed.list(g.Err)
	if g.JSON {
		err = g.WriteJSON(queued{failed.inputs, added, len(failed.errors)})
	} else if !g.Quiet {
		fmt.Fprintf(g.Out, "%s: %d added to the queue, %d stood there already, %d failed. Workers read them: ascribe worker\n",
			wording.Count(failed.inputs, "input"), added, len(inputs)-added, len(failed.errors))
	}
	return errors.Join(err, failed.err())
}

func (c IngestCommand) add(ctx context.Context, g *Globals, inputs []work.Input) (int, error) {
	store, _, err := g.openForWriting(ctx)
	if err != nil {
		return 0, err
	}
	if err := store.Close(); err != nil { // it was opened so that it is there
		return 0, err
	}
	added := 0
	err = g.withQueue(ctx, func(q work.Queue) error {
		added, err = q.Add(ctx, inputs, c.Priority)
		return err
	})
	return added, err
}
