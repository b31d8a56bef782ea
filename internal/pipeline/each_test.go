package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"testing"
	"time"

	"ascribe"
)

// inputs yields n documents named 0, 1, …; every fifth can't be read.
func inputs(n int) Inputs {
	return func(yield func(ascribe.Raw, error) bool) {
		for i := range n {
			raw := ascribe.Raw{Origin: fmt.Sprint(i), Bytes: []byte(fmt.Sprint(i))}
			var err error
			if i%5 == 4 {
				err = errors.New("gone")
			}
			if !yield(raw, err) {
				return
			}
		}
	}
}

func one(name string, do func(*Work) error) *Pipeline {
	return New([]Stage{{Name: name, Version: "1", Do: do}})
}

func TestEachKeepsOrderAndFailures(t *testing.T) {
	p := one("uneven", func(w *Work) error {
		time.Sleep(time.Duration(len(w.Raw.Origin)%3) * time.Millisecond)
		w.Document.Title = "t" + w.Raw.Origin
		if w.Raw.Origin == "13" {
			panic("bad luck")
		}
		return nil
	})
	i := 0
	for work, err := range p.Each(t.Context(), inputs(100), 8) {
		var failure *Failure
		switch {
		case i%5 == 4 || i == 13:
			if !errors.As(err, &failure) || failure.Input != fmt.Sprint(i) {
				t.Errorf("input %d: error %v, want a failure that names it", i, err)
			}
		case err != nil || work.Document.Title != fmt.Sprintf("t%d", i):
			t.Errorf("input %d: got %+v, %v", i, work, err)
		}
		i++
	}
	if i != 100 {
		t.Errorf("%d results of 100 inputs", i)
	}
}

func TestEachFinishesWhatWasBegun(t *testing.T) {
	var begun atomic.Int64
	p := one("count", func(*Work) error { begun.Add(1); return nil })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	yielded := 0
	for _, err := range p.Each(ctx, noErrors(endless), 4) {
		if err != nil {
			t.Fatal(err)
		}
		if yielded++; yielded == 10 {
			cancel()
		}
	}
	if int64(yielded) != begun.Load() {
		t.Errorf("%d documents begun, %d yielded", begun.Load(), yielded)
	}
}

func TestEachIsBounded(t *testing.T) {
	var inFlight, most atomic.Int64
	p := one("watch", func(*Work) error {
		n := inFlight.Add(1)
		defer inFlight.Add(-1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		return nil
	})
	for range p.Each(t.Context(), inputs(200), 3) {
	}
	if most.Load() > 3 {
		t.Errorf("%d documents at once, want at most 3", most.Load())
	}
}

func TestEachStopsWhenTheReaderDoes(t *testing.T) {
	p := one("nothing", func(*Work) error { return nil })
	for range p.Each(t.Context(), noErrors(endless), 4) {
		break
	}
}

func endless(yield func(ascribe.Raw) bool) {
	for yield(ascribe.Raw{Origin: "x"}) {
	}
}

func noErrors(seq iter.Seq[ascribe.Raw]) Inputs {
	return func(yield func(ascribe.Raw, error) bool) {
		for raw := range seq {
			if !yield(raw, nil) {
				return
			}
		}
	}
}
