package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/intake"
	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
)

// reading is a flow of one stage that keeps the text and finds nothing in it.
func reading() (*pipeline.Pipeline, error) {
	return pipeline.New([]pipeline.Stage{{Name: "extract", Version: "1", Do: func(w *pipeline.Work) error {
		w.Text = ascribe.Text{Content: string(w.Raw.Bytes)}
		hash := ascribe.HashOf(w.Raw.Bytes)
		w.Document = ascribe.Document{ID: ascribe.DocumentID(w.Raw.Bytes), File: w.Raw.Origin, SHA256: hash, TextSHA256: hash, Size: len(w.Raw.Bytes), Publisher: w.Raw.Given.Publisher}
		return nil
	}}}), nil
}

func (f *fixture) withDesk(t *testing.T) {
	t.Helper()
	desk := intake.New(t.Context(), intake.Options{Store: f, Flow: reading, Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(desk.Close)
	f.options.Intake = desk
}

// accepted reads a job that was taken in.
func accepted(t *testing.T, w *httptest.ResponseRecorder) intake.Job {
	t.Helper()
	var job intake.Job
	if err := json.Unmarshal(w.Body.Bytes(), &job); err != nil || w.Code != http.StatusAccepted || w.Header().Get("Location") != Path+"/intake/"+job.ID {
		t.Fatalf("%d %v: %s", w.Code, err, w.Body)
	}
	return job
}

// TestIntake: a document is given, followed to its end, and read back.
func TestIntake(t *testing.T) {
	f := newFixture(t)
	f.withDesk(t)
	h := f.handler(access.Analyst)
	server := httptest.NewServer(h)
	defer server.Close()
	job := accepted(t, call(h, "POST", Path+"/intake", `{"inputs": [{"name": "../../etc/passwd", "text": "Nothing much happened.", "publisher": "Daily"}, {"address": "http://127.0.0.1:1/internal"}]}`))
	response, err := http.Get(server.URL + Path + "/intake/" + job.ID + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("type %s", response.Header.Get("Content-Type"))
	}
	var last intake.Job
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(data), &last); err != nil {
				t.Fatal(err)
			}
		}
	}
	if last.State != intake.Done || last.By != "one" || len(last.Outcomes) != 2 || last.Outcomes[0].Status != pipeline.Stored || last.Outcomes[0].Input != "passwd" {
		t.Fatalf("%+v", last)
	}
	if last.Outcomes[1].Status != pipeline.Failed || last.Outcomes[1].Problem != "private-address" {
		t.Errorf("an address of this machine: %+v", last.Outcomes[1])
	}
	document := decode[Document](t, call(h, "GET", Path+"/documents/"+last.Outcomes[0].Document, ""))
	if document.Publisher != "Daily" || len(document.Origins) != 1 || document.Origins[0].File != "passwd" {
		t.Errorf("%+v", document)
	}
	if got := decode[intake.Job](t, call(h, "GET", Path+"/intake/"+job.ID, "")); got.State != intake.Done {
		t.Errorf("%+v", got)
	}
	if got := decode[ledger.Page[intake.Job]](t, call(h, "GET", Path+"/intake", "")); len(got.Items) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestFileIntake(t *testing.T) {
	f := newFixture(t)
	f.withDesk(t)
	h := f.handler(access.Analyst)
	send := func(body io.Reader) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", Path+"/intake/file?name=a.html&published=2024-05-06", body)
		r.Header.Set("Content-Type", "application/octet-stream")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	job := accepted(t, send(strings.NewReader("<script>alert(1)</script>")))
	for job := range f.options.Intake.Follow(t.Context(), job.ID) {
		if job.State == intake.Done && (len(job.Outcomes) != 1 || job.Outcomes[0].Status != pipeline.Stored) {
			t.Errorf("%+v", job)
		}
	}
	if w := send(bytes.NewReader(make([]byte, largestFile+1))); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("oversized: %d", w.Code)
	}
	if w := send(http.NoBody); w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusBadRequest {
		t.Errorf("nothing: %d", w.Code)
	}
}

func TestOnlyAnalystsAdd(t *testing.T) {
	f := newFixture(t)
	f.withDesk(t)
	for role, want := range map[access.Role]int{access.Reader: 403, "": 403, access.Analyst: 202, access.Admin: 202} {
		if w := call(f.handler(role), "POST", Path+"/intake", `{"inputs": [{"name": "a", "text": "b"}]}`); w.Code != want {
			t.Errorf("%q: %d, want %d", role, w.Code, want)
		}
	}
	for body, want := range map[string]int{`{"inputs": []}`: 422, `{"inputs": [{}]}`: 422, `{"inputs": [{"address": "file:///etc/passwd"}]}`: 422, `{"inputs": [{"address": "gopher://x"}]}`: 422,
		`{"inputs": [{"name": "a", "text": "b", "published": "yesterday"}]}`: 422, `{"inputs": [{"path": "/etc/passwd"}]}`: 422, `{`: 400} {
		if w := call(f.handler(access.Analyst), "POST", Path+"/intake", body); w.Code != want {
			t.Errorf("%s: %d %s, want %d", body, w.Code, w.Body, want)
		}
	}
	f.options.Intake = nil
	if w := call(f.handler(access.Analyst), "POST", Path+"/intake", `{"inputs": [{"name": "a", "text": "b"}]}`); w.Code != http.StatusNotFound {
		t.Errorf("without intake: %d", w.Code)
	}
}
