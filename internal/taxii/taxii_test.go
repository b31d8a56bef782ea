package taxii

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// clock moves by hand.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

var began = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// served is a server over a ledger of some records, each learnt a minute after the one before.
func served(t *testing.T, n int) (*sqlite.Store, http.Handler, *clock) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var records []ledger.Record
	for r := range synthetic.New(1).Records(n) {
		r.Known = began.Add(time.Duration(len(records)) * time.Minute)
		records = append(records, r)
		must(t, store.Put(t.Context(), r))
	}
	must(t, store.PutIncidents(t.Context(), synthetic.Incidents(records)))
	c := &clock{began.Add(time.Hour)}
	return store, New(store, Options{Now: c.Now, Fresh: time.Second}), c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// answer is what a server said.
type answer struct {
	status int
	header http.Header
	body   string
}

func ask(t *testing.T, h http.Handler, method, path string, header ...string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader("{}"))
	r.Header.Set("Accept", MediaType)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), w.Body.String()}
}

// get reads a resource that must be there.
func get[T any](t *testing.T, h http.Handler, path string) (T, http.Header) {
	t.Helper()
	var out T
	a := ask(t, h, http.MethodGet, path)
	if a.status != http.StatusOK || a.header.Get("Content-Type") != MediaType {
		t.Fatalf("%s: %d %s: %s", path, a.status, a.header.Get("Content-Type"), a.body)
	}
	must(t, json.Unmarshal([]byte(a.body), &out))
	return out, a.header
}

const everything = "/taxii2/ledger/collections/all/"

// head is what every object has.
type head struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Modified string `json:"modified"`
	Created  string `json:"created"`
}

// read reads all pages of the objects of a collection.
func read(t *testing.T, h http.Handler, path string, query url.Values) (ids []string) {
	t.Helper()
	for {
		page, header := get[envelope](t, h, path+"objects/?"+query.Encode())
		for _, raw := range page.Objects {
			var o head
			must(t, json.Unmarshal(raw, &o))
			ids = append(ids, o.ID)
		}
		if (header.Get("X-TAXII-Date-Added-Last") == "") != (len(page.Objects) == 0) {
			t.Errorf("a page of %d objects has the header %q", len(page.Objects), header.Get("X-TAXII-Date-Added-Last"))
		}
		if page.More != (page.Next != "") {
			t.Fatalf("more is %v, next is %q", page.More, page.Next)
		}
		if !page.More {
			return ids
		}
		query.Set("next", page.Next)
	}
}

func TestResources(t *testing.T) {
	_, h, _ := served(t, 3)
	d, _ := get[discovery](t, h, "/taxii2/")
	if d.Default != rootPath || !slices.Contains(d.Roots, rootPath) || d.Title == "" {
		t.Errorf("discovery is %+v", d)
	}
	root, _ := get[apiRoot](t, h, d.Default)
	if !slices.Contains(root.Versions, MediaType) || root.MaxContent <= 0 {
		t.Errorf("the root is %+v", root)
	}
	list, _ := get[collectionList](t, h, d.Default+"collections/")
	if len(list.Collections) != 1 || !list.Collections[0].CanRead || list.Collections[0].CanWrite {
		t.Fatalf("the collections are %+v", list)
	}
	byID, _ := get[collection](t, h, d.Default+"collections/"+list.Collections[0].ID+"/")
	byAlias, _ := get[collection](t, h, everything)
	if byID.ID != byAlias.ID {
		t.Errorf("by id %+v, by alias %+v", byID, byAlias)
	}
}

// TestPagingReadsEverythingOnce reads with pages of several sizes.
func TestPagingReadsEverythingOnce(t *testing.T) {
	_, h, _ := served(t, 6)
	want := read(t, h, everything, url.Values{"limit": {"1000"}})
	if len(want) < 100 {
		t.Fatalf("only %d objects: the test tests nothing", len(want))
	}
	if sorted := slices.Sorted(slices.Values(want)); len(slices.Compact(sorted)) != len(want) {
		t.Error("an object comes twice")
	}
	for _, limit := range []string{"7", "50", "999999"} {
		if got := read(t, h, everything, url.Values{"limit": {limit}}); !slices.Equal(got, want) {
			t.Errorf("with limit %s there are %d objects, or others than %d", limit, len(got), len(want))
		}
	}
	m, _ := get[manifest](t, h, everything+"manifest/?limit=1000")
	var listed []string
	for i, r := range m.Objects {
		listed = append(listed, r.ID)
		if i > 0 && r.Added < m.Objects[i-1].Added {
			t.Errorf("%s was added before the one listed before it", r.ID)
		}
	}
	if !slices.Equal(listed, want) {
		t.Error("the manifest lists other objects")
	}
}

// TestFilters compares each filter with a plain loop over the manifest.
func TestFilters(t *testing.T) {
	_, h, _ := served(t, 5)
	all, _ := get[manifest](t, h, everything+"manifest/?limit=1000")
	some := all.Objects[len(all.Objects)/2]
	for name, test := range map[string]struct {
		query string
		keep  func(manifestRecord) bool
	}{
		"type": {"match[type]=relationship,report", func(r manifestRecord) bool {
			return strings.HasPrefix(r.ID, "relationship") || strings.HasPrefix(r.ID, "report")
		}},
		"id":               {"match[id]=" + some.ID, func(r manifestRecord) bool { return r.ID == some.ID }},
		"version":          {"match[version]=" + some.Version, func(r manifestRecord) bool { return r.Version == some.Version }},
		"last":             {"match[version]=last", func(manifestRecord) bool { return true }},
		"all versions":     {"match[version]=all", func(manifestRecord) bool { return true }},
		"spec":             {"match[spec_version]=2.1", func(manifestRecord) bool { return true }},
		"added":            {"added_after=" + some.Added, func(r manifestRecord) bool { return r.Added > some.Added }},
		"added and type":   {"match[type]=note&added_after=" + some.Added, func(r manifestRecord) bool { return r.Added > some.Added && strings.HasPrefix(r.ID, "note") }},
		"id of other type": {"match[type]=tool&match[id]=" + some.ID, func(r manifestRecord) bool { return strings.HasPrefix(some.ID, "tool") && r.ID == some.ID }},
	} {
		t.Run(name, func(t *testing.T) {
			query, err := url.ParseQuery(test.query)
			must(t, err)
			var want []string
			for _, r := range all.Objects {
				if test.keep(r) {
					want = append(want, r.ID)
				}
			}
			query.Set("limit", "9")
			if got := read(t, h, everything, query); !slices.Equal(got, want) {
				t.Errorf("%d objects, want %d", len(got), len(want))
			}
		})
	}
	if got := read(t, h, everything, url.Values{"match[spec_version]": {"2.0"}}); len(got) > 0 {
		t.Errorf("%d objects of STIX 2.0", len(got))
	}
}

func TestOneObject(t *testing.T) {
	_, h, _ := served(t, 2)
	all, _ := get[manifest](t, h, everything+"manifest/")
	for _, r := range all.Objects {
		one, header := get[envelope](t, h, everything+"objects/"+r.ID+"/")
		if len(one.Objects) != 1 || header.Get("X-TAXII-Date-Added-First") != r.Added {
			t.Fatalf("%s: %d objects, added %s", r.ID, len(one.Objects), header.Get("X-TAXII-Date-Added-First"))
		}
		versions, _ := get[versionList](t, h, everything+"objects/"+r.ID+"/versions/")
		if !slices.Equal(versions.Versions, []string{r.Version}) {
			t.Errorf("versions of %s are %v", r.ID, versions.Versions)
		}
	}
}

// TestNewObjectsComeAfterTheOld: who polls with added_after gets what is new, once.
func TestNewObjectsComeAfterTheOld(t *testing.T) {
	store, h, c := served(t, 4)
	before := read(t, h, everything, url.Values{"limit": {"1000"}})
	_, header := get[envelope](t, h, everything+"objects/?limit=1000")
	last := header.Get("X-TAXII-Date-Added-Last")
	r := synthetic.New(1).Record(50)
	r.Known = began.Add(2 * time.Hour)
	must(t, store.Put(t.Context(), r))
	c.now = c.now.Add(time.Minute)
	fresh := read(t, h, everything, url.Values{"added_after": {last}})
	after := read(t, h, everything, url.Values{"limit": {"1000"}})
	if len(fresh) == 0 || len(before)+len(fresh) != len(after) {
		t.Errorf("%d objects before, %d new, %d after", len(before), len(fresh), len(after))
	}
	must(t, store.Remove(t.Context(), r.Document.ID))
	c.now = c.now.Add(time.Minute)
	if got := read(t, h, everything, url.Values{"limit": {"1000"}}); !slices.Equal(got, before) {
		t.Errorf("%d objects when the document is removed, %d before", len(got), len(before))
	}
}

// TestJudgedClaimsComeAnew: a correction makes a new version, which who polls gets.
func TestJudgedClaimsComeAnew(t *testing.T) {
	store, h, c := served(t, 3)
	_, header := get[envelope](t, h, everything+"objects/?limit=1000")
	claim := synthetic.New(1).Record(0).Claims[0]
	j := ascribe.Judgement{Kind: ascribe.Correct, Field: "hedge", Value: json.RawMessage(`"allegedly"`), Reviewer: "Ann"}
	place := ascribe.AnchorOf(claim)
	j.Target = ascribe.Target{Kind: ascribe.ClaimTarget, ID: claim.ID, Place: &place}
	c.now = c.now.Add(time.Hour)
	must(t, store.Judge(t.Context(), j.Signed(c.now)))
	c.now = c.now.Add(time.Hour)
	page, _ := get[envelope](t, h, everything+"objects/?added_after="+header.Get("X-TAXII-Date-Added-Last"))
	if len(page.Objects) != 1 || !strings.Contains(string(page.Objects[0]), "allegedly") {
		t.Errorf("what is new is %s", page.Objects)
	}
}

// TestWatchesAreCollections: a watch's collection holds its claims and no others.
func TestWatchesAreCollections(t *testing.T) {
	store, h, _ := served(t, 12)
	incidents, err := store.Incidents(t.Context(), ledger.IncidentFilter{})
	must(t, err)
	for _, w := range []ascribe.Watch{
		{ID: "incident:one", Kind: ascribe.WatchIncident, On: incidents.Items[0].ID, Name: "One"},
		{ID: "victim:xa", Kind: ascribe.WatchVictim, On: "state:xa", Name: "XA"},
		{ID: "source:xb", Kind: ascribe.WatchSource, On: "state:xb", Name: "XB"},
		{ID: "incident:gone", Kind: ascribe.WatchIncident, On: "nowhere-2020-01", Name: "Gone"},
	} {
		must(t, store.PutWatch(t.Context(), w))
		ids := read(t, h, "/taxii2/ledger/collections/"+url.PathEscape(w.ID)+"/", url.Values{"match[type]": {"relationship,opinion"}})
		want := 0
		for entry, err := range ledger.AllClaims(t.Context(), store, ledger.ClaimFilter{}) {
			must(t, err)
			switch w.Kind {
			case ascribe.WatchIncident:
				if w.On == incidents.Items[0].ID && slices.Contains(incidents.Items[0].Claims, entry.ID) {
					want++
				}
			case ascribe.WatchSource:
				if entry.Source.Key() == w.On {
					want++
				}
			default:
				if entry.Source.Key() == w.On || entry.Subject.Key() == w.On || entry.Object.Key() == w.On {
					want++
				}
			}
		}
		if len(ids) != want || want == 0 && w.ID != "incident:gone" {
			t.Errorf("%s has %d claims, want %d", w.ID, len(ids), want)
		}
	}
}

func TestRefusals(t *testing.T) {
	_, h, _ := served(t, 1)
	for _, test := range []struct {
		method, path string
		header       []string
		want         int
	}{
		{"GET", everything, []string{"Accept", "application/taxii+json"}, 200},
		{"GET", everything, []string{"Accept", "text/html, */*;q=0.1"}, 200},
		{"GET", everything, []string{"Accept", ""}, 200},
		{"HEAD", everything, nil, 200},
		{"GET", everything, []string{"Accept", "text/html"}, 406},
		{"GET", everything, []string{"Accept", "application/taxii+json;version=2.0"}, 406},
		{"GET", everything, []string{"Accept", "application/vnd.oasis.taxii+json; version=2.0"}, 406},
		{"GET", everything + "objects/?limit=0", nil, 400},
		{"GET", everything + "objects/?limit=ten", nil, 400},
		{"GET", everything + "objects/?next=xyz", nil, 400},
		{"GET", everything + "objects/?added_after=yesterday", nil, 400},
		{"GET", everything + "objects/?match[colour]=red", nil, 400},
		{"GET", everything + "objects/?cache=1", nil, 200},
		{"GET", everything + "objects/report--00000000-0000-4000-8000-000000000000/", nil, 404},
		{"GET", "/taxii2/ledger/collections/none/", nil, 404},
		{"GET", "/taxii2/ledger/collections/none/objects/", nil, 404},
		{"GET", "/taxii2/ledger/status/2d086da7-4bdc-4f91-900e-d77486753710/", nil, 404},
		{"GET", "/taxii2/other/", nil, 404},
		{"POST", everything + "objects/", []string{"Content-Type", MediaType}, 403},
		{"POST", everything + "objects/", []string{"Content-Type", "application/json"}, 415},
		{"DELETE", everything + "objects/x/", nil, 403},
		{"POST", "/taxii2/", nil, 405},
		{"PUT", everything + "objects/", nil, 405},
	} {
		a := ask(t, h, test.method, test.path, test.header...)
		if a.status != test.want || a.header.Get("Content-Type") != MediaType {
			t.Errorf("%s %s %v: %d %s, want %d", test.method, test.path, test.header, a.status, a.header.Get("Content-Type"), test.want)
		}
		var f failure
		if err := json.Unmarshal([]byte(a.body), &f); test.want >= 400 && (err != nil || f.Title == "" || f.Status != fmt.Sprint(test.want)) {
			t.Errorf("%s %s: the error is %s", test.method, test.path, a.body)
		}
	}
}

func FuzzFilter(f *testing.F) {
	f.Add("limit=3&next=W10&match[type]=note")
	f.Add("added_after=2022-09-10T12:00:00Z&match[version]=last,2022-09-10T12:00:00Z")
	entries := []entry{{id: "note--1", added: 1, version: "2022-09-10T12:00:00.000Z"}, {id: "report--1", added: 2, version: "x"}}
	f.Fuzz(func(t *testing.T, text string) {
		query, err := url.ParseQuery(text)
		if err != nil {
			return
		}
		filter, err := parseFilter(query, "id", "type", "version", "spec_version")
		if err != nil {
			return
		}
		if page, next := filter.page(entries); len(page) > filter.limit || next != "" && len(page) < filter.limit {
			t.Errorf("%d entries, next %q", len(page), next)
		}
	})
}
