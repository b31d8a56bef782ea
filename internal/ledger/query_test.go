package ledger

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode"
)

func TestParseQuery(t *testing.T) {
	for in, want := range map[string][]Term{
		"one two":              {{Words: []string{"one"}}, {Words: []string{"two"}}},
		`say "one two" three`:  {{Words: []string{"say"}}, {Words: []string{"one", "two"}}, {Words: []string{"three"}}},
		"“one two”x":           {{Words: []string{"one", "two"}}, {Words: []string{"x"}}},
		"-one two*":            {{Words: []string{"one"}, Exclude: true}, {Words: []string{"two"}, Prefix: true}},
		`-"one two" three`:     {{Words: []string{"one", "two"}, Exclude: true}, {Words: []string{"three"}}},
		"TEMP.Zagros":          {{Words: []string{"TEMP", "Zagros"}}},
		"\tone\u00a0\n - two ": {{Words: []string{"one"}}, {Words: []string{"two"}}},
		`"unclosed one`:        {{Words: []string{"unclosed", "one"}}},
	} {
		got, err := ParseQuery(in)
		if err != nil || !reflect.DeepEqual(got.Terms, want) {
			t.Errorf("ParseQuery(%q) is %+v, %v; want %+v", in, got.Terms, err, want)
		}
	}
	for _, in := range []string{"", "  ", "-one", `""`, "*"} {
		if _, err := ParseQuery(in); !errors.Is(err, ErrBadQuery) {
			t.Errorf("ParseQuery(%q): error is %v", in, err)
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{`a "b c" -d e*`, `"`, `--"`, "“x", "\x00\xff", "- -"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuery(s)
		if err != nil {
			return
		}
		for _, term := range q.Terms {
			if len(term.Words) == 0 {
				t.Fatalf("a term of %q has no word", s)
			}
			for _, w := range term.Words {
				if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '*' || r == '-' }) {
					t.Fatalf("word %q of %q has syntax in it", w, s)
				}
			}
		}
	})
}

func FuzzDecodeCursor(f *testing.F) {
	f.Add(EncodeCursor("2020-01-01", 7.5))
	f.Add("W10")
	f.Add("!")
	f.Fuzz(func(t *testing.T, cursor string) {
		var day string
		var rank float64
		if err := DecodeCursor(cursor, &day, &rank); err != nil {
			if !errors.Is(err, ErrBadCursor) {
				t.Fatal(err)
			}
			return
		}
		var again string
		var rankAgain float64
		if err := DecodeCursor(EncodeCursor(day, rank), &again, &rankAgain); err != nil || again != day || rankAgain != rank {
			t.Fatalf("%q %v comes back as %q %v: %v", day, rank, again, rankAgain, err)
		}
	})
}
