package calendar

import (
	"testing"

	"ascribe"
)

func TestFind(t *testing.T) {
	cases := map[string]ascribe.Day{
		"Sept. 9, 2022":               "2022-09-09",
		"9 September 2022":            "2022-09-09",
		"the 9th of September, 2022":  "2022-09-09",
		"September 9th 2022":          "2022-09-09",
		"2022-09-09T10:00:00Z":        "2022-09-09",
		"2022/09/09":                  "2022-09-09",
		"2022_09_09":                  "2022-09-09",
		"09-Sep-2022":                 "2022-09-09",
		"Friday, May 1, 1998 at noon": "1998-05-01",
		"February 30, 2022":           "",
		"September 2022":              "",
		"Sept 9":                      "",
		"in 2022":                     "",
		"version 2022-13-01":          "",
	}
	for text, want := range cases {
		var got ascribe.Day
		if found := Find(text); len(found) > 0 {
			got = found[0].Day
		}
		if got != want {
			t.Errorf("%q: got %q; want %q", text, got, want)
		}
	}
}

func TestInAddress(t *testing.T) {
	cases := map[string]ascribe.Day{
		"https://example.org/2022/09/10/story":      "2022-09-10",
		"https://example.org/news/2022-09-10-story": "2022-09-10",
		"https://example.org/2022/sep/10/story":     "2022-09-10",
		"https://example.org/20220910/story":        "2022-09-10",
		"https://example.org/story-20220910":        "2022-09-10",
		"https://example.org/2022/09/story":         "",
		"https://example.org/id/120220910999":       "",
		"https://example.org/2022/02/31/story":      "",
		"":                                          "",
	}
	for address, want := range cases {
		if got := InAddress(address); got != want {
			t.Errorf("%s: got %q; want %q", address, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("On 9 September 2022 and on Sept. 10, 2022.")
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range Find(text) {
			if found.Of(text) == "" || found.Day.Time().IsZero() {
				t.Errorf("%q: %+v", text, found)
			}
		}
	})
}
