package eu

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"ascribe/internal/knowledge/designation"
)

// The parties are invented; only the form, in fewer columns, is the European Union's.
const sample = "\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_DesignationDate;Entity_SubjectType;Entity_Regulation_Programme;NameAlias_WholeName;NameAlias_NameLanguage;NameAlias_Remark;BirthDate_BirthDate;BirthDate_Year;Citizenship_CountryIso2Code\r\n" +
	"03/02/2024;13;EU.27.28;2019-07-08;P;TST;Kvinton Ostrovets;;;;;\r\n" +
	"03/02/2024;13;EU.27.28;2019-07-08;P;TST;Квинтон Островец;RU;;;;\r\n" +
	"03/02/2024;13;EU.27.28;2019-07-08;P;TST;Tino;;low quality alias;;;\r\n" +
	"03/02/2024;13;EU.27.28;2019-07-08;P;TST;;;;1970-02-01;1970;\r\n" +
	"03/02/2024;13;EU.27.28;2019-07-08;P;TST;;;;;;RU\r\n" +
	"03/02/2024;14;EU.28.1;;E;TST;Quarron Lines;;;;;00\r\n"

func parse(content string) (designation.List, error) {
	return Parse([]designation.File{{Name: "eu.csv", Bytes: []byte(content)}})
}

func TestParse(t *testing.T) {
	list, err := parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	want := []designation.Designation{
		{UID: "EU.27.28", Type: designation.Person, Programmes: []string{"TST"}, Listed: "2019-07-08", Countries: []string{"RU"}, Born: []string{"1970-02-01"},
			Names: []designation.Name{{Text: "Kvinton Ostrovets", Strength: designation.Primary}, {Text: "Квинтон Островец", Strength: designation.Strong},
				{Text: "Tino", Strength: designation.Weak}}},
		{UID: "EU.28.1", Type: designation.Organisation, Programmes: []string{"TST"}, Names: []designation.Name{{Text: "Quarron Lines", Strength: designation.Primary}}},
	}
	if list.Date != "2024-02-03" || !reflect.DeepEqual(list.Designations, want) {
		t.Errorf("%s %+v\nwant %+v", list.Date, list.Designations, want)
	}
}

// TestReordered moves the last column to the front: columns go by their names.
func TestReordered(t *testing.T) {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(strings.TrimPrefix(sample, "\ufeff")), "\r\n") {
		at := strings.LastIndex(line, ";")
		b.WriteString(line[at+1:] + ";" + line[:at] + "\r\n")
	}
	list, err := parse(b.String())
	if err != nil || len(list.Designations) != 2 || list.Designations[0].Name() != "Kvinton Ostrovets" {
		t.Errorf("%v: %+v", err, list.Designations)
	}
}

func TestMalformed(t *testing.T) {
	for what, content := range map[string]string{
		"empty": "", "header alone": sample[:strings.Index(sample, "\n")+1], "cut in a row": sample[:len(sample)-30], "cut at the end": sample[:len(sample)-2],
		"column gone": strings.Replace(sample, "NameAlias_WholeName", "Whole", 1), "type": strings.Replace(sample, ";E;", ";X;", 1),
		"nameless": strings.Replace(sample, "Quarron Lines", "", 1), "encoding": strings.Replace(sample, "Tino", "T\xcdno", 1),
		"day": strings.Replace(sample, "2019-07-08", "8.7.2019", 1),
	} {
		if _, err := parse(content); !errors.Is(err, designation.ErrMalformed) {
			t.Errorf("%s: error %v", what, err)
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
