package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// ErrNoJob says that there is no job with an id.
var ErrNoJob = errors.New("there is no such job")

// batch is how many jobs are added or listed at once.
const batch = 1000

// How long jobs are kept that are over.
const (
	keepDone = 24 * time.Hour
	keepDead = 90 * 24 * time.Hour
)

// queue is a Queue by River, on a driver whose transactions are of type T.
type queue[T any] struct {
	driver riverdriver.Driver[T]
	client *river.Client[T] // only adds and asks
	close  func() error
}

func newQueue[T any](driver riverdriver.Driver[T], closing func() error) (*queue[T], error) {
	client, err := river.NewClient(driver, &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return &queue[T]{driver, client, closing}, nil
}

// Close implements Queue.
func (q *queue[T]) Close() error { return q.close() }

// Add implements Queue.
func (q *queue[T]) Add(ctx context.Context, inputs []Input, priority int) (added int, err error) {
	for part := range slices.Chunk(inputs, batch) {
		var params []river.InsertManyParams
		for _, in := range part {
			params = append(params, river.InsertManyParams{Args: readArgs{in}, InsertOpts: &river.InsertOpts{Priority: priority}})
		}
		results, err := q.client.InsertMany(ctx, params)
		if err != nil {
			return added, fmt.Errorf("queue: %w", err)
		}
		for _, r := range results {
			if !r.UniqueSkippedAsDuplicate {
				added++
			}
		}
	}
	return added, nil
}

// Jobs implements Queue.
func (q *queue[T]) Jobs(ctx context.Context, states []State, limit int) ([]Job, error) {
	params := river.NewJobListParams().Kinds(readArgs{}.Kind()).OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(batch)
	if len(states) > 0 {
		var theirs []rivertype.JobState
		for _, s := range states {
			theirs = append(theirs, rivers(s)...)
		}
		params = params.States(theirs...)
	}
	jobs := []Job{}
	for {
		page, err := q.client.JobList(ctx, params)
		if err != nil {
			return nil, fmt.Errorf("queue: %w", err)
		}
		for _, row := range page.Jobs {
			j := jobOf(row)
			if len(jobs) < limit && (len(states) == 0 || slices.Contains(states, j.State)) {
				jobs = append(jobs, j)
			}
		}
		if len(jobs) == limit || len(page.Jobs) < batch {
			return jobs, nil
		}
		params = params.After(page.LastCursor)
	}
}

// Counts implements Queue.
func (q *queue[T]) Counts(ctx context.Context) (map[State]int, error) {
	all, err := q.driver.GetExecutor().JobCountByAllStates(ctx, &riverdriver.JobCountByAllStatesParams{})
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	counts := map[State]int{}
	for _, s := range States() {
		counts[s] = 0
	}
	for theirs, n := range all {
		if theirs != rivertype.JobStateCancelled && theirs != rivertype.JobStateDiscarded {
			counts[stateOf(theirs, nil)] += n
		}
	}
	over, err := q.Jobs(ctx, []State{Dead, Cancelled}, all[rivertype.JobStateCancelled]+all[rivertype.JobStateDiscarded])
	for _, j := range over {
		counts[j.State]++
	}
	return counts, err
}

// Job implements Queue.
func (q *queue[T]) Job(ctx context.Context, id int64) (Job, error) {
	row, err := q.client.JobGet(ctx, id)
	if err != nil {
		return Job{}, missing(id, err)
	}
	return jobOf(row), nil
}

// Retry implements Queue.
func (q *queue[T]) Retry(ctx context.Context, id int64) error {
	row, err := q.client.JobRetry(ctx, id)
	if err == nil && row.State == rivertype.JobStateRunning {
		err = fmt.Errorf("job %d is running; wait until it ends", id)
	}
	return missing(id, err)
}

// Cancel implements Queue.
func (q *queue[T]) Cancel(ctx context.Context, id int64) error {
	_, err := q.client.JobCancel(ctx, id)
	return missing(id, err)
}

func missing(id int64, err error) error {
	if errors.Is(err, rivertype.ErrNotFound) {
		return fmt.Errorf("job %d: %w; `ascribe jobs list` shows those that there are", id, ErrNoJob)
	}
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	return nil
}

// cancelled is what River puts before the fault of a job that its worker gave up.
const cancelled = "JobCancelError: "

func jobOf(row *rivertype.JobRow) Job {
	j := Job{ID: row.ID, State: stateOf(row.State, row.Errors), Priority: row.Priority, Attempt: row.Attempt, Attempts: row.MaxAttempts, Created: row.CreatedAt.UTC()}
	_ = json.Unmarshal(row.EncodedArgs, &j.Input) // what can't be read shows as empty
	if j.State == Retrying || j.State == Waiting {
		j.Next = row.ScheduledAt.UTC()
	}
	if row.FinalizedAt != nil {
		j.Ended = row.FinalizedAt.UTC()
	}
	if n := len(row.AttemptedBy); n > 0 {
		j.Worker = row.AttemptedBy[n-1]
	}
	for _, e := range row.Errors {
		j.Faults = append(j.Faults, Fault{Attempt: e.Attempt, At: e.At.UTC(), Error: strings.TrimPrefix(e.Error, cancelled)})
	}
	return j
}

// stateOf puts a state of River in our words. A job that was cancelled with a fault
// was given up by its worker, without one by a person.
func stateOf(s rivertype.JobState, faults []rivertype.AttemptError) State {
	switch s {
	case rivertype.JobStateRunning:
		return Running
	case rivertype.JobStateRetryable:
		return Retrying
	case rivertype.JobStateCompleted:
		return Done
	case rivertype.JobStateDiscarded:
		return Dead
	case rivertype.JobStateCancelled:
		if len(faults) > 0 {
			return Dead
		}
		return Cancelled
	default:
		return Waiting
	}
}

// rivers are River's states that may be one of ours.
func rivers(s State) []rivertype.JobState {
	switch s {
	case Waiting:
		return []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStateScheduled, rivertype.JobStatePending}
	case Running:
		return []rivertype.JobState{rivertype.JobStateRunning}
	case Retrying:
		return []rivertype.JobState{rivertype.JobStateRetryable}
	case Done:
		return []rivertype.JobState{rivertype.JobStateCompleted}
	case Dead:
		return []rivertype.JobState{rivertype.JobStateDiscarded, rivertype.JobStateCancelled}
	default:
		return []rivertype.JobState{rivertype.JobStateCancelled}
	}
}
