package temporal

import "time"

// match is what a rule found at a word: how many words it takes and which days
// it means. An open one is recognised only so that its parts are not read alone.
type match struct {
	n        int
	from, to time.Time
	open     bool
}

// grammar reads expressions over one text's words.
type grammar struct {
	words  []word
	anchor time.Time // publication; the zero time when not known
}

// rules are tried at every word; the longest match wins, the first on a tie.
func (g *grammar) longest(i int) (match, bool) {
	var best match
	for _, rule := range []func(*grammar, int) (match, bool){
		(*grammar).openBeginning, (*grammar).span, (*grammar).isoDate, (*grammar).monthDay, (*grammar).dayMonth, (*grammar).month,
		(*grammar).partOfYear, (*grammar).year, (*grammar).relativeUnit, (*grammar).weekday, (*grammar).namedDay, (*grammar).ago, (*grammar).quarter,
	} {
		if m, ok := rule(g, i); ok && m.n > best.n {
			best = m
		}
	}
	return best, best.n > 0
}

func (g *grammar) at(i int) word {
	if i < 0 || i >= len(g.words) {
		return word{number: -1}
	}
	return g.words[i]
}

func (g *grammar) is(i int, texts ...string) bool {
	for _, t := range texts {
		if g.at(i).text == t {
			return true
		}
	}
	return false
}

func (g *grammar) anchored() bool { return !g.anchor.IsZero() }

// skip counts the words from i on that are one of the texts.
func (g *grammar) skip(i int, texts ...string) int {
	n := 0
	for g.is(i+n, texts...) {
		n++
	}
	return n
}

// openBeginning swallows "since May 2021", "since at least 2007", "as of 2015":
// an open beginning fixes no interval.
func (g *grammar) openBeginning(i int) (match, bool) {
	if !g.is(i, "since") {
		return match{}, false
	}
	n := 1 + g.skip(i+1, "at", "least", "about", "around", "approximately", "roughly", "the", "as", "early")
	m, ok := g.point(i + n)
	if !ok {
		return match{}, false
	}
	return match{n: n + m.n, open: true}, true
}

// point is any expression but a span or an open one.
func (g *grammar) point(i int) (match, bool) {
	var best match
	for _, rule := range []func(*grammar, int) (match, bool){
		(*grammar).isoDate, (*grammar).monthDay, (*grammar).dayMonth, (*grammar).month, (*grammar).partOfYear, (*grammar).year,
		(*grammar).relativeUnit, (*grammar).weekday, (*grammar).namedDay, (*grammar).ago, (*grammar).quarter,
	} {
		if m, ok := rule(g, i); ok && m.n > best.n {
			best = m
		}
	}
	return best, best.n > 0
}

// span is "between X and Y", "from X to Y", "X through Y", "X-Y" of years.
func (g *grammar) span(i int) (match, bool) {
	lead := 0
	joins := []string{"to", "through", "until", "till", "-", "–", "—"}
	switch {
	case g.is(i, "between"):
		lead, joins = 1, []string{"and"}
	case g.is(i, "from"):
		lead = 1
	}
	lead += g.skip(i+lead, "around", "about", "approximately", "roughly", "at", "least", "the")
	first, ok := g.spanEnd(i + lead)
	if !ok {
		return match{}, false
	}
	j := i + lead + first.n
	if !g.is(j, joins...) {
		return match{}, false
	}
	j++
	j += g.skip(j, "around", "about", "approximately", "at", "least", "the")
	second, ok := g.spanEnd(j)
	if !ok {
		return match{}, false
	}
	if first.from.After(second.to) {
		first.from = date(second.to.Year(), first.from.Month(), first.from.Day())
		if first.from.After(second.to) {
			first.from = first.from.AddDate(-1, 0, 0)
		}
	}
	if borrowed := g.borrowYear(i+lead, first, second); !borrowed.IsZero() {
		first.from = borrowed
	}
	return match{n: j + second.n - i, from: first.from, to: second.to}, true
}

// spanEnd is one end of a span: a point, or a bare day that takes its month
// from the other end.
func (g *grammar) spanEnd(i int) (match, bool) { return g.point(i) }

// borrowYear gives a beginning without a year that of the end: "May 7 to
// December 27, 2020", "July to October 2021".
func (g *grammar) borrowYear(i int, first, second match) time.Time {
	for k := i; k < i+first.n; k++ {
		if w := g.at(k); isYear(w) || g.is(k, "last", "this", "yesterday", "today") {
			return time.Time{}
		}
	}
	if first.to.Sub(first.from) > 200*24*time.Hour {
		return time.Time{}
	}
	from := date(second.to.Year(), first.from.Month(), first.from.Day())
	if from.After(second.to) {
		from = from.AddDate(-1, 0, 0)
	}
	return from
}

func isYear(w word) bool {
	return w.number >= 1950 && w.number <= 2099 && len(w.text) == 4
}
