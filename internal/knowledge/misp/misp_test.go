package misp

import (
	"slices"
	"testing"
	"testing/fstest"

	"ascribe/internal/knowledge"
)

const producers = `{"values":[{"uuid":"p1","value":"Tern Labs"}]}`

const actors = `{"values":[
{"uuid":"a1","value":"Quiet Heron","meta":{"country":"RR","cfr-suspected-state-sponsor":"Ruritania","synonyms":["G9001","Grey Wader","Subgroup: Stilt"],"name-attribution":["Grey Wader:p1"]},"related":[{"dest-uuid":"a2","type":"similar"}]},
{"uuid":"a2","value":"Loud Heron","meta":{"synonyms":"Bittern","origin:Bittern":"Tern Labs"}}]}`

func folder() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"producer.json": file(producers), "threat-actor.json": file(actors),
		"malpedia.json":              file(`{"values":[{"uuid":"m1","value":"Feather","description":"not ours to ship","meta":{"synonyms":["Plume"]}}]}`),
		"ransomware.json":            file(`{"values":[{"uuid":"r1","value":"Molt Ransomware"}]}`),
		"tool.json":                  file(`{"values":[{"uuid":"t1","value":"Preen"}]}`),
		"intelligence-agencies.json": file(`{"values":[{"uuid":"i1","value":"Bureau of Birds (Ruritania)","description":"Bureau of Birds (BoB)","meta":{"country":"RR"}},{"uuid":"i2","value":"Nowhere","meta":{"country":"??"}}]}`),
	}
}

func states(name string) string {
	if name == "RR" || name == "Ruritania" {
		return "state:rr"
	}
	return ""
}

func TestImport(t *testing.T) {
	got, err := Import(folder(), states)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range got {
		ids = append(ids, e.ID)
	}
	want := []string{"threat-actor:quiet-heron", "threat-actor:loud-heron", "malware:feather", "malware:molt", "malware:preen", "organisation:rr-bureau-of-birds"}
	if !slices.Equal(ids, want) {
		t.Fatalf("ids = %v, want %v", ids, want)
	}
	heron := got[0]
	if n := heron.Names[1]; n.Name != "Grey Wader" || n.Namer != "Tern Labs" || n.Kind != knowledge.StrongName {
		t.Errorf("second name = %+v", n)
	}
	if n := heron.Names[2]; n.Name != "Stilt" || n.Kind != knowledge.UnitName {
		t.Errorf("third name = %+v", n)
	}
	if len(heron.Statements) != 3 || heron.Statements[2].Object != "threat-actor:loud-heron" || heron.Statements[2].Relation != knowledge.Overlaps {
		t.Errorf("statements = %+v", heron.Statements)
	}
	if n := got[1].Names[1]; n.Name != "Bittern" || n.Namer != "Tern Labs" {
		t.Errorf("a single synonym = %+v", n)
	}
	if got[2].External != nil || len(got[2].Names) != 2 {
		t.Errorf("more than names of the Malpedia cluster: %+v", got[2])
	}
	if m := got[3]; m.Name != "Molt" || m.Kind != "ransomware" || len(m.Names) != 2 {
		t.Errorf("ransomware = %+v", m)
	}
}

func TestImportFaults(t *testing.T) {
	for file := range folder() {
		f := folder()
		f[file] = &fstest.MapFile{Data: []byte(`{"values":[{"uuid`)}
		if _, err := Import(f, states); err == nil {
			t.Errorf("cut %s: no error", file)
		}
		delete(f, file)
		if _, err := Import(f, states); err == nil {
			t.Errorf("missing %s: no error", file)
		}
	}
}

func FuzzActors(f *testing.F) {
	f.Add([]byte(actors))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in := folder()
		in["threat-actor.json"] = &fstest.MapFile{Data: raw}
		if entries, err := Import(in, states); err != nil && entries != nil {
			t.Error("entries beside an error")
		}
	})
}
