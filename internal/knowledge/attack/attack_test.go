package attack

import (
	"slices"
	"testing"
	"testing/fstest"

	"ascribe/internal/knowledge"
)

const bundle = `{"type":"bundle","objects":[
{"type":"intrusion-set","id":"intrusion-set--1","name":"Quiet Heron","aliases":["Quiet Heron","UNC0001"],"external_references":[{"source_name":"mitre-attack","external_id":"G9001"}]},
{"type":"malware","id":"malware--1","name":"FEATHER","x_mitre_aliases":["FEATHER","PLUME"],"external_references":[{"source_name":"mitre-attack","external_id":"S9001"}]},
{"type":"malware","id":"malware--2","name":"OLD","revoked":true},
{"type":"attack-pattern","id":"attack-pattern--1","name":"Phishing","external_references":[{"source_name":"mitre-attack","external_id":"T1566"}]},
{"type":"relationship","relationship_type":"uses","source_ref":"intrusion-set--1","target_ref":"malware--1"},
{"type":"relationship","relationship_type":"uses","source_ref":"intrusion-set--1","target_ref":"attack-pattern--1"}]}`

func TestImport(t *testing.T) {
	got, err := Import(fstest.MapFS{File: {Data: []byte(bundle)}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range got {
		ids = append(ids, e.ID)
	}
	if want := []string{"threat-actor:quiet-heron", "malware:feather", "technique:t1566"}; !slices.Equal(ids, want) {
		t.Fatalf("ids = %v, want %v", ids, want)
	}
	heron := got[0]
	if len(heron.Names) != 2 || heron.Names[0].Kind != knowledge.PrimaryName || heron.Names[1].Name != "UNC0001" {
		t.Errorf("names = %+v", heron.Names)
	}
	if want := []knowledge.Statement{{Relation: knowledge.Uses, Object: "malware:feather", Namer: "MITRE", Source: Source}}; !slices.Equal(heron.Statements, want) {
		t.Errorf("statements = %+v", heron.Statements)
	}
	if want := (knowledge.External{Scheme: "attack", ID: "G9001"}); !slices.Contains(heron.External, want) {
		t.Errorf("external = %+v", heron.External)
	}
}

func TestImportFaults(t *testing.T) {
	for name, folder := range map[string]fstest.MapFS{
		"missing": {}, "cut": {File: {Data: []byte(bundle[:200])}}, "empty": {File: {Data: []byte(`{"objects":[]}`)}},
	} {
		if got, err := Import(folder); err == nil {
			t.Errorf("%s: no error, %d entries", name, len(got))
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(bundle))
	f.Fuzz(func(t *testing.T, raw []byte) {
		entries, err := Import(fstest.MapFS{File: {Data: raw}})
		if err != nil && entries != nil {
			t.Error("entries beside an error")
		}
	})
}
