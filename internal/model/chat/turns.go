package chat

import (
	"context"
	"sync"
	"time"
)

// turns bounds how many requests run at once and how many begin in a minute.
type turns struct {
	free chan struct{}
	gap  time.Duration // between beginnings, 0 for none
	wait func(context.Context, time.Duration) error

	mu   *sync.Mutex
	next *time.Time // when the next request may begin
}

func newTurns(atOnce, perMinute int, wait func(context.Context, time.Duration) error) turns {
	t := turns{free: make(chan struct{}, atOnce), wait: wait, mu: &sync.Mutex{}, next: &time.Time{}}
	if perMinute > 0 {
		t.gap = time.Minute / time.Duration(perMinute)
	}
	return t
}

// take waits for a turn; give returns it.
func (t turns) take(ctx context.Context) error {
	select {
	case t.free <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if pause := t.reserve(time.Now()); pause > 0 {
		if err := t.wait(ctx, pause); err != nil {
			t.give()
			return err
		}
	}
	return nil
}

func (t turns) give() { <-t.free }

// reserve books the next beginning and says how far off it is.
func (t turns) reserve(now time.Time) time.Duration {
	if t.gap == 0 {
		return 0
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	begin := now
	if t.next.After(now) {
		begin = *t.next
	}
	*t.next = begin.Add(t.gap)
	return begin.Sub(now)
}
