package api

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
	"ascribe/internal/review"
	"ascribe/internal/watch"
)

// Judge implements Review.
func (f *fixture) judge(ctx context.Context, d review.Draft) (ascribe.Judgement, error) {
	return review.Judge(ctx, f.Ledger, d, func(name string) ascribe.Party { return ascribe.Party{Name: name} }, func(context.Context) error { return nil })
}

type reviewing struct{ f *fixture }

func (r reviewing) Judge(ctx context.Context, d review.Draft) (ascribe.Judgement, error) {
	return r.f.judge(ctx, d)
}

func (r reviewing) Queue(ctx context.Context, incident string) ([]review.Doubt, error) {
	return review.Queue(ctx, r.f, incident)
}

// TestJudging: a claim is corrected under the account's name, shown so, and undone.
func TestJudging(t *testing.T) {
	f := newFixture(t)
	f.options.Review = reviewing{f}
	h := f.handler(access.Analyst)
	claim := f.records[0].Claims[0]
	sent := `{"kind": "correct", "id": "` + claim.ID + `", "field": "stance", "value": "withholds", "note": "it declines to say"}`
	w := call(h, "POST", Path+"/judgements", sent)
	var j ascribe.Judgement
	if err := json.Unmarshal(w.Body.Bytes(), &j); err != nil || w.Code != http.StatusCreated || j.Reviewer != "one" {
		t.Fatalf("%d %v %s", w.Code, err, w.Body)
	}
	seen := decode[ledger.Entry](t, call(h, "GET", Path+"/claims/"+claim.ID, ""))
	if seen.Stance != ascribe.Withholds || seen.Review == nil || seen.Review.Extracted.Stance != claim.Stance {
		t.Errorf("%+v", seen)
	}
	if got := decode[ledger.Page[ascribe.Judgement]](t, call(h, "GET", Path+"/judgements?filter=kind:correct+reviewer:one", "")); len(got.Items) != 1 {
		t.Errorf("%+v", got)
	}
	if w := call(h, "POST", Path+"/judgements", `{"kind": "undo", "id": "`+j.ID+`"}`); w.Code != http.StatusCreated {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if seen := decode[ledger.Entry](t, call(h, "GET", Path+"/claims/"+claim.ID, "")); seen.Stance != claim.Stance {
		t.Errorf("undone: %+v", seen)
	}
	if got := decode[ledger.Page[review.Doubt]](t, call(h, "GET", Path+"/review", "")); got.Items == nil {
		t.Errorf("%+v", got)
	}
	for body, want := range map[string]int{
		`{"kind": "correct", "id": "` + claim.ID + `", "field": "id", "value": "x"}`:        422,
		`{"kind": "correct", "id": "` + claim.ID + `", "field": "stance", "value": "sure"}`: 422,
		`{"kind": "accept", "id": "claim-0000000000000000"}`:                                404,
		`{"kind": "praise", "id": "` + claim.ID + `"}`:                                      422,
		`{"kind": "accept", "id": "` + claim.ID + `", "reviewer": "somebody else"}`:         422,
	} {
		if w := call(h, "POST", Path+"/judgements", body); w.Code != want {
			t.Errorf("%s: %d %s, want %d", body, w.Code, w.Body, want)
		}
	}
}

// TestReadersChangeNothing: every operation that writes asks for a role.
func TestReadersChangeNothing(t *testing.T) {
	f := newFixture(t)
	f.options.Review, f.options.Watches = reviewing{f}, f
	f.withDesk(t)
	before, err := f.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	raw, err := Description()
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	for path, methods := range d.Paths {
		for method := range methods {
			if method == "get" || path == "/screen" { // screening only asks
				continue
			}
			if w := call(f.handler(access.Reader), strings.ToUpper(method), Path+strings.ReplaceAll(path, "{id}", "x"), `{}`); w.Code != http.StatusForbidden {
				t.Errorf("%s %s as a reader: %d", method, path, w.Code)
			}
		}
	}
	if after, _ := f.Size(t.Context()); after != before {
		t.Errorf("%+v, was %+v", after, before)
	}
}

// TestWatches: a watch is added, tells its news, is followed, and removed.
func TestWatches(t *testing.T) {
	f := newFixture(t)
	f.options.Watches = f
	h := f.handler(access.Analyst)
	on := f.records[0].Claims[0].Source.Key()
	w := call(h, "POST", Path+"/watches", `{"kind": "source", "on": "`+on+`"}`)
	var added ascribe.Watch
	if err := json.Unmarshal(w.Body.Bytes(), &added); err != nil || w.Code != http.StatusCreated || added.ID != "source:"+on {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	path := Path + "/watches/" + added.ID
	if news := decode[ledger.Page[watch.News]](t, call(h, "GET", path+"/news", "")); len(news.Items) == 0 {
		t.Error("no news")
	}
	if news := decode[ledger.Page[watch.News]](t, call(h, "GET", path+"/news?since=2100-01-01T00:00:00Z", "")); len(news.Items) != 0 {
		t.Errorf("%d news of the future", len(news.Items))
	}
	server := httptest.NewServer(h)
	defer server.Close()
	response, err := http.Get(server.URL + path + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	told := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				told <- data
				return
			}
		}
		close(told)
	}()
	got := ""
	for i := 40; got == "" && i < 400; i++ { // documents come in until one is news
		if err := f.Put(t.Context(), synthetic.New(7).Record(i)); err != nil {
			t.Fatal(err)
		}
		select {
		case got = <-told:
		default:
		}
	}
	if got == "" {
		got = <-told
	}
	if !strings.Contains(got, `"key":`) {
		t.Errorf("told %q", got)
	}
	if w := call(h, "DELETE", path, ""); w.Code != http.StatusNoContent {
		t.Errorf("removing: %d %s", w.Code, w.Body)
	}
	if w := call(h, "GET", path+"/news", ""); w.Code != http.StatusNotFound {
		t.Errorf("removed: %d", w.Code)
	}
	if w := call(h, "POST", Path+"/watches", `{"kind": "incident", "on": "nowhere"}`); w.Code != http.StatusNotFound {
		t.Errorf("nowhere: %d", w.Code)
	}
}
