package territories

import (
	"testing"
	"testing/fstest"

	"ascribe"
)

func TestImport(t *testing.T) {
	got, err := Import(fstest.MapFS{
		"rr.yml":     {Data: []byte("name: Ruritania\nfull_name: Kingdom of Ruritania\nis_country: true\nqid: Q1\nnames_strong: [Рурития, Ruritanie]\nnames_weak: [Ruri]\n")},
		"rr_st.yml":  {Data: []byte("name: Strelsau\nparent: rr\n")},
		"xx.yml":     {Data: []byte("name: Everywhere\nregion: Supranational\n")},
		"old.yml":    {Data: []byte("name: Old Ruritania\nis_historical: true\n")},
		"README.txt": {Data: []byte("not a territory")},
	})
	if err != nil || len(got) != 2 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	if got[0].ID != "state:rr" || got[0].Country != "RR" || len(got[0].Names) != 3 {
		t.Errorf("state = %+v", got[0])
	}
	if got[1].ID != "place:rr-st" || got[1].Type != ascribe.Place || got[1].Country != "RR" {
		t.Errorf("place = %+v", got[1])
	}
}

func TestImportFaults(t *testing.T) {
	for name, folder := range map[string]fstest.MapFS{
		"empty":    {},
		"nameless": {"rr.yml": {Data: []byte("alpha3: rrr\n")}},
		"broken":   {"rr.yml": {Data: []byte("name: [unclosed\n")}},
	} {
		if _, err := Import(folder); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte("name: Ruritania\nis_country: true\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if entries, err := Import(fstest.MapFS{"rr.yml": {Data: raw}}); err != nil && entries != nil {
			t.Error("entries beside an error")
		}
	})
}
