package temporal

import (
	"testing"

	"ascribe"
)

func TestFind(t *testing.T) {
	for _, tc := range []struct {
		text, published, words string
		from, to               ascribe.Day
	}{
		{"The servers fell on July 15, 2022.", "2022-09-10", "July 15, 2022", "2022-07-15", "2022-07-15"},
		{"They were hit in mid-July.", "2022-09-10", "mid-July", "2022-07-11", "2022-07-20"},
		{"In January, a command linked them.", "2022-09-10", "January", "2022-01-01", "2022-01-31"},
		{"It was listed Friday.", "2022-09-10", "Friday", "2022-09-09", "2022-09-09"},
		{"It was arrested yesterday in Oslo.", "2017-03-15", "yesterday", "2017-03-14", "2017-03-14"},
		{"In early 2021 the post suffered.", "2022-01-25", "early 2021", "2021-01-01", "2021-04-30"},
		{"once again in late 2014", "2017-03-15", "late 2014", "2014-09-01", "2014-12-31"},
		{"noted on 21 February", "2017-04-03", "21 February", "2017-02-21", "2017-02-21"},
		{"behind last year's breach", "2021-10-25", "last year", "2020-01-01", "2020-12-31"},
		{"Last month, two men were charged", "2018-12-20", "Last month", "2018-11-01", "2018-11-30"},
		{"between July 1 and October 19 this year", "2021-10-25", "between July 1 and October 19 this year", "2021-07-01", "2021-10-19"},
		{"between July 2020 and June 2021", "2021-10-08", "between July 2020 and June 2021", "2020-07-01", "2021-06-30"},
		{"from approximately May 7 to December 27, 2020", "2021-07-30", "from approximately May 7 to December 27, 2020", "2020-05-07", "2020-12-27"},
		{"from around 2006 to 2018", "2018-12-20", "from around 2006 to 2018", "2006-01-01", "2018-12-31"},
		{"between December 2020 and January 2021", "2021-09-29", "between December 2020 and January 2021", "2020-12-01", "2021-01-31"},
		{"towards the end of December 2021", "2022-01-12", "the end of December 2021", "2021-12-21", "2021-12-31"},
		{"the operation took place Jan. 26, 2021, when", "2021-01-27", "Jan. 26, 2021", "2021-01-26", "2021-01-26"},
		{"an order of the 15th of July 2022", "", "15th of July 2022", "2022-07-15", "2022-07-15"},
		{"in the first half of 2021", "2022-01-01", "first half of 2021", "2021-01-01", "2021-06-30"},
		{"three months ago", "2022-09-10", "three months ago", "2022-06-01", "2022-06-30"},
	} {
		got := Find(tc.text, ascribe.Day(tc.published))
		if len(got) != 1 {
			t.Errorf("%q: %d expressions, want 1: %v", tc.text, len(got), got)
			continue
		}
		if words := got[0].Of(tc.text); words != tc.words || got[0].From != tc.from || got[0].To != tc.to {
			t.Errorf("%q: %q %s/%s, want %q %s/%s", tc.text, words, got[0].From, got[0].To, tc.words, tc.from, tc.to)
		}
	}
}

func TestFindNothing(t *testing.T) {
	for _, text := range []string{
		"Since at least 2007 they have run campaigns.", "active since May 2021", "It may attack.", "CVE-2021-44228 was used.",
		"They march on.", "200 systems", "", "2022-13-45 is no date", "around 2,021 hosts",
	} {
		if got := Find(text, "2022-09-10"); len(got) != 0 {
			t.Errorf("%q: %v, want none", text, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("between July 1 and October 19 this year", "2021-10-25")
	f.Fuzz(func(t *testing.T, text, published string) {
		end := 0
		for _, e := range Find(text, ascribe.Day(published)) {
			if e.Start < end || e.End > len(text) || e.Start >= e.End || e.From > e.To {
				t.Fatalf("bad expression %+v in %q", e, text)
			}
			end = e.End
		}
	})
}
