package ofac

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ascribe/internal/knowledge/designation"
)

// The parties in these files are invented; only the form is OFAC's.
const (
	sdnCSV = `101,"QUARRON LINES LTD.",-0- ,"TESTA] [TESTB",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Organization Established Date 2001; a.k.a. 'QLL'; f.k.a. 'Q'LINE'; Linked To: OSTROVETS, Kvinton."
102,"OSTROVETS, Kvinton","individual","TESTB",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Feb 1970; alt. DOB 1971; nationality Ruritania; cut "
103,"TIHONYA","vessel","TESTA",-0- ,"XX1","Tanker",-0- ,-0- ,"Ruritania",-0- ,"Vessel Registration Identification IMO 1234567."
` + "\x1a"
	altCSV      = "102,1,\"aka\",\"OSTROVEC, Quinton\",-0- \r\n102,2,\"fka\",\"KVINTON THE ELDER\",-0- \r\n\x1a"
	addCSV      = "101,1,-0- ,\"Strelsau\",\"Ruritania\",-0- \n\x1a"
	commentsCSV = "102,\"off; a.k.a. 'TINO'.\"\n\x1a"
)

func files(contents ...string) []designation.File {
	var out []designation.File
	for i, c := range contents {
		out = append(out, designation.File{Name: fmt.Sprintf("file%d", i), Bytes: []byte(c)})
	}
	return out
}

func TestParseCSV(t *testing.T) {
	list, err := Parse(files(altCSV, sdnCSV, commentsCSV, addCSV)) // in any order
	if err != nil {
		t.Fatal(err)
	}
	want := []designation.Designation{
		{UID: "101", Type: designation.Organisation, Programmes: []string{"TESTA", "TESTB"}, Links: []string{"OSTROVETS, Kvinton"},
			Countries: []string{"Ruritania"}, Names: []designation.Name{{Text: "QUARRON LINES LTD.", Strength: designation.Primary},
				{Text: "QLL", Strength: designation.Weak}, {Text: "Q'LINE", Strength: designation.Weak, Former: true}}},
		{UID: "102", Type: designation.Person, Programmes: []string{"TESTB"}, Countries: []string{"Ruritania"}, Born: []string{"01 Feb 1970", "1971"},
			Names: []designation.Name{{Text: "OSTROVETS, Kvinton", Strength: designation.Primary}, {Text: "TINO", Strength: designation.Weak},
				{Text: "OSTROVEC, Quinton", Strength: designation.Strong}, {Text: "KVINTON THE ELDER", Strength: designation.Strong, Former: true}}},
		{UID: "103", Type: designation.Vessel, Programmes: []string{"TESTA"}, Countries: []string{"Ruritania"}, Identified: []string{"IMO 1234567"},
			Names: []designation.Name{{Text: "TIHONYA", Strength: designation.Primary}}},
	}
	if !reflect.DeepEqual(list.Designations, want) {
		t.Errorf("got %+v\nwant %+v", list.Designations, want)
	}
	if alone, err := Parse(files(sdnCSV)); err != nil || len(alone.Designations) != 3 {
		t.Errorf("the one-file form: %d entries, %v", len(alone.Designations), err)
	}
}

func TestMalformedCSV(t *testing.T) {
	row := "1,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n"
	for what, test := range map[string]struct {
		files []designation.File
		says  string
	}{
		"empty":               {files(""), "empty"},
		"cut in a field":      {files(sdnCSV[:len(sdnCSV)-60]), "cut short"},
		"cut between rows":    {files(sdnCSV[:strings.LastIndex(sdnCSV, "103")]), "cut short"},
		"columns reordered":   {files(`"QUARRON",101,-0- ,"P",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ` + "\n\x1a"), "reordered"},
		"type and programme":  {files(`101,"QUARRON","TESTA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ` + "\n\x1a"), "reordered"},
		"a row too long":      {files(row + "2,\"A\",-0- \n\x1a"), "line 2"},
		"UTF-16":              {files("\xff\xfe1\x00,\x00"), "UTF-16"},
		"Latin-1":             {files("1,\"CAF\xc9\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a"), "0xc9"},
		"a web page":          {files("<!DOCTYPE html><html>"), "web page"},
		"zipped":              {files("PK\x03\x04zip"), "compressed"},
		"an entry twice":      {files(row + row + "\x1a"), "already"},
		"no name":             {files(strings.Replace(row, "\"A\"", "-0- ", 1) + "\x1a"), "no name"},
		"aliases alone":       {files(altCSV), "no sdn.csv"},
		"two of a kind":       {files(sdnCSV, sdnCSV), "same kind"},
		"alias of another":    {files(sdnCSV, "999,1,\"aka\",\"X\",-0- \n\x1a"), "different days"},
		"a million rows":      {[]designation.File{{Name: "big", Bytes: bytes.Repeat([]byte("1,1,\"aka\",\"X\",-0- \n"), 1_000_000)}, files(sdnCSV)[0]}, ""},
		"a million entries":   {[]designation.File{{Name: "big", Bytes: manyRows(1_000_000)}}, "more than"},
		"another table":       {files("a,b,c\n1,2,3\n"), "3 columns"},
		"XML that isn't":      {files("<sdnList><sdnEntry><uid>1</uid>"), "cut short"},
		"XML of another kind": {files("<rss></rss>"), "not <sdnList>"},
		"no entries":          {files("<sdnList></sdnList>"), "no entries"},
	} {
		_, err := Parse(test.files)
		if !errors.Is(err, designation.ErrMalformed) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: error %v, want one that says %q", what, err, test.says)
		}
	}
}

func manyRows(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "%d,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n", i)
	}
	return b.Bytes()
}

const sdnXML = `<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation><Publish_Date>02/03/2024</Publish_Date><Record_Count>2</Record_Count></publshInformation>
  <sdnEntry><uid>102</uid><firstName>Kvinton</firstName><lastName>OSTROVETS</lastName><sdnType>Individual</sdnType>
    <remarks>(Linked To: QUARRON LINES LTD.)</remarks>
    <programList><program>TESTA</program><program>TESTB</program></programList>
    <akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category><lastName>TINO</lastName></aka>
      <aka><uid>2</uid><type>f.k.a.</type><category>strong</category><lastName>OSTROVEC</lastName><firstName>Quinton</firstName></aka></akaList>
    <nationalityList><nationality><uid>3</uid><country>Ruritania</country><mainEntry>true</mainEntry></nationality></nationalityList>
    <dateOfBirthList><dateOfBirthItem><uid>4</uid><dateOfBirth>01 Feb 1970</dateOfBirth></dateOfBirthItem></dateOfBirthList></sdnEntry>
  <sdnEntry><uid>101</uid><lastName>QUARRON LINES LTD.</lastName><sdnType>Entity</sdnType><programList><program>TESTA</program></programList></sdnEntry>
</sdnList>`

const advancedXML = `<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML">
<DateOfIssue CalendarTypeID="1"><Year>2024</Year><Month>2</Month><Day>3</Day></DateOfIssue>
<ReferenceValueSets>
 <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType><NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
 <PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
 <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
</ReferenceValueSets>
<DistinctParties>
 <DistinctParty FixedRef="102"><Profile ID="102" PartySubTypeID="4"><Identity ID="1" Primary="true">
  <Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="11">TINO</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
  <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
   <DocumentedName ID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="11" ScriptID="215">OSTROVETS</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="12" ScriptID="215">Kvinton</NamePartValue></DocumentedNamePart></DocumentedName>
   <DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="12" ScriptID="220">Квинтон</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="11" ScriptID="220">Островец</NamePartValue></DocumentedNamePart></DocumentedName>
  </Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="11" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="12" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups>
 </Identity></Profile></DistinctParty>
 <DistinctParty FixedRef="101"><Profile ID="101" PartySubTypeID="3"><Identity ID="2" Primary="true"><Alias AliasTypeID="1403" Primary="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="21">QUARRON LINES LTD.</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>
</DistinctParties>
<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="102" To-ProfileID="101" RelationTypeID="15003" Former="false"/></ProfileRelationships>
<SanctionsEntries>
 <SanctionsEntry ID="1" ProfileID="102" ListID="1550"><EntryEvent ID="1" EntryEventTypeID="1"><Date><Year>2019</Year><Month>7</Month><Day>8</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID="1705"/><SanctionsMeasure SanctionsTypeID="1"><Comment>TESTA</Comment></SanctionsMeasure></SanctionsEntry>
 <SanctionsEntry ID="2" ProfileID="101" ListID="1550"><SanctionsMeasure SanctionsTypeID="1"><Comment>TESTB</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries>
</Sanctions>`

func TestParseXML(t *testing.T) {
	for name, content := range map[string]string{"SDN.XML": sdnXML, "SDN_ADVANCED.XML": advancedXML} {
		list, err := Parse(files(content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if list.Date != "2024-02-03" || len(list.Designations) != 2 {
			t.Errorf("%s: %d entries of %s", name, len(list.Designations), list.Date)
			continue
		}
		d := list.Designations[1]
		if d.UID != "102" || d.Type != designation.Person || d.Name() != "OSTROVETS, Kvinton" || !slices.Contains(d.Programmes, "TESTA") {
			t.Errorf("%s: %+v", name, d)
		}
		if !slices.Contains(d.Names, designation.Name{Text: "TINO", Strength: designation.Weak}) {
			t.Errorf("%s: names %+v", name, d.Names)
		}
		if list.Designations[0].Type != designation.Organisation {
			t.Errorf("%s: %+v", name, list.Designations[0])
		}
		if name == "SDN_ADVANCED.XML" {
			if d.Listed != "2019-07-08" || !reflect.DeepEqual(d.Links, []string{"QUARRON LINES LTD."}) {
				t.Errorf("%s: listed %s, links %v", name, d.Listed, d.Links)
			}
			if !slices.Contains(d.Names, designation.Name{Text: "Островец, Квинтон", Strength: designation.Strong}) {
				t.Errorf("%s: names %+v", name, d.Names)
			}
		}
	}
}

func TestHistory(t *testing.T) {
	seen := "uid,name,type,programmes_last,first_seen,last_seen\n1,\"A, B\",individual,P;Q,2020-01-01,2020-01-09\n2,C,-0-,P,2020-01-05,2020-01-07\n"
	changes := "date,uid,name,change,before,after\n2020-01-05,2,C,added,,P\n2020-01-08,2,C,removed,P,\n2020-01-07,1,\"A, B\",programme,P,P;Q\n"
	list, err := History(files(seen)[0], files(changes)[0])
	if err != nil {
		t.Fatal(err)
	}
	if list.Date != "2020-01-09" || len(list.Designations) != 1 || len(list.Gone) != 1 {
		t.Fatalf("%s: %d entries, %d gone", list.Date, len(list.Designations), len(list.Gone))
	}
	if s := list.Designations[0].On("2020-01-06"); s.State != designation.Listed || !reflect.DeepEqual(s.Programmes, []string{"P"}) {
		t.Errorf("entry 1 on 2020-01-06: %+v", s)
	}
	if s := list.Gone[0].On("2020-01-08"); s.State != designation.Removed {
		t.Errorf("entry 2 on 2020-01-08: %+v", s)
	}
	if s := list.Gone[0].On("2020-01-01"); s.State != designation.Later {
		t.Errorf("entry 2 on 2020-01-01: %+v", s)
	}
	if _, err := History(files("a,b\n1,2\n")[0], files(changes)[0]); !errors.Is(err, designation.ErrMalformed) {
		t.Errorf("error %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{sdnCSV, altCSV, sdnXML, advancedXML, "", "1,2\n\x1a", "1,\"A\",,\"P\",,,,,,,,\n\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := Parse([]designation.File{{Name: "x", Bytes: content}})
		if err != nil && !errors.Is(err, designation.ErrMalformed) {
			t.Fatalf("error of another kind: %v", err)
		}
		for _, d := range list.Designations {
			if d.Name() == "" || d.UID == "" || !d.Type.Valid() {
				t.Fatalf("incomplete entry: %+v", d)
			}
		}
	})
}
