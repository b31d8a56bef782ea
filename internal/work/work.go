// Package work takes documents into a ledger by many processes: what is to be read
// stands in a queue, from which workers on any machine take it. A document is put
// in one transaction and putting it again changes nothing, so that a job which is
// done twice, or half and then again, has the effect of one that is done once.
//
// The queue of a ledger in a database is in that database; that of a ledger in a
// file is in a second file beside it.
package work

import (
	"context"
	"time"

	"ascribe"
)

// State is how far a job has come.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Retrying  State = "retrying"  // failed, and waits to be tried again
	Done      State = "done"      //
	Dead      State = "dead"      // failed for good: by its own fault, or too often
	Cancelled State = "cancelled" // by a person
)

// States lists the states.
func States() []State { return []State{Waiting, Running, Retrying, Done, Dead, Cancelled} }

// The priorities of jobs, the first first.
const (
	FirstPriority   = 1
	DefaultPriority = 2
	LastPriority    = 4
)

// Input is what a job reads.
type Input struct {
	Source       string           `json:"source"` // path or address, such that every worker can read it
	Given        ascribe.Metadata `json:"given,omitzero"`
	Limit        int64            `json:"limit,omitempty"`      // most bytes
	Timeout      time.Duration    `json:"timeout_ns,omitempty"` // for an address
	AllowPrivate bool             `json:"allow_private,omitempty"`
}

// Job is a job as people see it.
type Job struct {
	ID       int64     `json:"id"`
	State    State     `json:"state"`
	Input    Input     `json:"input"`
	Priority int       `json:"priority"`
	Attempt  int       `json:"attempt"` // how often it was tried
	Attempts int       `json:"attempts"`
	Created  time.Time `json:"created"`
	Next     time.Time `json:"next,omitzero"`    // when it is tried again
	Ended    time.Time `json:"ended,omitzero"`   // of done, dead and cancelled ones
	Worker   string    `json:"worker,omitempty"` // that tried it last
	Faults   []Fault   `json:"faults,omitempty"` // oldest first
}

// Fault is why an attempt failed.
type Fault struct {
	Attempt int       `json:"attempt"`
	At      time.Time `json:"at"`
	Error   string    `json:"error"`
}

// Queue holds the jobs of a ledger.
type Queue interface {
	// Add adds jobs for inputs and returns how many are new: what waits already, or
	// is being read, is not added twice.
	Add(ctx context.Context, inputs []Input, priority int) (added int, err error)

	// Jobs lists the newest jobs first, at most limit; of some states, or of all.
	Jobs(ctx context.Context, states []State, limit int) ([]Job, error)

	// Counts counts jobs by state.
	Counts(ctx context.Context) (map[State]int, error)

	// Job, Retry and Cancel fail with ErrNoJob where there is none.
	Job(ctx context.Context, id int64) (Job, error)
	Retry(ctx context.Context, id int64) error  // at once, whatever its state but running
	Cancel(ctx context.Context, id int64) error // a running one is let finish

	Close() error

	// run takes jobs until ctx ends, then finishes those begun.
	run(ctx context.Context, o Options, read func(context.Context, Input) error) error
}
