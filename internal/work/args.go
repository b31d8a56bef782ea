package work

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// queueName is the one queue that there is.
const queueName = "documents"

// attempts is how often a job is tried. With the pauses between them this lasts
// half an hour.
const attempts = 10

// readArgs is a job that reads a document.
type readArgs struct {
	Input
}

// Kind implements river.JobArgs.
func (readArgs) Kind() string { return "read" }

// InsertOpts implements river.JobArgsWithInsertOpts: what is not done yet is not
// added again.
func (readArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueName, MaxAttempts: attempts, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled}}}
}

// reader works on jobs.
type reader struct {
	river.WorkerDefaults[readArgs]
	read func(context.Context, Input) error
}

// Work implements river.Worker.
func (r *reader) Work(ctx context.Context, job *river.Job[readArgs]) error {
	err := r.read(ctx, job.Args.Input)
	if err != nil && final(err) {
		return river.JobCancel(err)
	}
	return err
}

// NextRetry implements river.Worker: two seconds, then twice as long each time.
func (r *reader) NextRetry(job *river.Job[readArgs]) time.Time {
	return time.Now().Add(time.Second << min(job.Attempt, attempts))
}
