package temporal

import (
	"strings"
	"time"
)

// isoDate is "2022-07-15".
func (g *grammar) isoDate(i int) (match, bool) {
	y, m, d := g.at(i), g.at(i+2), g.at(i+4)
	if !isYear(y) || !g.is(i+1, "-") || !g.is(i+3, "-") || m.number < 1 || m.number > 12 || !validDay(y.number, time.Month(m.number), d.number) {
		return match{}, false
	}
	t := date(y.number, time.Month(m.number), d.number)
	return match{n: 5, from: t, to: t}, true
}

func validDay(y int, m time.Month, d int) bool {
	return d >= 1 && d <= monthEnd(y, m).Day()
}

// monthAt reads a month's name, with the dot of an abbreviation. "May" and
// "March" count only with a capital.
func (g *grammar) monthAt(i int) (time.Month, int, bool) {
	w := g.at(i)
	m, ok := months[w.text]
	if !ok || !w.capital {
		return 0, 0, false
	}
	if w.text != strings.ToLower(m.String()) && g.is(i+1, ".") {
		return m, 2, true
	}
	return m, 1, true
}

// yearAfter reads ", 2022" or "2022" or "last year" or "this year"; when there
// is none the month is the last one that had begun by publication.
func (g *grammar) yearAfter(i int, m time.Month, d int) (year, n int, ok bool) {
	j := i
	if g.is(j, ",", "of", "in") {
		j++
	}
	switch {
	case isYear(g.at(j)):
		return g.at(j).number, j + 1 - i, true
	case !g.anchored():
		return 0, 0, false
	case g.is(j, "this", "last") && g.is(j+1, "year"):
		year := g.anchor.Year()
		if g.is(j, "last") {
			year--
		}
		return year, j + 2 - i, true
	}
	year = g.anchor.Year()
	if date(year, m, max(d, 1)).After(g.anchor) {
		year--
	}
	return year, 0, true
}

// monthDay is "July 15, 2022", "Sept. 9", "July 1-5".
func (g *grammar) monthDay(i int) (match, bool) {
	m, n, ok := g.monthAt(i)
	d := g.at(i + n)
	if !ok || d.number < 1 || d.number > 31 || len(d.text) == 4 && d.text[3] >= '0' && d.text[3] <= '9' {
		return match{}, false
	}
	y, k, ok := g.yearAfter(i+n+1, m, d.number)
	if !ok || !validDay(y, m, d.number) {
		return match{}, false
	}
	t := date(y, m, d.number)
	return match{n: n + 1 + k, from: t, to: t}, true
}

// dayMonth is "15 July 2022", "the 15th of July".
func (g *grammar) dayMonth(i int) (match, bool) {
	d := g.at(i)
	if d.number < 1 || d.number > 31 {
		return match{}, false
	}
	of := g.skip(i+1, "of")
	m, n, ok := g.monthAt(i + 1 + of)
	if !ok {
		return match{}, false
	}
	y, k, ok := g.yearAfter(i+1+of+n, m, d.number)
	if !ok || !validDay(y, m, d.number) {
		return match{}, false
	}
	t := date(y, m, d.number)
	return match{n: 1 + of + n + k, from: t, to: t}, true
}

// month is "July 2022", "in July", "mid-July", "towards the end of December
// 2021". A bare "May" needs a year or a preposition before it.
func (g *grammar) month(i int) (match, bool) {
	third, lead := g.third(i)
	m, n, ok := g.monthAt(i + lead)
	if !ok {
		return match{}, false
	}
	y, k, ok := g.yearAfter(i+lead+n, m, 1)
	if !ok || k == 0 && lead == 0 && g.at(i).text == "may" && !g.is(i-1, "in", "since", "until", "by", "from", "of", "between", "and", "last", "during", "to") {
		return match{}, false
	}
	from, to := date(y, m, 1), monthEnd(y, m)
	switch third {
	case 1:
		to = date(y, m, 10)
	case 2:
		from, to = date(y, m, 11), date(y, m, 20)
	case 3:
		from = date(y, m, 21)
	}
	return match{n: lead + n + k, from: from, to: to}, true
}

// third reads which third of a month or year is meant: 1 early, 2 middle, 3
// late, 0 the whole; and how many words say so.
func (g *grammar) third(i int) (third, n int) {
	for k, names := range [][]string{{"early", "beginning", "start"}, {"mid", "middle"}, {"late", "end"}} {
		if !g.is(i, names...) {
			continue
		}
		n = 1 + g.skip(i+1, "-", "‑", "–", "of", "in")
		return k + 1, n
	}
	if g.is(i, "the") {
		if t, n := g.third(i + 1); t > 0 && g.is(i+2, "of") {
			return t, n + 1
		}
	}
	return 0, 0
}

// partOfYear is "early 2021" (its first four months), "mid-2020", "late last year".
func (g *grammar) partOfYear(i int) (match, bool) {
	third, lead := g.third(i)
	if third == 0 {
		return match{}, false
	}
	year, n := g.yearAt(i + lead)
	if n == 0 {
		return match{}, false
	}
	first := time.Month(4*third - 3)
	return match{n: lead + n, from: date(year, first, 1), to: monthEnd(year, first+3)}, true
}

// yearAt reads "2021", "last year" or "this year".
func (g *grammar) yearAt(i int) (year, n int) {
	switch {
	case isYear(g.at(i)):
		return g.at(i).number, 1
	case g.anchored() && g.is(i, "last", "previous") && g.is(i+1, "year"):
		return g.anchor.Year() - 1, 2
	case g.anchored() && g.is(i, "this") && g.is(i+1, "year"):
		return g.anchor.Year(), 2
	}
	return 0, 0
}

// year is a bare year: after a preposition, or before the noun it dates
// ("the 2014 breach"). "earlier this year" runs to publication.
func (g *grammar) year(i int) (match, bool) {
	if g.anchored() && g.is(i, "earlier") && g.is(i+1, "this") && g.is(i+2, "year") {
		return match{n: 3, from: date(g.anchor.Year(), time.January, 1), to: g.anchor}, true
	}
	y, n := g.yearAt(i)
	if n == 0 {
		return match{}, false
	}
	if n == 1 && (g.is(i-1, "-", "cve", "/", ".", "$", "#") || g.is(i+1, "-", "/") && g.at(i+2).number >= 0 && !isYear(g.at(i+2))) {
		return match{}, false
	}
	return match{n: n, from: date(y, time.January, 1), to: date(y, time.December, 31)}, true
}

// weekday is "Friday", "last Friday", "on Monday": the last one on or before publication.
func (g *grammar) weekday(i int) (match, bool) {
	if !g.anchored() {
		return match{}, false
	}
	lead := g.skip(i, "last", "past", "this")
	w := g.at(i + lead)
	d, ok := weekdays[w.text]
	if !ok || !w.capital || lead > 1 {
		return match{}, false
	}
	back := (int(g.anchor.Weekday()) - int(d) + 7) % 7
	t := g.anchor.AddDate(0, 0, -back)
	return match{n: lead + 1, from: t, to: t}, true
}

// namedDay is "today", "yesterday", "this morning".
func (g *grammar) namedDay(i int) (match, bool) {
	if !g.anchored() {
		return match{}, false
	}
	switch {
	case g.is(i, "today", "tonight"):
		return match{n: 1, from: g.anchor, to: g.anchor}, true
	case g.is(i, "yesterday"):
		t := g.anchor.AddDate(0, 0, -1)
		return match{n: 1, from: t, to: t}, true
	case g.is(i, "this") && g.is(i+1, "morning", "afternoon", "evening"):
		return match{n: 2, from: g.anchor, to: g.anchor}, true
	}
	return match{}, false
}

// relativeUnit is "last month", "this week", "earlier this month", "last week".
func (g *grammar) relativeUnit(i int) (match, bool) {
	if !g.anchored() {
		return match{}, false
	}
	lead := g.skip(i, "earlier", "late", "later")
	back := 0
	switch {
	case g.is(i+lead, "last", "previous"):
		back = 1
	case g.is(i+lead, "this"):
	default:
		return match{}, false
	}
	switch {
	case g.is(i+lead+1, "week"):
		monday := g.anchor.AddDate(0, 0, -(int(g.anchor.Weekday())+6)%7-7*back)
		to := monday.AddDate(0, 0, 6)
		if back == 0 {
			to = g.anchor
		}
		return match{n: lead + 2, from: monday, to: to}, true
	case g.is(i+lead+1, "month"):
		first := date(g.anchor.Year(), g.anchor.Month()-time.Month(back), 1)
		return match{n: lead + 2, from: first, to: monthEnd(first.Year(), first.Month())}, true
	}
	return match{}, false
}

var numbers = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

// ago is "two days ago", "three months ago", "a year ago".
func (g *grammar) ago(i int) (match, bool) {
	n := g.at(i).number
	if n < 0 {
		n = numbers[g.at(i).text]
	}
	if !g.anchored() || n < 1 || n > 400 || !g.is(i+2, "ago", "earlier") || g.is(i+2, "earlier") && !g.is(i+1, "day", "days") {
		return match{}, false
	}
	switch {
	case g.is(i+1, "day", "days"):
		t := g.anchor.AddDate(0, 0, -n)
		return match{n: 3, from: t, to: t}, g.is(i+2, "ago")
	case g.is(i+1, "week", "weeks"):
		monday := g.anchor.AddDate(0, 0, -(int(g.anchor.Weekday())+6)%7-7*n)
		return match{n: 3, from: monday, to: monday.AddDate(0, 0, 6)}, true
	case g.is(i+1, "month", "months"):
		first := date(g.anchor.Year(), g.anchor.Month()-time.Month(n), 1)
		return match{n: 3, from: first, to: monthEnd(first.Year(), first.Month())}, true
	case g.is(i+1, "year", "years"):
		return match{n: 3, from: date(g.anchor.Year()-n, time.January, 1), to: date(g.anchor.Year()-n, time.December, 31)}, true
	}
	return match{}, false
}

var seasons = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September, "fall": time.September}

// quarter is "the first half of 2021", "the third quarter of 2020", "Q2 2021",
// "fall 2020", "the summer of 2019".
func (g *grammar) quarter(i int) (match, bool) {
	if g.is(i, "q") && g.at(i+1).number >= 1 && g.at(i+1).number <= 4 {
		if y, n := g.yearAt(i + 2); n > 0 {
			return quarterOf(y, g.at(i+1).number, 3, 2+n), true
		}
	}
	if m, ok := seasons[g.at(i).text]; ok {
		of := g.skip(i+1, "of")
		if y, n := g.yearAt(i + 1 + of); n > 0 {
			return match{n: 1 + of + n, from: date(y, m, 1), to: monthEnd(y, m+2)}, true
		}
	}
	nth := map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[g.at(i).text]
	if nth == 0 || !g.is(i+1, "half", "quarter") || !g.is(i+2, "of") {
		return match{}, false
	}
	y, n := g.yearAt(i + 3)
	if n == 0 {
		return match{}, false
	}
	if g.is(i+1, "half") {
		return quarterOf(y, min(nth, 2), 6, 3+n), true
	}
	return quarterOf(y, nth, 3, 3+n), true
}

func quarterOf(year, nth, length, n int) match {
	first := time.Month((nth-1)*length + 1)
	return match{n: n, from: date(year, first, 1), to: monthEnd(year, first+time.Month(length-1))}
}
