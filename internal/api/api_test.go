package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/dossier"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/ledger"
)

// TestPagesAreWhole: all pages together hold what one large page holds.
func TestPagesAreWhole(t *testing.T) {
	f := newFixture(t)
	h := f.handler(access.Reader)
	for _, list := range []string{"/claims?filter=stance:denies", "/incidents?as-of=2019-01-01", "/documents?newest=true&as-of=2019-01-01", "/entities?as-of=2019-01-01", "/statements?filter=stance:asserts", "/sources?as-of=2020-01-01"} {
		whole := decode[ledger.Page[json.RawMessage]](t, call(h, "GET", Path+with2(list, "limit=1000"), ""))
		var parts []json.RawMessage
		cursor, pages := "", 0
		for {
			page := decode[ledger.Page[json.RawMessage]](t, call(h, "GET", Path+with2(list, "limit=7&cursor="+url.QueryEscape(cursor)), ""))
			parts = append(parts, page.Items...)
			if pages++; page.Next == "" || pages > 200 {
				break
			}
			cursor = page.Next
		}
		same := slices.EqualFunc(parts, whole.Items, func(a, b json.RawMessage) bool { return string(a) == string(b) })
		if !same || len(parts) == 0 || pages < 2 {
			t.Errorf("%s: %d entries in %d pages, %d in one", list, len(parts), pages, len(whole.Items))
		}
	}
}

func with2(path, more string) string {
	if strings.Contains(path, "?") {
		return path + "&" + more
	}
	return path + "?" + more
}

// TestAsOf: nothing that is read on a day was said after it.
func TestAsOf(t *testing.T) {
	f := newFixture(t)
	h := f.handler(access.Reader)
	const day = "2018-06-30"
	claims := decode[ledger.Page[ledger.Entry]](t, call(h, "GET", Path+"/claims?limit=1000&as-of="+day, ""))
	later := f.records[0].Claims[0]
	for _, r := range f.records {
		if r.Document.Published > day && len(r.Claims) > 0 {
			later = r.Claims[0]
		}
	}
	if len(claims.Items) == 0 || len(claims.Items) == 1000 {
		t.Fatalf("%d claims", len(claims.Items))
	}
	for _, c := range claims.Items {
		if c.Day > day {
			t.Errorf("%s was said on %s", c.ID, c.Day)
		}
	}
	if w := call(h, "GET", Path+"/claims/"+later.ID+"?as-of="+day, ""); w.Code != http.StatusNotFound {
		t.Errorf("a later claim: %d", w.Code)
	}
	for _, hit := range decode[ledger.Page[ledger.Hit]](t, call(h, "GET", Path+"/search?q=attack&limit=100&as-of="+day, "")).Items {
		if hit.Claim == later.ID {
			t.Errorf("search finds %s", hit.Claim)
		}
	}
	for _, e := range decode[ledger.Page[ledger.IncidentEntry]](t, call(h, "GET", Path+"/incidents?limit=1000&as-of="+day, "")).Items {
		d := decode[dossier.Dossier](t, call(h, "GET", Path+"/incidents/"+e.ID+"?as-of="+day, ""))
		if d.AsOf != day || len(d.Citations) == 0 {
			t.Errorf("%s: as of %s, %d citations", e.ID, d.AsOf, len(d.Citations))
		}
	}
}

func TestKnown(t *testing.T) {
	f := newFixture(t)
	const at = "?known=2020-01-01T00:00:00Z"
	h := f.handler(access.Reader)
	if got := decode[ledger.Page[ledger.Entry]](t, call(h, "GET", Path+"/claims"+at, "")); len(got.Items) != 0 {
		t.Errorf("%d claims were known before the ledger began", len(got.Items))
	}
	if w := call(h, "GET", Path+"/claims/"+f.records[0].Claims[0].ID+at, ""); w.Code != http.StatusNotFound {
		t.Errorf("a claim that was not known: %d", w.Code)
	}
	if w := call(h, "GET", Path+"/incidents"+at, ""); w.Code != http.StatusNotFound {
		t.Errorf("without a memory: %d", w.Code)
	}
	var asked time.Time
	f.options.Known = func(_ context.Context, at time.Time) (Reader, error) { asked = at; return f, nil }
	h = f.handler(access.Reader)
	for range pastAtOnce + 1 { // places are given back
		if w := call(h, "GET", Path+"/incidents"+at, ""); w.Code != http.StatusOK || asked.Year() != 2020 {
			t.Errorf("%d, asked as of %v", w.Code, asked)
		}
	}
}

func TestETags(t *testing.T) {
	f := newFixture(t)
	h := f.handler(access.Reader)
	first := call(h, "GET", Path+"/claims?limit=3", "")
	tag := first.Header().Get("ETag")
	if tag == "" || first.Header().Get("Cache-Control") != "private, no-cache" {
		t.Fatalf("headers %v", first.Header())
	}
	for given, want := range map[string]int{tag: 304, `W/` + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, "": 200} {
		r := httptest.NewRequest("GET", Path+"/claims?limit=3", http.NoBody)
		r.Header.Set("If-None-Match", given)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != want || (want == 304 && w.Body.Len() > 0) {
			t.Errorf("If-None-Match %s: %d with %d bytes, want %d", given, w.Code, w.Body.Len(), want)
		}
	}
	if err := f.Remove(t.Context(), decode[ledger.Page[ledger.Entry]](t, first).Items[0].Document); err != nil {
		t.Fatal(err)
	}
	if again := call(h, "GET", Path+"/claims?limit=3", ""); again.Header().Get("ETag") == tag {
		t.Error("the tag is the same when the answer is another")
	}
}

// TestWrongRequests: each is told what is wrong, as a problem.
func TestWrongRequests(t *testing.T) {
	f := newFixture(t)
	h := f.handler(access.Reader)
	for request, want := range map[string]struct {
		status int
		detail string
	}{
		"GET /claims?filter=colour:red":           {400, "there are predicate:"},
		"GET /claims?cursor=x":                    {400, "cursor"},
		"GET /claims?cursor=WzEsMl0":              {400, "cursor"},
		"GET /claims?limit=0":                     {422, ""},
		"GET /claims?limit=x":                     {422, ""},
		"GET /claims?as-of=yesterday":             {422, ""},
		"GET /claims?known=yesterday":             {422, ""},
		"GET /claims?page=2":                      {422, ""},
		"GET /claims/nothing":                     {404, "not in the ledger"},
		"GET /claims/..%2f..%2fetc%2fpasswd":      {404, "not in the ledger"},
		"GET /documents/nothing/claims":           {404, ""},
		"GET /documents/nothing/original":         {404, ""},
		"GET /entities/nothing":                   {404, ""},
		"GET /statement?key=nothing":              {404, ""},
		`GET /statement?key=a%22+party:x`:         {400, ""},
		"GET /source?key=nothing":                 {404, ""},
		"GET /actor?name=Nobody+At+All":           {404, "nobody known as"},
		"GET /search?q=-":                         {400, "no word to look for"},
		"GET /search?q=a&in=dossier":              {422, ""},
		"GET /screen?name=+":                      {400, "a name is missing"},
		"GET /nowhere":                            {404, "openapi.json"},
		"GET /accounts":                           {403, "admin"},
		"GET /audit":                              {403, "admin"},
		"DELETE /claims":                          {405, ""},
		`POST /screen {"questions":[]}`:           {422, ""},
		`POST /screen {"questions":[{"name":1}]}`: {422, ""},
		`POST /screen {"`:                         {400, ""},
	} {
		parts := strings.SplitN(request, " ", 3)
		sent := ""
		if len(parts) == 3 {
			sent = parts[2]
		}
		w := call(h, parts[0], Path+parts[1], sent)
		var p struct{ Detail string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: no problem: %s %v", request, w.Header().Get("Content-Type"), err)
		}
		if w.Code != want.status || !strings.Contains(p.Detail, want.detail) {
			t.Errorf("%s: %d %s; want %d %s", request, w.Code, w.Body, want.status, want.detail)
		}
	}
}

func TestNoRoleNoAnswer(t *testing.T) {
	f := newFixture(t)
	for _, path := range []string{"/claims", "/size", "/documents/x/original"} {
		if w := call(f.handler(""), "GET", Path+path, ""); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestFailureIsNotShown(t *testing.T) {
	f := newFixture(t)
	f.options.Lists = func() ([]designation.List, error) { return nil, errors.New("disk of the secret server is gone") }
	w := call(f.handler(access.Reader), "GET", Path+"/actor?name=APT28", "")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestOriginalsAreDownloads: what was ingested is never shown as a page.
func TestOriginalsAreDownloads(t *testing.T) {
	f := newFixture(t)
	w := call(f.handler(access.Reader), "GET", Path+"/documents/"+f.records[0].Document.ID+"/original", "")
	h := w.Header()
	if w.Code != 200 || w.Body.String() != string(f.records[0].Raw) || h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%d %v", w.Code, h)
	}
}

func TestScreen(t *testing.T) {
	f := newFixture(t)
	h := f.handler(access.Reader)
	got := decode[ledger.Page[screening.Answer]](t, call(h, "POST", Path+"/screen", `{"questions": [{"name": "Harbour Lantern Trading Co."}, {"name": "Somebody Else"}, {"name": "Siemens AG", "against": "Siemens Aktiengesellschaft", "types": ["organisation"]}]}`))
	if len(got.Items) != 3 || len(got.Items[0].Matches) != 1 || got.Items[0].Matches[0].UID != "1" || len(got.Items[1].Matches) != 0 || len(got.Items[2].Matches) != 1 {
		t.Errorf("%+v", got)
	}
}

// TestStatementsAreCounted compares counts with a plain loop over all claims.
func TestStatementsAreCounted(t *testing.T) {
	f := newFixture(t)
	want := map[string]map[string]int{}
	for _, r := range f.records {
		for _, c := range r.Claims {
			key := c.Statement.Key()
			if want[key] == nil {
				want[key] = map[string]int{}
			}
			want[key][string(c.Stance)]++
		}
	}
	got := decode[ledger.Page[Statement]](t, call(f.handler(access.Reader), "GET", Path+"/statements?limit=1000", ""))
	if len(got.Items) != min(len(want), 1000) {
		t.Errorf("%d statements, want %d", len(got.Items), len(want))
	}
	for _, st := range got.Items {
		for stance, n := range want[st.Key] {
			if st.Stances[stance] != n {
				t.Errorf("%s %s: %d, want %d", st.Key, stance, st.Stances[stance], n)
			}
		}
		if st.Contested != (st.Stances[string(ascribe.Asserts)] > 0 && st.Stances[string(ascribe.Denies)] > 0) {
			t.Errorf("%s: contested %t", st.Key, st.Contested)
		}
	}
}
