package access

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits holds a rate limiter for each key: an address or an account's name.
type limits struct {
	every rate.Limit // 0 is no limit
	burst int

	lock sync.Mutex
	kept map[string]*keptLimiter
}

type keptLimiter struct {
	*rate.Limiter
	used time.Time
}

// The bounds of what limits keeps: beyond mostLimiters those are forgotten that
// have been idle long enough to be full again.
const (
	mostLimiters = 10_000
	idleLimiter  = 10 * time.Minute
)

func newLimits(perSecond float64, burst int) *limits {
	return &limits{every: rate.Limit(perSecond), burst: burst, kept: map[string]*keptLimiter{}}
}

// allow reports whether one more request of a key is within its limit.
func (l *limits) allow(key string, now time.Time) bool {
	if l.every <= 0 {
		return true
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	k, ok := l.kept[key]
	if !ok {
		if len(l.kept) >= mostLimiters {
			l.forget(now)
		}
		k = &keptLimiter{Limiter: rate.NewLimiter(l.every, l.burst)}
		l.kept[key] = k
	}
	k.used = now
	return k.AllowN(now, 1)
}

// forget drops the idle limiters, and all where none is idle: a flood of
// addresses must cost neither memory nor the service.
func (l *limits) forget(now time.Time) {
	for key, k := range l.kept {
		if now.Sub(k.used) > idleLimiter {
			delete(l.kept, key)
		}
	}
	if len(l.kept) >= mostLimiters {
		clear(l.kept)
	}
}
