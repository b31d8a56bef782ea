package intake

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"iter"
	"log/slog"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// The bounds of a desk.
const (
	mostInputs  = 100 // of a job
	mostWaiting = 50  // jobs
	mostKept    = 200 // jobs that are done
)

// Options are what New needs. Store and Flow must be given.
type Options struct {
	Store   ledger.Ledger
	Flow    func() (*pipeline.Pipeline, error) // asked for with the first job: models take time to load
	Source  source.Options                     // how addresses are read, and the largest input
	Workers int                                // documents read at once; 0 is one
	Log     *slog.Logger                       // slog's default when nil
}

// Desk takes jobs. It is safe for concurrent use.
type Desk struct {
	options Options
	stop    context.CancelFunc
	ended   chan struct{}
	queue   chan string

	lock    sync.Mutex
	jobs    []*entry // oldest first
	changed chan struct{}
}

// entry is a job with what it has still to read.
type entry struct {
	Job
	inputs []Input
}

// New opens a desk, which works until ctx ends or Close is called.
func New(ctx context.Context, o Options) *Desk {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	ctx, stop := context.WithCancel(ctx)
	d := &Desk{options: o, stop: stop, ended: make(chan struct{}), queue: make(chan string, mostWaiting), changed: make(chan struct{})}
	go d.work(ctx)
	return d
}

// Close stops the desk: documents that were begun are finished, others stay
// unread. It returns when nothing uses the store any more.
func (d *Desk) Close() {
	d.stop()
	<-d.ended
}

// Submit puts documents into the queue and returns at once. Its errors are
// *ascribe.Problem: what can't be taken is refused with all that came with it.
func (d *Desk) Submit(by string, inputs []Input) (Job, error) {
	names, err := d.check(inputs)
	if err != nil {
		return Job{}, err
	}
	e := &entry{inputs: inputs, Job: Job{ID: newID(), By: by, State: Waiting, Asked: time.Now().UTC(), Inputs: names, Outcomes: []Outcome{}}}
	d.lock.Lock()
	defer d.lock.Unlock()
	select {
	case d.queue <- e.ID:
	default:
		return Job{}, ErrBusy
	}
	d.jobs = append(d.jobs, e)
	d.forget()
	d.tell()
	return e.copied(), nil
}

// check names the inputs, or says what is wrong with one.
func (d *Desk) check(inputs []Input) ([]string, error) {
	switch {
	case len(inputs) == 0:
		return nil, ErrNothing
	case len(inputs) > mostInputs:
		return nil, refused(ErrTooMany, fmt.Sprintf("%d documents", len(inputs)))
	}
	limit := d.options.Source.Limit
	if limit <= 0 {
		limit = source.DefaultLimit
	}
	var names []string
	for _, in := range inputs {
		name := in.origin()
		switch {
		case in.Address != "" && !source.IsAddress(in.Address):
			return nil, refused(ErrAddress, name)
		case in.Address == "" && len(in.Bytes) == 0:
			return nil, refused(ErrNothing, name)
		case int64(len(in.Bytes)) > limit:
			return nil, refused(ErrTooLarge, name)
		}
		names = append(names, name)
	}
	return names, nil
}

// origin is what an input is called in the ledger.
func (in Input) origin() string {
	if in.Address != "" {
		return in.Address
	}
	name := path.Base(strings.ReplaceAll(strings.TrimSpace(in.Name), `\`, "/"))
	if name == "." || name == "/" || name == ".." {
		return "pasted text"
	}
	return name
}

// forget drops the oldest jobs that are done.
func (d *Desk) forget() {
	for len(d.jobs) > mostKept && d.jobs[0].State == Done {
		d.jobs = d.jobs[1:]
	}
}

// tell wakes those who follow a job.
func (d *Desk) tell() {
	close(d.changed)
	d.changed = make(chan struct{})
}

// Job is a job as it stands; ErrUnknown where there is none.
func (d *Desk) Job(id string) (Job, error) {
	job, _, err := d.look(id)
	return job, err
}

func (d *Desk) look(id string) (Job, <-chan struct{}, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	i := slices.IndexFunc(d.jobs, func(e *entry) bool { return e.ID == id })
	if i < 0 {
		return Job{}, nil, fmt.Errorf("%w: %q", ErrUnknown, id)
	}
	return d.jobs[i].copied(), d.changed, nil
}

// Jobs lists the jobs that are remembered, newest first.
func (d *Desk) Jobs() []Job {
	d.lock.Lock()
	defer d.lock.Unlock()
	out := []Job{}
	for _, e := range slices.Backward(d.jobs) {
		out = append(out, e.copied())
	}
	return out
}

// Follow yields a job as it stands and again whenever it changes, until it is
// done, ctx ends, or the desk is closed. An unknown job yields nothing.
func (d *Desk) Follow(ctx context.Context, id string) iter.Seq[Job] {
	return func(yield func(Job) bool) {
		last := ""
		for {
			job, changed, err := d.look(id)
			if err != nil {
				return
			}
			if now := fmt.Sprint(job.State, len(job.Outcomes)); now != last {
				last = now
				if !yield(job) {
					return
				}
			}
			if job.State == Done {
				return
			}
			select {
			case <-changed:
			case <-ctx.Done():
				return
			case <-d.ended:
				return
			}
		}
	}
}

// change changes a job that its worker alone writes to.
func (d *Desk) change(id string, how func(*entry)) *entry {
	d.lock.Lock()
	defer d.lock.Unlock()
	i := slices.IndexFunc(d.jobs, func(e *entry) bool { return e.ID == id })
	if i < 0 {
		return nil // jobs that are not done are not forgotten
	}
	how(d.jobs[i])
	d.tell()
	return d.jobs[i]
}

func newID() string {
	var b [8]byte
	rand.Read(b[:]) //nolint:errcheck // never fails (crypto/rand)
	return "job-" + hex.EncodeToString(b[:])
}
