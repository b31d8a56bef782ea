package wording

import (
	"fmt"
	"strings"

	"ascribe"
)

// Day writes a day as "15 July 2022", "" when it is not known.
func Day(d ascribe.Day) string {
	if d == "" {
		return ""
	}
	return d.Time().Format("2 January 2006")
}

// Interval writes a span of days as shortly as it can without losing a bound:
// "15 July 2022", "July 2022", "11–20 July 2022", "2021", "30 June – 2 July 2022",
// "since 3 May 2021", "until 3 May 2021"; "" when nothing is known.
func Interval(i *ascribe.Interval) string {
	if i == nil || i.From == "" && i.To == "" {
		return ""
	}
	if i.To == "" {
		return "since " + Day(i.From)
	}
	if i.From == "" {
		return "until " + Day(i.To)
	}
	from, to := i.From.Time(), i.To.Time()
	wholeMonths := from.Day() == 1 && to.AddDate(0, 0, 1).Day() == 1
	switch {
	case i.From == i.To:
		return Day(i.From)
	case wholeMonths && from.Month() == 1 && to.Month() == 12 && from.Year() == to.Year():
		return from.Format("2006")
	case wholeMonths && from.Month() == 1 && to.Month() == 12:
		return fmt.Sprintf("%d–%d", from.Year(), to.Year())
	case wholeMonths && from.Year() == to.Year() && from.Month() == to.Month():
		return from.Format("January 2006")
	case wholeMonths && from.Year() == to.Year():
		return from.Format("January") + "–" + to.Format("January 2006")
	case wholeMonths:
		return from.Format("January 2006") + " – " + to.Format("January 2006")
	case from.Year() == to.Year() && from.Month() == to.Month():
		return fmt.Sprintf("%d–%s", from.Day(), Day(i.To))
	case from.Year() == to.Year():
		return from.Format("2 January") + " – " + Day(i.To)
	}
	return Day(i.From) + " – " + Day(i.To)
}

// Count writes a number with its noun: "1 document", "2 documents", "3 copies".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
