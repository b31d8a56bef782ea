package incident

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"ascribe"
)

// pair is two events by index, the larger first.
type pair [2]int

// similarities compares every two events that can be one: they share a victim,
// or a means, or one of them is no attack and they share a name.
func similarities(events []event) map[pair]likeness {
	pairs := slices.Collect(maps.Keys(candidates(events)))
	found := make([]likeness, len(pairs))
	parts := runtime.GOMAXPROCS(0)
	var done sync.WaitGroup
	for n := range parts {
		done.Go(func() {
			for i := n * len(pairs) / parts; i < (n+1)*len(pairs)/parts; i++ {
				found[i].score, found[i].never, _ = compare(&events[pairs[i][0]], &events[pairs[i][1]])
			}
		})
	}
	done.Wait()
	out := make(map[pair]likeness, len(pairs))
	for i, l := range found {
		if l.never || l.score > 0 {
			out[pairs[i]] = l
		}
	}
	return out
}

// candidates yields each pair of events once that shares something to compare, in no particular order.
func candidates(events []event) map[pair]bool {
	blocks := map[string][]int{}
	for i := range events {
		for _, key := range events[i].blocks() {
			if n := len(blocks[key]); n == 0 || blocks[key][n-1] != i { // an event may give a key twice
				blocks[key] = append(blocks[key], i)
			}
		}
	}
	out := map[pair]bool{}
	for _, members := range blocks {
		for n, i := range members {
			for _, j := range members[:n] {
				out[pair{i, j}] = true
			}
		}
	}
	return out
}

// blocks are the keys under which an event is compared with others: what it
// has in common with few. A state is compared within the years, a territory within the quarters in which the
// event happened or was reported.
func (e *event) blocks() []string {
	var out []string
	under := func(key string, spans []string) {
		for _, s := range spans {
			out = append(out, key+"/"+s)
		}
	}
	years, quarters := e.spans(yearsOf), e.spans(quartersOf)
	for k := range e.features.victims {
		switch {
		case strings.HasPrefix(k, "in:"):
			under(k, quarters)
		case strings.HasPrefix(k, "state:"):
			under(k, years)
		default:
			out = append(out, k)
		}
	}
	for k := range e.features.means {
		out = append(out, k)
	}
	for k := range e.features.names {
		if len(e.acts) == 0 || e.features.victims[k] > 0 {
			under("name:"+k, years)
		}
	}
	return out
}

// spans are the calendar spans of the event's own time and of its publication; one for all when neither is known.
func (e *event) spans(of func(ascribe.Day) []string) []string {
	var out []string
	if e.when != nil && e.when.From != "" {
		out = of(e.when.From)
	}
	if e.document.Published != "" {
		out = append(out, of(e.document.Published)...)
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

func yearsOf(d ascribe.Day) []string { return []string{string(d[:4])} }

// quartersOf are the quarter of a day and the next, so that days in neighbouring quarters meet.
func quartersOf(d ascribe.Day) []string {
	t := d.Time()
	next := t.AddDate(0, 3, 1-t.Day())
	return []string{quarter(t), quarter(next)}
}

func quarter(t time.Time) string { return fmt.Sprintf("%d-%d", t.Year(), (int(t.Month())+2)/3) }
