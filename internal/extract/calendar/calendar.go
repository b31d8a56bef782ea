// Package calendar reads days in English text and in addresses, as far as
// telling when a document was published needs it: only whole dates, with day,
// month and year. Dates inside prose are another stage's concern.
package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ascribe"
)

// Found is a day and where it stands, in bytes.
type Found struct {
	ascribe.Span
	Day ascribe.Day
}

const (
	monthName = `(jan(?:uary|\.)?|feb(?:ruary|r?\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)`
	dayNumber = `(\d{1,2})(?:st|nd|rd|th)?`
	year      = `((?:19|20)\d\d)`
)

// forms lists how whole dates are written; groups gives the numbers of the
// groups that hold year, month and day.
var forms = []struct {
	re     *regexp.Regexp
	groups [3]int
}{
	{regexp.MustCompile(`\b` + year + `-(\d\d)-(\d\d)(?:\b|T)`), [3]int{1, 2, 3}},
	{regexp.MustCompile(`\b` + year + `[/_.](\d\d)[/_.](\d\d)\b`), [3]int{1, 2, 3}},
	{regexp.MustCompile(`(?i)\b` + monthName + `\s+` + dayNumber + `,?\s+` + year + `\b`), [3]int{3, 1, 2}},
	{regexp.MustCompile(`(?i)\b` + dayNumber + `\s+(?:of\s+)?` + monthName + `,?\s+` + year + `\b`), [3]int{3, 2, 1}},
	{regexp.MustCompile(`(?i)\b` + dayNumber + `[-/]` + monthName + `[-/]` + year + `\b`), [3]int{3, 2, 1}},
}

// Find lists the whole dates in a text, by form and then by place.
func Find(text string) []Found {
	var out []Found
	for _, form := range forms {
		for _, m := range form.re.FindAllStringSubmatchIndex(text, -1) {
			part := func(g int) string { return text[m[2*form.groups[g]]:m[2*form.groups[g]+1]] }
			if day, ok := NewDay(part(0), part(1), part(2)); ok {
				out = append(out, Found{ascribe.Span{Start: m[0], End: m[1]}, day})
			}
		}
	}
	return out
}

// NewDay makes a day of a year, a month (number or English name) and a day of
// the month; false when there is no such day.
func NewDay(year, month, day string) (ascribe.Day, bool) {
	m, err := strconv.Atoi(month)
	if err != nil {
		m = monthOf(month)
	}
	d, err := ascribe.ParseDay(fmt.Sprintf("%s-%02d-%02s", year, m, pad(day)))
	return d, err == nil
}

func pad(day string) string {
	if len(day) == 1 {
		return "0" + day
	}
	return day
}

func monthOf(name string) int {
	for m := time.January; m <= time.December; m++ {
		if len(name) >= 3 && strings.EqualFold(name[:3], m.String()[:3]) {
			return int(m)
		}
	}
	return 0
}

var addressDate = regexp.MustCompile(`[/_.-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

// InAddress reads the day that a URL's path gives, such as …/2022/09/10/…;
// "" when it gives none.
func InAddress(url string) ascribe.Day {
	if m := addressDate.FindStringSubmatch(strings.ToLower(url)); m != nil {
		if day, ok := NewDay(m[1], m[2], m[3]); ok {
			return day
		}
	}
	return ""
}
