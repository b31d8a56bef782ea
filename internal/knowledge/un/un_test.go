package un

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"ascribe/internal/knowledge/designation"
)

// The parties are invented; only the form is the United Nations'.
const sample = `<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2024-02-03T00:00:09.554Z">
<INDIVIDUALS><INDIVIDUAL><DATAID>7</DATAID><FIRST_NAME>KVINTON</FIRST_NAME><SECOND_NAME>OSTROVETS</SECOND_NAME>
<UN_LIST_TYPE>TEST</UN_LIST_TYPE><REFERENCE_NUMBER>TEi.001</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>Квинтон Островец</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Ruritania</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>TINO</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Quinton  Ostrovec</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1971</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>8</DATAID><FIRST_NAME>QUARRON LINES</FIRST_NAME><UN_LIST_TYPE>TEST</UN_LIST_TYPE><REFERENCE_NUMBER>TEe.002</REFERENCE_NUMBER><LISTED_ON>2014-06-30</LISTED_ON>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Q-Line</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>`

func parse(content string) (designation.List, error) {
	return Parse([]designation.File{{Name: "un.xml", Bytes: []byte(content)}})
}

func TestParse(t *testing.T) {
	list, err := parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	want := []designation.Designation{
		{UID: "TEe.002", Type: designation.Organisation, Programmes: []string{"TEST"}, Listed: "2014-06-30",
			Names: []designation.Name{{Text: "QUARRON LINES", Strength: designation.Primary}, {Text: "Q-Line", Strength: designation.Strong, Former: true}}},
		{UID: "TEi.001", Type: designation.Person, Programmes: []string{"TEST"}, Listed: "2012-12-31", Countries: []string{"Ruritania"}, Born: []string{"1970 to 1971"},
			Names: []designation.Name{{Text: "KVINTON OSTROVETS", Strength: designation.Primary}, {Text: "Квинтон Островец", Strength: designation.Strong},
				{Text: "TINO", Strength: designation.Weak}, {Text: "Quinton Ostrovec", Strength: designation.Strong}}},
	}
	if list.Date != "2024-02-03" || !reflect.DeepEqual(list.Designations, want) {
		t.Errorf("%s %+v\nwant %+v", list.Date, list.Designations, want)
	}
}

func TestMalformed(t *testing.T) {
	for what, content := range map[string]string{
		"empty": "", "cut": sample[:len(sample)/2], "cut at the end": sample[:len(sample)-5], "another": "<rss/>", "no entries": "<CONSOLIDATED_LIST/>",
		"day":       strings.Replace(sample, "2012-12-31", "31.12.2012", 1),
		"nameless":  strings.Replace(sample, "QUARRON LINES", "", 1),
		"encoding":  strings.Replace(sample, "KVINTON", "KV\xcdNTON", 1),
		"charset":   strings.Replace(sample, "UTF-8", "windows-1251", 1),
		"web page":  "<html>" + sample,
		"UTF-16 LE": "\xff\xfe<\x00",
	} {
		if _, err := parse(content); !errors.Is(err, designation.ErrMalformed) {
			t.Errorf("%s: error %v", what, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("<CONSOLIDATED_LIST><INDIVIDUAL/>"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, err := Parse([]designation.File{{Name: "x", Bytes: content}}); err != nil && !errors.Is(err, designation.ErrMalformed) {
			t.Fatalf("error of another kind: %v", err)
		}
	})
}
