package incident

import (
	"testing"
	"time"

	"ascribe"
)

// TestDayNumber compares with the standard library over four centuries.
func TestDayNumber(t *testing.T) {
	first := time.Date(1799, 12, 25, 0, 0, 0, 0, time.UTC)
	want := dayNumber(ascribe.DayOf(first))
	for d := first; d.Year() < 2200; d = d.AddDate(0, 0, 1) {
		if got := dayNumber(ascribe.DayOf(d)); got != want {
			t.Fatalf("%s is %d, want %d", ascribe.DayOf(d), got, want)
		}
		want++
	}
}
