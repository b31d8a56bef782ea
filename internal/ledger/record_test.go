package ledger

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"ascribe"
)

func TestSaidDay(t *testing.T) {
	read := time.Date(2022, 9, 30, 23, 0, 0, 0, time.UTC)
	said := &ascribe.Interval{From: "2022-09-07"}
	for _, test := range []struct {
		document ascribe.Document
		said     *ascribe.Interval
		want     ascribe.Day
	}{
		{ascribe.Document{Published: "2022-09-10", Read: read}, said, "2022-09-07"},
		{ascribe.Document{Published: "2022-09-10", Read: read}, &ascribe.Interval{To: "2022-09-08"}, "2022-09-10"},
		{ascribe.Document{Published: "2022-09-10", Read: read}, nil, "2022-09-10"},
		{ascribe.Document{Read: read}, nil, "2022-09-30"},
		{ascribe.Document{}, nil, ""},
	} {
		if got := SaidDay(test.document, ascribe.Claim{Said: test.said}); got != test.want {
			t.Errorf("said day of %+v, %+v is %q, want %q", test.document, test.said, got, test.want)
		}
	}
}

func TestPartyNamesHasEveryName(t *testing.T) {
	c := ascribe.Claim{
		Source: ascribe.Party{Name: "Agency", Text: "the agency"}, SpeaksFor: []ascribe.Party{{Name: "Ardonia", Text: "Ardonia"}},
		Via: []ascribe.Party{{Name: "Wire"}}, Statement: ascribe.Statement{Subject: &ascribe.Party{Name: "Heron", Text: "it"}, Object: nil},
	}
	const want = "Agency · the agency · Ardonia · Wire · Heron · it"
	if got := PartyNames(c); got != want {
		t.Errorf("names are %q, want %q", got, want)
	}
}

func TestMergeEntitiesIgnoresOrder(t *testing.T) {
	known := []ascribe.Entity{
		{Name: "B", Type: ascribe.Tool, Aliases: []string{"x"}}, {Name: "A", Country: "XA"}, {Name: "C", Aliases: []string{"y", "x"}},
		{Name: "A", Country: "XB", External: map[string][]string{"k": {"2", "1"}}}, {Name: "B", External: map[string][]string{"k": {"1"}}},
	}
	want := MergeEntities("id", known)
	if want.Name != "A" || want.Country != "XA" {
		t.Errorf("merged is %+v", want)
	}
	for range 20 {
		rand.Shuffle(len(known), func(i, j int) { known[i], known[j] = known[j], known[i] })
		if got := MergeEntities("id", known); !reflect.DeepEqual(got, want) {
			t.Fatalf("in another order merged is %+v, want %+v", got, want)
		}
	}
}
