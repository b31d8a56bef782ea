// Package intake takes documents into a ledger while it is being served: what
// people upload, paste, or name by its address waits in a queue, is read one job at
// a time, and the incidents are made anew after each. A job's progress can be
// asked for and followed.
//
// Entry points: New makes a Desk; Desk.Submit gives it documents, Desk.Job and
// Desk.Follow tell what becomes of them.
package intake

import (
	"errors"
	"slices"
	"time"

	"ascribe"
	"ascribe/internal/pipeline"
)

// Input is one document to be read: an address, or bytes with a name.
type Input struct {
	Address string // http(s); "" for bytes
	Name    string // of an upload, for people: no path is ever made of it
	Bytes   []byte
	Given   ascribe.Metadata // what is known of it from outside
}

// State is how far a job has come.
type State string

// The states of a job, in their order.
const (
	Waiting  State = "waiting"
	Reading  State = "reading"
	Grouping State = "grouping" // making incidents anew
	Done     State = "done"
)

// Job is documents that were given together, with what has become of them.
type Job struct {
	ID        string    `json:"id"`
	By        string    `json:"by,omitempty"` // who gave them
	State     State     `json:"state"`
	Asked     time.Time `json:"asked"`
	Ended     time.Time `json:"ended,omitzero"`
	Inputs    []string  `json:"inputs"`          // as the outcomes will call them
	Outcomes  []Outcome `json:"outcomes"`        // of those that were read, in order
	Incidents int       `json:"incidents"`       // in the ledger, once done
	Error     string    `json:"error,omitempty"` // why incidents could not be made
}

// Outcome is what became of one input.
type Outcome struct {
	pipeline.Outcome
	Problem string `json:"problem,omitempty"` // the name of what is wrong, where it has one
	Do      string `json:"do,omitempty"`      // and what to do about it
}

func outcomeOf(o pipeline.Outcome) Outcome {
	out := Outcome{Outcome: o}
	out.Work = nil
	var problem *ascribe.Problem
	if errors.As(o.Failure, &problem) {
		out.Problem, out.Do = problem.Name, problem.Do
	}
	return out
}

// copied is a job that its desk no longer changes.
func (j Job) copied() Job {
	j.Outcomes = slices.Clone(j.Outcomes)
	return j
}

// What Submit refuses.
var (
	ErrNothing  = &ascribe.Problem{Name: "nothing", Why: "there is nothing to read", Do: "give a file, some text, or an http(s) address"}
	ErrAddress  = &ascribe.Problem{Name: "scheme", Why: "it is no http(s) address", Do: "write it in full, such as https://example.org/statement"}
	ErrTooMany  = &ascribe.Problem{Name: "too-many", Why: "it is more than can be taken at once", Do: "give fewer, or use `ascribe ingest`"}
	ErrBusy     = &ascribe.Problem{Name: "busy", Why: "too many others are waiting", Do: "try again in a while"}
	ErrTooLarge = &ascribe.Problem{Name: "too-large", Why: "it is larger than the limit", Do: "split it, or use `ascribe ingest --limit`"}
)

// ErrUnknown is the error about a job that a desk doesn't know, or has forgotten.
var ErrUnknown = errors.New("intake: no such job")

// refused names the input in a copy of a problem.
func refused(p *ascribe.Problem, input string) error {
	named := *p
	named.Input = input
	return &named
}
