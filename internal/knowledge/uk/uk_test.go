package uk

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"ascribe/internal/knowledge/designation"
)

// The parties are invented; only the form, in fewer columns, is the UK's.
const sample = "Last Updated,03/02/2024\r\n" +
	"Name 6,Name 1,Name 2,Name Non-Latin Script,DOB,Nationality,Group Type,Alias Type,Alias Quality,Regime,Listed On,Group ID\r\n" +
	"TINO,,,,,,Individual,AKA,Low quality,Test,08/07/2019,501\r\n" +
	"OSTROVETS,Kvinton,Ivanov,Квинтон Островец,01/02/1970,Ruritania,Individual,Primary name,,Test,08/07/2019,501\r\n" +
	"QUARRON STAR,,,,,,Ship,Primary name,,Test,,502\r\n" +
	"QUARRON LINES,,,,,,Entity,FKA,,Test,,503\r\n"

func parse(content string) (designation.List, error) {
	return Parse([]designation.File{{Name: "uk.csv", Bytes: []byte(content)}})
}

func TestParse(t *testing.T) {
	list, err := parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	want := []designation.Designation{
		{UID: "501", Type: designation.Person, Programmes: []string{"Test"}, Listed: "2019-07-08", Countries: []string{"Ruritania"}, Born: []string{"01/02/1970"},
			Names: []designation.Name{{Text: "OSTROVETS, Kvinton Ivanov", Strength: designation.Primary}, {Text: "TINO", Strength: designation.Weak},
				{Text: "Квинтон Островец", Strength: designation.Strong}}},
		{UID: "502", Type: designation.Vessel, Programmes: []string{"Test"}, Names: []designation.Name{{Text: "QUARRON STAR", Strength: designation.Primary}}},
		{UID: "503", Type: designation.Organisation, Programmes: []string{"Test"}, Names: []designation.Name{{Text: "QUARRON LINES", Strength: designation.Primary, Former: true}}},
	}
	if list.Date != "2024-02-03" || !reflect.DeepEqual(list.Designations, want) {
		t.Errorf("%s %+v\nwant %+v", list.Date, list.Designations, want)
	}
}

func TestMalformed(t *testing.T) {
	for what, test := range map[string]struct{ content, says string }{
		"empty": {"", "empty"}, "cut in a row": {sample[:len(sample)-12], "columns"}, "cut at the end": {sample[:len(sample)-2], "no end"},
		"column gone": {strings.Replace(sample, "Group ID", "Group", 1), `"Group ID"`}, "kind": {strings.Replace(sample, "Ship", "Boat", 1), "line 5"},
		"day": {strings.Replace(sample, "08/07/2019", "2019-07-08", 1), "line 3"}, "list's day": {strings.Replace(sample, "03/02/2024", "yesterday", 1), "yesterday"},
		"encoding": {strings.Replace(sample, "TINO", "T\xcdNO", 1), "line 3"},
	} {
		if _, err := parse(test.content); !errors.Is(err, designation.ErrMalformed) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: error %v, want one that says %q", what, err, test.says)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(sample + "0\"0"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, err := Parse([]designation.File{{Name: "x", Bytes: content}}); err != nil && !errors.Is(err, designation.ErrMalformed) {
			t.Fatalf("error of another kind: %v", err)
		}
	})
}
