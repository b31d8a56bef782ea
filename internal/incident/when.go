package incident

import (
	"time"

	"ascribe"
)

// Bounds in days. An interval wider than a quarter says too little to keep two
// events apart by a gap of weeks; reports of one attack differ by up to a
// fortnight on its day (start of the intrusion, of the outage, disclosure).
const (
	vague = 100
	slack = 14
	day   = 24 * time.Hour
)

// width is the interval's length in days, the largest there is for an open one.
func width(i *ascribe.Interval) int {
	if i == nil || i.From == "" || i.To == "" {
		return 1 << 20
	}
	return dayNumber(i.To) - dayNumber(i.From) + 1
}

// dayNumber counts days from a fixed one; it is asked for every pair of events, and
// time.Parse is slow. A day is written as in 2006-01-02. The count is that of the
// Gregorian calendar with years that begin in March, so that a leap day comes last.
func dayNumber(d ascribe.Day) int {
	if len(d) != len("2006-01-02") {
		return 0
	}
	digits := func(s ascribe.Day) (n int) {
		for _, c := range []byte(s) {
			n = 10*n + int(c-'0')
		}
		return n
	}
	year, month := digits(d[:4]), digits(d[5:7])
	if month < 3 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + digits(d[8:])
}

// gap is the number of days between two intervals, 0 when they meet or one is open.
func gap(a, b *ascribe.Interval) int {
	if a == nil || b == nil {
		return 0
	}
	if a.From != "" && b.To != "" && a.From > b.To {
		return dayNumber(a.From) - dayNumber(b.To)
	}
	if b.From != "" && a.To != "" && b.From > a.To {
		return dayNumber(b.From) - dayNumber(a.To)
	}
	return 0
}

// apart reports whether the two times can't be of one event.
func apart(a, b *ascribe.Interval) bool {
	if a == nil || b == nil {
		return false
	}
	allowed := slack
	if width(a) > vague || width(b) > vague {
		allowed = vague
	}
	return gap(a, b) > allowed
}

// whenOf is the time that most acts agree on, and of those the narrowest; nil when none has one.
func whenOf(acts []ascribe.Claim) *ascribe.Interval {
	var best *ascribe.Interval
	most := 0
	for _, a := range acts {
		if a.When == nil || a.When.From == "" {
			continue
		}
		agree := 0
		for _, b := range acts {
			if b.When != nil && b.When.From != "" && gap(a.When, b.When) == 0 {
				agree++
			}
		}
		if agree > most || agree == most && narrower(a.When, best) {
			best, most = a.When, agree
		}
	}
	return best
}

// narrower orders by width, then by date, so that the choice does not depend on order.
func narrower(a, b *ascribe.Interval) bool {
	if wa, wb := width(a), width(b); wa != wb {
		return wa < wb
	}
	if a.From != b.From {
		return a.From < b.From
	}
	return a.To < b.To
}
