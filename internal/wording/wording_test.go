package wording

import (
	"testing"

	"ascribe"
)

func TestWithArticle(t *testing.T) {
	for name, want := range map[string]string{
		"United States": "the United States", "Albania": "Albania", "Albanian government": "the Albanian government",
		"the ministry": "the ministry", "its servers": "its servers", "Microsoft": "Microsoft", "Iranian hackers": "Iranian hackers",
		"Netherlands": "the Netherlands", "Czech Republic": "the Czech Republic", "": "", "Fredonia’s cyberattack": "Fredonia’s cyberattack", "Ministry of Health": "the Ministry of Health", "National Security Council": "the National Security Council",
	} {
		if got := WithArticle(name); got != want {
			t.Errorf("WithArticle(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestInterval(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2022-07-15", "2022-07-15", "15 July 2022"}, {"2022-07-01", "2022-07-31", "July 2022"}, {"2022-07-11", "2022-07-20", "11–20 July 2022"},
		{"2021-01-01", "2021-12-31", "2021"}, {"2022-06-30", "2022-07-02", "30 June – 2 July 2022"}, {"2021-05-03", "", "since 3 May 2021"},
		{"", "2021-05-03", "until 3 May 2021"}, {"2006-01-01", "2018-12-31", "2006–2018"}, {"2021-01-01", "2021-04-30", "January–April 2021"},
		{"2021-12-30", "2022-01-02", "30 December 2021 – 2 January 2022"}, {"", "", ""},
	} {
		if got := Interval(&ascribe.Interval{From: ascribe.Day(c.from), To: ascribe.Day(c.to)}); got != c.want {
			t.Errorf("Interval(%s, %s) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
	if got := Interval(nil); got != "" {
		t.Errorf("Interval(nil) = %q", got)
	}
}

func TestAnd(t *testing.T) {
	for want, names := range map[string][]string{"": nil, "A": {"A"}, "A and B": {"A", "B"}, "A, B and C": {"A", "B", "C"}} {
		if got := And(names); got != want {
			t.Errorf("And(%q) = %q, want %q", names, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{"a b": "“a b”", "“a\nb”": "“a b”", "“a” or “b”": "““a” or “b””", "": "“”", "“": "““”"} {
		if got := Quote(in); got != want {
			t.Errorf("Quote(%q) = %s, want %s", in, got, want)
		}
	}
}
