package catalogue_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
)

var now = time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)

// un is a version of the UN's list with invented parties.
func un(day string, names ...string) []designation.File {
	var b strings.Builder
	fmt.Fprintf(&b, "<CONSOLIDATED_LIST dateGenerated=%q><ENTITIES>", day+"T00:00:00Z")
	for _, n := range names {
		fmt.Fprintf(&b, "<ENTITY><FIRST_NAME>%s</FIRST_NAME><UN_LIST_TYPE>TEST</UN_LIST_TYPE><REFERENCE_NUMBER>%s</REFERENCE_NUMBER></ENTITY>", n, n)
	}
	b.WriteString("</ENTITIES></CONSOLIDATED_LIST>")
	return []designation.File{{Name: "un.xml", Bytes: []byte(b.String())}}
}

func add(t *testing.T, store *catalogue.Store, files []designation.File) catalogue.Version {
	t.Helper()
	v, err := store.Add(files, catalogue.Addition{Origin: "here", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func current(t *testing.T, store *catalogue.Store, id string) designation.List {
	t.Helper()
	lists, err := store.Current()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lists {
		if l.ID == id {
			return l
		}
	}
	t.Fatalf("no current %s list", id)
	return designation.List{}
}

func TestVersions(t *testing.T) {
	store := catalogue.Open(t.TempDir())
	first := add(t, store, un("2024-01-01", "STAYS", "GOES"))
	second := add(t, store, un("2024-02-01", "STAYS", "COMES"))
	if again := add(t, store, un("2024-02-01", "STAYS", "COMES")); again.SHA256 != second.SHA256 {
		t.Errorf("the same files are another version: %+v", again)
	}
	list := current(t, store, "un")
	if list.Date != "2024-02-01" || list.SHA256 != second.SHA256 || len(list.Gone) != 1 {
		t.Errorf("current: %s, %d gone", list.Date, len(list.Gone))
	}
	for _, d := range list.Designations {
		want := map[string]ascribe.Day{"STAYS": "2024-01-01", "COMES": "2024-02-01"}[d.Name()]
		if s := d.On(""); s.Since != want {
			t.Errorf("%s since %s, want %s", d.Name(), s.Since, want)
		}
	}
	if err := store.Pin(first); err != nil {
		t.Fatal(err)
	}
	if got := current(t, store, "un").Date; got != "2024-01-01" {
		t.Errorf("pinned: %s is current", got)
	}
	if err := store.Unpin("un"); err != nil {
		t.Fatal(err)
	}
	for _, ref := range []string{"un", "un@2024-02-01", "un@" + second.SHA256[:8]} {
		if v, err := store.Find(ref); err != nil || v.SHA256 != second.SHA256 {
			t.Errorf("%s: %+v, %v", ref, v, err)
		}
	}
	if _, err := store.Find("un@1999-01-01"); !errors.Is(err, catalogue.ErrNotHeld) || !strings.Contains(err.Error(), "un@2024-01-01") {
		t.Errorf("error %v", err)
	}
}

func TestMalformedLeavesTheLoaded(t *testing.T) {
	store := catalogue.Open(t.TempDir())
	loaded := add(t, store, un("2024-01-01", "A", "B", "C", "D", "E", "F"))
	good := un("2024-02-01", "A", "B", "C", "D", "E", "F")[0]
	for what, files := range map[string][]designation.File{
		"cut":        {{Name: "un.xml", Bytes: good.Bytes[:len(good.Bytes)/2]}},
		"encoding":   {{Name: "un.xml", Bytes: append([]byte("\xff\xfe"), good.Bytes...)}},
		"web page":   {{Name: "un.xml", Bytes: []byte("<html>sorry</html>")}},
		"too few":    un("2024-02-01", "A", "B"),
		"no date":    {{Name: "un.xml", Bytes: []byte(strings.Replace(string(good.Bytes), "dateGenerated", "other", 1))}},
		"not a list": {{Name: "notes.txt", Bytes: []byte("hello")}},
	} {
		if _, err := store.Add(files, catalogue.Addition{Now: now}); err == nil {
			t.Errorf("%s: no error", what)
		}
		if got := current(t, store, "un"); got.SHA256 != loaded.SHA256 || len(got.Designations) != 6 {
			t.Errorf("%s: the loaded version is gone", what)
		}
	}
	if _, err := store.Add(un("2024-02-01", "A", "B"), catalogue.Addition{Now: now, Force: true}); err != nil {
		t.Errorf("forced: %v", err)
	}
}

func TestDates(t *testing.T) {
	row := "1,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a"
	for name, want := range map[string]ascribe.Day{"sdn-2022-09-08.csv": "2022-09-08", "sdn_20220908.csv": "2022-09-08", "sdn.csv": "", "sdn-2022-19-48.csv": ""} {
		list, _, err := catalogue.Read([]designation.File{{Name: name, Bytes: []byte(row)}}, "", "")
		if list.Date != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", name, list.Date, err)
		}
	}
	if list, _, err := catalogue.Read([]designation.File{{Name: "sdn.csv", Bytes: []byte(row)}}, "ofac", "2020-02-03"); err != nil || list.Date != "2020-02-03" {
		t.Errorf("given: %q, %v", list.Date, err)
	}
}

func TestUpdate(t *testing.T) {
	store := catalogue.Open(t.TempDir())
	fetch := func(_ context.Context, address string) ([]byte, time.Time, error) {
		if strings.Contains(address, "scsanctions") {
			return un("2024-03-01", "A")[0].Bytes, time.Time{}, nil
		}
		return nil, time.Time{}, errors.New("no network in tests")
	}
	got, err := store.Update(t.Context(), fetch, now)
	if len(got) != 1 || got[0].List != "un" || got[0].Date != "2024-03-01" || !strings.HasPrefix(got[0].Origin, "https://") {
		t.Errorf("fetched %+v", got)
	}
	for _, id := range []string{"ofac", "eu", "uk"} {
		if err == nil || !strings.Contains(err.Error(), id+": no network") {
			t.Errorf("the failure of %s isn't named: %v", id, err)
		}
	}
	if current(t, store, "ofac").Designations == nil {
		t.Error("the embedded list is gone")
	}
}

// TestStale removes what was read: it is read again from the originals.
func TestStale(t *testing.T) {
	folder := t.TempDir()
	store := catalogue.Open(folder)
	add(t, store, un("2024-01-01", "A"))
	add(t, store, un("2024-02-01", "A", "B"))
	if err := os.RemoveAll(filepath.Join(folder, "read")); err != nil {
		t.Fatal(err)
	}
	list := current(t, store, "un")
	if len(list.Designations) != 2 || list.Designations[0].On("").Since != "2024-01-01" {
		t.Errorf("read again: %+v", list.Designations)
	}
	if err := os.RemoveAll(filepath.Join(folder, "read")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(folder, "files")); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Current(); err == nil || !strings.Contains(err.Error(), "add it again") {
		t.Errorf("error %v", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "manifest.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Versions(); err == nil || !strings.Contains(err.Error(), "manifest.json") {
		t.Errorf("error %v", err)
	}
}

func TestEmbedded(t *testing.T) {
	lists, err := catalogue.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	list := lists[0]
	if list.ID != "ofac" || list.Date == "" || list.DateFrom == "" || len(list.SHA256) != 64 || len(list.Designations) < 10_000 || len(list.Gone) == 0 {
		t.Fatalf("%s of %s: %d entries, %d gone", list.ID, list.Date, len(list.Designations), len(list.Gone))
	}
	for _, d := range list.Designations {
		if d.Name() == "" || d.Names[0].Strength != designation.Primary || !d.Type.Valid() || len(d.Programmes) == 0 || len(d.Presences) == 0 {
			t.Errorf("incomplete: %+v", d)
		}
	}
}
