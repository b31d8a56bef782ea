package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ascribe/internal/cli/render"
	"ascribe/internal/wording"
	"ascribe/internal/work"
)

// JobsCommand looks after the ledger's queue.
type JobsCommand struct {
	List   JobsListCommand   `cmd:"" help:"List jobs, the newest first, and count them by state."`
	Show   JobsShowCommand   `cmd:"" help:"Show a job with every attempt."`
	Retry  JobsRetryCommand  `cmd:"" help:"Try jobs again at once."`
	Cancel JobsCancelCommand `cmd:"" help:"Take jobs back that are not done."`
}

// JobsListCommand lists jobs.
type JobsListCommand struct {
	State []string `help:"Only jobs in a state: waiting, running, retrying, done, dead, cancelled." enum:"waiting,running,retrying,done,dead,cancelled" placeholder:"STATE"`
	Limit int      `help:"How many." default:"50" placeholder:"N"`
}

// Help is the long help.
func (JobsListCommand) Help() string {
	return `A dead job is one that failed for good: by its own fault (a broken file), or ten times.

Examples:
  ascribe jobs list --state dead
  ascribe jobs list --state waiting --state retrying --json`
}

// jobList is what jobs list --json writes.
type jobList struct {
	Counts map[work.State]int `json:"counts"`
	Jobs   []work.Job         `json:"jobs"`
}

// Run lists.
func (c JobsListCommand) Run(ctx context.Context, g *Globals) error {
	if c.Limit < 1 {
		return usage("--limit %d: give 1 or more", c.Limit)
	}
	return g.withQueue(ctx, func(q work.Queue) error {
		var states []work.State
		for _, s := range c.State {
			states = append(states, work.State(s))
		}
		counts, err := q.Counts(ctx)
		if err != nil {
			return err
		}
		jobs, err := q.Jobs(ctx, states, c.Limit)
		if err != nil {
			return err
		}
		if g.JSON {
			return g.WriteJSON(jobList{counts, jobs})
		}
		return writeJobs(g, counts, jobs)
	})
}

func writeJobs(g *Globals, counts map[work.State]int, jobs []work.Job) error {
	var parts []string
	for _, s := range work.States() {
		parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
	}
	fmt.Fprintln(g.Out, strings.Join(parts, ", "))
	if len(jobs) == 0 {
		return nil
	}
	rows := [][]string{{"job", "state", "tried", "input", "fault"}}
	for _, j := range jobs {
		fault := ""
		if n := len(j.Faults); n > 0 {
			fault = j.Faults[n-1].Error
		}
		rows = append(rows, []string{strconv.FormatInt(j.ID, 10), string(j.State), fmt.Sprintf("%d of %d", j.Attempt, j.Attempts), j.Input.Source, fault})
	}
	return render.Rows(g.Out, rows, g.Width(), len(rows[0])-1)
}

// JobsShowCommand shows a job.
type JobsShowCommand struct {
	ID int64 `arg:"" help:"The job's number, from ascribe jobs list."`
}

// Help is the long help.
func (JobsShowCommand) Help() string {
	return `Example:
  ascribe jobs show 42`
}

// Run shows it.
func (c JobsShowCommand) Run(ctx context.Context, g *Globals) error {
	return g.withQueue(ctx, func(q work.Queue) error {
		j, err := q.Job(ctx, c.ID)
		if err != nil {
			return err
		}
		if g.JSON {
			return g.WriteJSON(j)
		}
		fmt.Fprintf(g.Out, "job %d: %s\n  input     %s\n  priority  %d\n  tried     %d of %s\n  added     %s\n",
			j.ID, j.State, j.Input.Source, j.Priority, j.Attempt, wording.Count(j.Attempts, "time"), j.Created.Format(time.RFC3339))
		if !j.Next.IsZero() {
			fmt.Fprintf(g.Out, "  next      %s\n", j.Next.Format(time.RFC3339))
		}
		if !j.Ended.IsZero() {
			fmt.Fprintf(g.Out, "  ended     %s\n", j.Ended.Format(time.RFC3339))
		}
		for _, f := range j.Faults {
			fmt.Fprintf(g.Out, "  attempt %d, %s: %s\n", f.Attempt, f.At.Format(time.RFC3339), f.Error)
		}
		return nil
	})
}

// JobsRetryCommand tries jobs again.
type JobsRetryCommand struct {
	ID   []int64 `arg:"" optional:"" help:"Numbers of jobs."`
	Dead bool    `help:"All that are dead."`
}

// Help is the long help.
func (JobsRetryCommand) Help() string {
	return `Examples:
  ascribe jobs retry 42
  ascribe jobs retry --dead`
}

// Run makes them wait for a worker.
func (c JobsRetryCommand) Run(ctx context.Context, g *Globals) error {
	if len(c.ID) == 0 && !c.Dead {
		return usage("name jobs by their numbers, or --dead")
	}
	return g.withQueue(ctx, func(q work.Queue) error {
		ids := slices.Clone(c.ID)
		if c.Dead {
			counts, err := q.Counts(ctx)
			if err != nil {
				return err
			}
			dead, err := q.Jobs(ctx, []work.State{work.Dead}, counts[work.Dead])
			if err != nil {
				return err
			}
			for _, j := range dead {
				ids = append(ids, j.ID)
			}
		}
		return eachJob(ctx, g, ids, q.Retry, "tried again")
	})
}

// JobsCancelCommand takes jobs back.
type JobsCancelCommand struct {
	ID []int64 `arg:"" help:"Numbers of jobs."`
}

// Help is the long help.
func (JobsCancelCommand) Help() string {
	return `A job that a worker is about is let finish.

Example:
  ascribe jobs cancel 42 43`
}

// Run cancels them.
func (c JobsCancelCommand) Run(ctx context.Context, g *Globals) error {
	return g.withQueue(ctx, func(q work.Queue) error { return eachJob(ctx, g, c.ID, q.Cancel, "cancelled") })
}

// eachJob does something to each job; those where it fails are named, the rest is done.
func eachJob(ctx context.Context, g *Globals, ids []int64, do func(context.Context, int64) error, done string) error {
	failed := failures{inputs: len(ids)}
	for _, id := range ids {
		if err := do(ctx, id); err != nil {
			failed.add(err)
		}
	}
	failed.list(g.Err)
	g.Note("%s %s", wording.Count(len(ids)-len(failed.errors), "job"), done)
	return failed.err()
}
