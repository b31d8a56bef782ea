package microsoft

import (
	"testing"
	"testing/fstest"

	"ascribe/internal/knowledge"
)

const mapping = `[{"Threat actor name":"Umber Drizzle","Origin/Threat":"Ruritania, Influence operations","Other names":"UMBRIUM, Quiet Heron"},
{"Threat actor name":"Teal Fog","Origin/Threat":"","Other names":""}]`

func states(name string) string {
	if name == "Ruritania" {
		return "state:rr"
	}
	return ""
}

func TestImport(t *testing.T) {
	got, err := Import(fstest.MapFS{File: {Data: []byte(mapping)}}, states)
	if err != nil || len(got) != 2 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	e := got[0]
	if e.ID != "threat-actor:umber-drizzle" || len(e.Names) != 3 || e.Names[0].Namer != "Microsoft" || e.Names[2].Name != "Quiet Heron" {
		t.Errorf("entry = %+v", e)
	}
	if len(e.Statements) != 1 || e.Statements[0].Relation != knowledge.Originates || e.Statements[0].Object != "state:rr" {
		t.Errorf("statements = %+v", e.Statements)
	}
}

func TestImportFaults(t *testing.T) {
	for name, raw := range map[string]string{"no list": `{}`, "cut": mapping[:40], "nameless": `[{"Other names":"X"}]`} {
		if _, err := Import(fstest.MapFS{File: {Data: []byte(raw)}}, states); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(mapping))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if entries, err := Import(fstest.MapFS{File: {Data: raw}}, states); err != nil && entries != nil {
			t.Error("entries beside an error")
		}
	})
}
