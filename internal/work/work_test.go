package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/postgres"
	"ascribe/internal/ledger/postgres/pgtest"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// bench is a ledger with its queue, and a folder for documents.
type bench struct {
	*testing.T
	queue  Queue
	ledger interface {
		ledger.Ledger
		Ledger
	}
	folder string
}

// onEach runs a test on each kind of queue.
func onEach(t *testing.T, test func(*bench)) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "ledger.db")
		store, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		q, err := OpenFile(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer q.Close()
		test(&bench{t, q, store, t.TempDir()})
	})
	t.Run("postgres", func(t *testing.T) {
		address := pgtest.Start(t).Database(t)
		store, err := postgres.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		q, err := OpenDatabase(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer q.Close()
		test(&bench{t, q, store, t.TempDir()})
	})
}

// add queues documents with the texts.
func (b *bench) add(texts ...string) {
	b.Helper()
	var inputs []Input
	for i, text := range texts {
		path := filepath.Join(b.folder, fmt.Sprintf("%d.txt", i))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		inputs = append(inputs, Input{Source: path})
	}
	if n, err := b.queue.Add(b.Context(), inputs, DefaultPriority); err != nil || n != len(texts) {
		b.Fatalf("%d jobs added: %v", n, err)
	}
}

// work runs a worker until nothing is left, on a pipeline whose one stage is do.
func (b *bench) work(store Ledger, do func(*pipeline.Work) error) {
	b.Helper()
	o := Options{Workers: 2, JobTimeout: 10 * time.Second, GroupEvery: 50 * time.Millisecond, UntilIdle: true, Log: slog.New(slog.DiscardHandler)}
	if err := Run(b.Context(), b.queue, store, plain(do), o); err != nil {
		b.Fatal(err)
	}
}

// plain keeps texts as they are, after do.
func plain(do func(*pipeline.Work) error) *pipeline.Pipeline {
	return pipeline.New([]pipeline.Stage{{Name: "extract", Version: "1", Do: func(w *pipeline.Work) error {
		if err := do(w); err != nil {
			return err
		}
		content := string(w.Raw.Bytes)
		w.Text = ascribe.Text{Content: content, Blocks: []ascribe.Block{{Span: ascribe.Span{End: len(content)}, Kind: ascribe.ParagraphBlock}}}
		w.Document = ascribe.Document{ID: ascribe.DocumentID(w.Raw.Bytes), File: w.Raw.Origin, SHA256: ascribe.HashOf(w.Raw.Bytes), TextSHA256: ascribe.HashOf(w.Raw.Bytes)}
		return nil
	}}})
}

// wants compares the numbers of jobs in states with what they should be.
func (b *bench) wants(want map[State]int) {
	b.Helper()
	counts, err := b.queue.Counts(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range States() {
		if counts[s] != want[s] {
			b.Errorf("%d jobs are %s, want %d", counts[s], s, want[s])
		}
	}
}

// TestPoison: documents that break a stage, or that a stage refuses, are dead at
// once and name it; the others are done.
func TestPoison(t *testing.T) {
	onEach(t, func(b *bench) {
		b.add("one", "poison", "two", "refused", "three")
		b.work(b.ledger, func(w *pipeline.Work) error {
			switch string(w.Raw.Bytes) {
			case "poison":
				panic("bad luck")
			case "refused":
				return &ascribe.Problem{Name: "broken", Input: w.Raw.Origin, Why: "it is broken"}
			}
			return nil
		})
		b.wants(map[State]int{Done: 3, Dead: 2})
		dead, err := b.queue.Jobs(b.Context(), []State{Dead}, 10)
		if err != nil || len(dead) != 2 || len(dead[0].Faults) != 1 || !strings.Contains(dead[0].Faults[0].Error, "3.txt: it is broken") ||
			!strings.Contains(dead[1].Faults[0].Error, "bad luck") {
			b.Errorf("dead: %+v, %v", dead, err)
		}
		if size, err := b.ledger.Size(b.Context()); err != nil || size.Documents != 3 {
			b.Errorf("%+v, %v", size, err)
		}
		if done, err := b.ledger.Grouped(b.Context()); err != nil || done != 3 {
			b.Errorf("incidents were made after entry %d: %v", done, err)
		}
	})
}

// failing is a ledger that refuses the first puts.
type failing struct {
	Ledger
	left atomic.Int64
}

func (f *failing) Put(ctx context.Context, r ledger.Record) error {
	if f.left.Add(-1) >= 0 {
		return errors.New("database or disk is full")
	}
	return f.Ledger.Put(ctx, r)
}

// TestFaultThatPasses: a document that the ledger can't take now is tried again.
func TestFaultThatPasses(t *testing.T) {
	onEach(t, func(b *bench) {
		b.add("one", "two")
		store := &failing{Ledger: b.ledger}
		store.left.Store(1)
		b.work(store, func(*pipeline.Work) error { return nil })
		b.wants(map[State]int{Done: 2})
		jobs, err := b.queue.Jobs(b.Context(), nil, 10)
		if err != nil || jobs[0].Attempt+jobs[1].Attempt != 3 {
			b.Errorf("jobs: %+v, %v", jobs, err)
		}
	})
}

// TestStopsGently: a worker that is to end finishes what it has begun, and leaves the rest.
func TestStopsGently(t *testing.T) {
	onEach(t, func(b *bench) {
		b.add("one", "two", "three", "four", "five", "six")
		ctx, stop := context.WithCancel(b.Context())
		begun, ended := atomic.Int64{}, atomic.Int64{}
		o := Options{Workers: 2, JobTimeout: 10 * time.Second, GroupEvery: time.Hour, Log: slog.New(slog.DiscardHandler)}
		err := Run(ctx, b.queue, b.ledger, plain(func(*pipeline.Work) error {
			begun.Add(1)
			stop()
			<-ctx.Done()
			ended.Add(1)
			return nil
		}), o)
		if err != nil || begun.Load() == 0 || begun.Load() != ended.Load() || begun.Load() > 4 {
			b.Errorf("%d begun, %d ended: %v", begun.Load(), ended.Load(), err)
		}
		size, err := b.ledger.Size(b.Context())
		if err != nil || int64(size.Documents) != ended.Load() {
			b.Errorf("%d documents for %d that ended: %v", size.Documents, ended.Load(), err)
		}
		b.work(b.ledger, func(*pipeline.Work) error { return nil })
		b.wants(map[State]int{Done: 6})
	})
}

// TestPriorities: what comes first is read first.
func TestPriorities(t *testing.T) {
	onEach(t, func(b *bench) {
		for i, priority := range []int{LastPriority, DefaultPriority, FirstPriority} {
			path := filepath.Join(b.folder, fmt.Sprintf("%d.txt", i))
			if err := os.WriteFile(path, []byte(path), 0o600); err != nil {
				b.Fatal(err)
			}
			if _, err := b.queue.Add(b.Context(), []Input{{Source: path}}, priority); err != nil {
				b.Fatal(err)
			}
		}
		var order []string
		o := Options{Workers: 1, JobTimeout: 10 * time.Second, GroupEvery: 50 * time.Millisecond, UntilIdle: true, Log: slog.New(slog.DiscardHandler)}
		if err := Run(b.Context(), b.queue, b.ledger, plain(func(w *pipeline.Work) error {
			order = append(order, filepath.Base(w.Raw.Origin))
			return nil
		}), o); err != nil {
			b.Fatal(err)
		}
		if fmt.Sprint(order) != "[2.txt 1.txt 0.txt]" {
			b.Errorf("the order is %v", order)
		}
	})
}

func TestFinal(t *testing.T) {
	failure := func(stage string, err error) error { return &pipeline.Failure{Input: "a", Stage: stage, Err: err} }
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"missing file":      {failure("source", source.ErrMissing), true},
		"network":           {failure("source", source.ErrNetwork), false},
		"ledger":            {failure("ledger", errors.New("locked")), false},
		"invalid":           {failure("ledger", fmt.Errorf("x: %w", ledger.ErrInvalid)), true},
		"stage":             {failure("claim", errors.New("it broke")), true},
		"all of its parts":  {errors.Join(failure("claim", errors.New("it broke")), failure("source", source.ErrMissing)), true},
		"some of its parts": {errors.Join(failure("claim", errors.New("it broke")), failure("ledger", errors.New("locked"))), false},
		"out of time":       {context.DeadlineExceeded, false},
	} {
		if got := final(test.err); got != test.want {
			t.Errorf("%s: final is %v", name, got)
		}
	}
}
