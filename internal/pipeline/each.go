package pipeline

import (
	"context"
	"iter"

	"ascribe"
)

// Inputs is a sequence of documents' bytes; an error names the input that could
// not be read, and the sequence goes on.
type Inputs = iter.Seq2[ascribe.Raw, error]

// Each takes the inputs through the stages with at most workers at once and
// yields what came of them in the order of the inputs. It holds no more than
// four documents a worker. When ctx ends it takes no further input, finishes
// those begun, and ends.
func (p *Pipeline) Each(ctx context.Context, inputs Inputs, workers int) iter.Seq2[*Work, error] {
	return func(yield func(*Work, error) bool) {
		results := ordered(ctx, inputs, workers, func(raw ascribe.Raw, err error) result {
			if err != nil {
				return result{err: unread(raw, err)}
			}
			work, err := p.ReadContext(ctx, raw)
			return result{work, err}
		})
		for r := range results {
			if !yield(r.work, r.err) {
				return
			}
		}
	}
}

type result struct {
	work *Work
	err  error
}

// unread makes a Failure of a source's error.
func unread(raw ascribe.Raw, err error) error {
	return &Failure{Input: raw.Origin, Stage: "source", Err: err}
}

// ordered applies f to every pair of the sequence with at most workers calls at
// once and yields the results in the sequence's order. At most 4*workers results wait.
// Calls that were begun are finished and yielded even when ctx ends.
func ordered[A, B, R any](ctx context.Context, items iter.Seq2[A, B], workers int, f func(A, B) R) iter.Seq[R] {
	workers = max(workers, 1)
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		waiting := make(chan chan R, 4*workers)
		defer func() {
			cancel()
			for range waiting { // until the goroutine that reads items has ended
			}
		}()
		go func() {
			defer close(waiting)
			free := make(chan struct{}, workers)
			for a, b := range items {
				if ctx.Err() != nil {
					return
				}
				slot := make(chan R, 1)
				free <- struct{}{}
				go func() {
					slot <- f(a, b)
					<-free
				}()
				waiting <- slot // never stuck: the loop below reads on until the channel is closed
			}
		}()
		for slot := range waiting {
			if !yield(<-slot) {
				return
			}
		}
	}
}
