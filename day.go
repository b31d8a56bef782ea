package ascribe

import "time"

// Day is a calendar day as ISO 8601 "2006-01-02", or "" when not known.
// Days compare as strings.
type Day string

// ParseDay accepts "2006-01-02" (longer timestamps are cut to their day).
func ParseDay(s string) (Day, error) {
	if len(s) > 10 {
		s = s[:10]
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", err
	}
	return Day(s), nil
}

// DayOf is the UTC day of an instant.
func DayOf(t time.Time) Day { return Day(t.UTC().Format(time.DateOnly)) }

// Time is midnight UTC of the day; the zero time when the day is not known.
func (d Day) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Interval is a span of days, both inclusive, with the words that gave it.
// An open end is "".
type Interval struct {
	From Day    `json:"from"`
	To   Day    `json:"to"`
	Text string `json:"text,omitempty"`
}

// Within reports whether the interval begins on or before the day.
func (i *Interval) Within(asOf Day) bool {
	return i == nil || asOf == "" || i.From == "" || i.From <= asOf
}

// valid reports whether the ends are days or open, and in order.
func (i *Interval) valid() bool {
	for _, d := range []Day{i.From, i.To} {
		if d != "" && d.Time().IsZero() {
			return false
		}
	}
	return i.From == "" || i.To == "" || i.From <= i.To
}
