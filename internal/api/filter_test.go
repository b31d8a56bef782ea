package api

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/ledger"
)

func TestParseFilter(t *testing.T) {
	for in, want := range map[string]Filter{
		"":                                   {},
		"predicate:attacked":                 {Terms: []Term{{"predicate", ":", []string{"attacked"}}}},
		"stance:denies,doubts wiper":         {Terms: []Term{{"stance", ":", []string{"denies", "doubts"}}}, Words: "wiper"},
		`party:"described:the group/IR" a`:   {Terms: []Term{{"party", ":", []string{"described:the group/IR"}}}, Words: "a"},
		"source:state:al":                    {Terms: []Term{{"source", ":", []string{"state:al"}}}},
		`certainty>=0.5 "two words" -not a*`: {Terms: []Term{{"certainty", ">=", []string{"0.5"}}}, Words: `"two words" -not a*`},
		"when<=2022-09-08":                   {Terms: []Term{{"when", "<=", []string{"2022-09-08"}}}},
		`-"not these" x`:                     {Words: `-"not these" x`},
		`"a:b"`:                              {Words: `"a:b"`},
		"Uppercase:x 9:y":                    {Words: "Uppercase:x 9:y"},
		`an open "mark`:                      {Words: `an open "mark`},
	} {
		if got, err := ParseFilter(in); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v, %v\nwant %+v", in, got, err, want)
		}
	}
	for _, in := range []string{"a:", "a: b", `a:"open`, "a:b,", "a:,b", `a:"b"c`, "a>=1,2", strings.Repeat("x ", longestFilter)} {
		if got, err := ParseFilter(in); !errors.Is(err, ErrBadFilter) {
			t.Errorf("%.40s: %+v, %v; want ErrBadFilter", in, got, err)
		}
	}
}

func TestApply(t *testing.T) {
	var f ledger.ClaimFilter
	err := claimFields().apply(`predicate:attacked,used stance:denies source:state:al certainty>=.5 rejected:true harbour "wiped clean"`, &f, wordsOfClaims)
	want := ledger.ClaimFilter{Predicates: []ascribe.Predicate{ascribe.Attacked, ascribe.Used}, Stances: []ascribe.Stance{ascribe.Denies},
		Source: "state:al", MinCertainty: .5, Rejected: true, Query: `harbour "wiped clean"`}
	if err != nil || !reflect.DeepEqual(f, want) {
		t.Errorf("%+v, %v", f, err)
	}
	for _, bad := range []string{"colour:red", "predicate:hacked", "source:a,b", "source:a source:b", "certainty>=2", "certainty>=NaN", "certainty:1", "source>=a"} {
		if err := claimFields().apply(bad, &f, wordsOfClaims); !errors.Is(err, ErrBadFilter) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if err := claimFields().apply("-only", &f, wordsOfClaims); !errors.Is(err, ledger.ErrBadQuery) {
		t.Errorf("words that look for nothing: %v", err)
	}
	if err := judgementFields().apply("words", &ledger.JudgementFilter{}, nil); !errors.Is(err, ErrBadFilter) {
		t.Errorf("words where there are none: %v", err)
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{"predicate:attacked", `party:"a b",c x`, `-"a" b*`, "certainty>=0.5", `a:"`, ","} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		filter, err := ParseFilter(s)
		if err != nil {
			if !errors.Is(err, ErrBadFilter) {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		for _, term := range filter.Terms {
			if len(term.Values) == 0 || term.Field == "" {
				t.Errorf("%q: %+v", s, term)
			}
		}
		again, err := ParseFilter(filter.Words)
		if err != nil || len(again.Terms) > 0 {
			t.Errorf("the words %q of %q are read again as %+v, %v", filter.Words, s, again, err)
		}
	})
}
