package web

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/intake"
	"ascribe/internal/ledger"
	"ascribe/internal/pipeline"
	"ascribe/internal/review"
)

// judges is a Review over a fixture's ledger, whose incidents stay as they are.
type judges struct{ ledger.Ledger }

func (j judges) Judge(ctx context.Context, d review.Draft) (ascribe.Judgement, error) {
	return review.Judge(ctx, j.Ledger, d, func(name string) ascribe.Party { return ascribe.Party{Name: name} }, func(context.Context) error { return nil })
}

func (j judges) Queue(ctx context.Context, incident string) ([]review.Doubt, error) {
	return review.Queue(ctx, j.Ledger, incident)
}

// given is an Intake that remembers what it was given.
type given struct {
	by     string
	inputs []intake.Input
	jobs   []intake.Job
}

func (g *given) Submit(by string, inputs []intake.Input) (intake.Job, error) {
	if len(inputs) == 0 {
		return intake.Job{}, intake.ErrNothing
	}
	g.by, g.inputs = by, inputs
	return intake.Job{ID: "job-1"}, nil
}

func (g *given) Job(id string) (intake.Job, error) {
	for _, j := range g.jobs {
		if j.ID == id {
			return j, nil
		}
	}
	return intake.Job{}, fmt.Errorf("%w: %q", intake.ErrUnknown, id)
}

func (g *given) Jobs() []intake.Job { return g.jobs }

// jobsOf are jobs in every state, about a fixture's documents and words.
func jobsOf(document string, w words) []intake.Job {
	return []intake.Job{
		{ID: "job-done", By: w.byline, State: intake.Done, Asked: read, Inputs: []string{w.file, w.url}, Incidents: 1, Outcomes: []intake.Outcome{
			{Outcome: pipeline.Outcome{Input: w.file, Status: pipeline.Stored, Document: document, Claims: 3, Copies: 1}},
			{Outcome: pipeline.Outcome{Input: w.url, Status: pipeline.Failed, Error: w.why}, Problem: "scheme"}}},
		{ID: "job-reading", State: intake.Reading, Asked: read, Inputs: []string{w.file, w.file}, Outcomes: []intake.Outcome{{Outcome: pipeline.Outcome{Input: w.file, Status: pipeline.Current, Document: document}}}},
		{ID: "job-waiting", State: intake.Waiting, Asked: read, Inputs: []string{w.file}, Outcomes: []intake.Outcome{}},
		{ID: "job-broken", State: intake.Done, Asked: read, Inputs: []string{w.file}, Outcomes: []intake.Outcome{}, Error: w.why},
	}
}

// post sends a form.
func post(t testing.TB, h http.Handler, address string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// upload sends a form with a file.
func upload(t testing.TB, h http.Handler, address, field, name, contents string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for key, values := range form {
		if err := m.WriteField(key, values[0]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := m.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(contents)); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAddingDocuments(t *testing.T) {
	g := &given{}
	h := handler(t, newFixture(t, plainWords()), Options{Intake: g, Visitor: func(*http.Request) Visitor { return Visitor{Name: "ann", CSRF: "token", MayWrite: true} }})
	if page := body(t, get(t, h, "/add")); !strings.Contains(page, `<input type="hidden" name="csrf" value="token">`) {
		t.Error("the form has no token")
	}
	w := upload(t, h, "/add", "file", "../a.txt", "a text", url.Values{"publisher": {" Daily "}, "title": {"of several"}, "text": {"pasted\r\ntext"}, "addresses": {"https://example.org/a\nhttps://example.org/b"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/intake/job-1" || g.by != "ann" {
		t.Fatalf("answers %d to %s, by %q: %s", w.Code, w.Header().Get("Location"), g.by, w.Body)
	}
	var got []string
	for _, in := range g.inputs {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s", in.Name, in.Address, in.Bytes, in.Given.Publisher, in.Given.Title))
	}
	want := "[a.txt||a text|Daily| pasted: of several||pasted\ntext|Daily| |https://example.org/a||Daily| |https://example.org/b||Daily|]"
	if fmt.Sprint(got) != want {
		t.Errorf("given were %v, want %s", got, want)
	}
	post(t, h, "/add", url.Values{"text": {"one"}, "title": {"One"}, "url": {"https://example.org"}})
	if len(g.inputs) != 1 || g.inputs[0].Given.Title != "One" || g.inputs[0].Given.URL != "https://example.org" || g.inputs[0].Name != "pasted: One" {
		t.Errorf("given was %+v", g.inputs)
	}
	w = post(t, h, "/add", url.Values{"publisher": {`<script>"`}})
	if page := body(t, w); w.Code != http.StatusBadRequest || !strings.Contains(page, "nothing to read") || !strings.Contains(page, "&lt;script&gt;") {
		t.Errorf("an empty form answers %d: %s", w.Code, page)
	}
}

func TestJudging(t *testing.T) {
	f := newFixture(t, plainWords())
	h := handler(t, f, Options{Review: judges{f.Ledger}, Visitor: func(*http.Request) Visitor { return Visitor{Name: "ann", CSRF: "token", MayWrite: true} }})
	page, err := f.Claims(t.Context(), ledger.ClaimFilter{Stances: []ascribe.Stance{ascribe.Denies}})
	if err != nil {
		t.Fatal(err)
	}
	id := page.Items[0].ID
	claim := func() ledger.Entry {
		t.Helper()
		c, err := f.Claim(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	see := func(w *httptest.ResponseRecorder, to string) {
		t.Helper()
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
			t.Fatalf("answers %d to %q, want to %q: %s", w.Code, w.Header().Get("Location"), to, w.Body)
		}
	}
	back := "/documents/" + page.Items[0].Document + "?claim=" + id + "#" + id
	see(post(t, h, "/judge", url.Values{"kind": {"reject"}, "id": {id}, "back": {back}, "note": {"misread"}}), back)
	if c := claim(); !c.Review.Rejected() || c.Review.Judgements[0].Reviewer != "ann" || c.Review.Judgements[0].Note != "misread" {
		t.Errorf("review is %+v", c.Review)
	}
	if text := body(t, get(t, h, back)); !strings.Contains(text, "rejected") || !strings.Contains(text, `value="undo"`) {
		t.Error("the document does not show that it was rejected")
	}
	see(post(t, h, "/judge", url.Values{"kind": {"undo"}, "id": {claim().Review.Judgements[0].ID}}), "/review")
	if c := claim(); c.Review.Rejected() {
		t.Errorf("undone, review is %+v", c.Review)
	}

	form := url.Values{"back": {"/review"}}
	for _, field := range correctable(claim().Claim) {
		form.Set(field.Field, field.Value)
	}
	if w := post(t, h, "/claims/"+id+"/correct", form); w.Code != http.StatusBadRequest || !strings.Contains(body(t, w), "nothing in the form differs") {
		t.Errorf("an unchanged form answers %d", w.Code)
	}
	form.Set("stance", "doubts")
	form.Set("subject", "Grey Otter")
	form.Set("when", "2024-05-01/2024-05-02")
	see(post(t, h, "/claims/"+id+"/correct", form), "/review")
	c := claim()
	if c.Stance != ascribe.Doubts || c.Subject.Name != "Grey Otter" || c.When.From != "2024-05-01" || c.Review.Extracted.Stance != ascribe.Denies || len(c.Review.Judgements) != 3 {
		t.Errorf("corrected claim is %+v with %+v", c.Claim, c.Review)
	}
	if text := body(t, get(t, h, "/review")); strings.Count(text, "<strong>correct</strong>") != 3 || !strings.Contains(text, ">undone<") {
		t.Errorf("the review does not list the judgements: %s", text)
	}
	form.Set("when", "yesterday")
	if w := post(t, h, "/claims/"+id+"/correct", form); w.Code != http.StatusBadRequest || !strings.Contains(body(t, w), "is no day") {
		t.Errorf("a wrong day answers %d: %s", w.Code, w.Body)
	}
	if w := post(t, h, "/judge", url.Values{"kind": {"love"}, "id": {id}}); w.Code != http.StatusBadRequest {
		t.Errorf("an unknown kind answers %d", w.Code)
	}
	if w := post(t, h, "/judge", url.Values{"kind": {"accept"}, "id": {"claim-0"}}); w.Code != http.StatusNotFound {
		t.Errorf("an unknown claim answers %d", w.Code)
	}
}

// TestReadersOnlyRead: what is not offered, or not to this visitor, is refused and said.
func TestReadersOnlyRead(t *testing.T) {
	f := newFixture(t, plainWords())
	document := addresses(t, f)["document"]
	for name, o := range map[string]Options{
		"nothing is offered": {},
		"a reader":           {Review: judges{f.Ledger}, Intake: &given{}, Visitor: func(*http.Request) Visitor { return Visitor{Name: "rea", SignedIn: true} }},
	} {
		h := handler(t, f, o)
		for _, address := range []string{"/judge", "/add"} {
			if w := post(t, h, address, url.Values{"kind": {"accept"}, "id": {"claim-0"}, "text": {"x"}}); w.Code != http.StatusForbidden {
				t.Errorf("%s: POST %s answers %d", name, address, w.Code)
			}
		}
		for _, address := range []string{"/review", "/add", document, addresses(t, f)["claim"]} {
			if text := body(t, get(t, h, address)); strings.Contains(text, `action="/judge"`) || strings.Contains(text, `action="/add"`) {
				t.Errorf("%s: %s offers to write", name, address)
			}
		}
		if w := get(t, h, "/intake/job-1"); w.Code != http.StatusForbidden {
			t.Errorf("%s: a job answers %d", name, w.Code)
		}
	}
}

func TestBackLeadsNowhereElse(t *testing.T) {
	for back, want := range map[string]string{
		"/claims/claim-1?x=y#judge": "/claims/claim-1?x=y#judge", "": "/review", "https://evil.example/": "/review", "//evil.example/": "/review", `/\evil.example`: "/review",
		"javascript:alert(1)": "/review", "review": "/review", "http:/x": "/review",
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/judge", strings.NewReader(url.Values{"back": {back}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if got := backTo(r); got != want {
			t.Errorf("back to %q leads to %q, want %q", back, got, want)
		}
	}
}

func TestScreeningALists(t *testing.T) {
	h := handler(t, newFixture(t, plainWords()), screened(Options{}, plainWords()))
	w := post(t, h, "/screen", url.Values{"names": {"Orlan Vestrik\nNobody Known\n"}})
	if page := body(t, w); w.Code != http.StatusOK || !strings.Contains(page, "1 of 2 names found") || !strings.Contains(page, "Not listed") {
		t.Errorf("a pasted list answers %d: %s", w.Code, page)
	}
	w = upload(t, h, "/screen", "file", "names.csv", "id,name\n1,Orlan Vestrik\n2,=cmd()\n", url.Values{"as": {"csv"}})
	if got := w.Body.String(); !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") || !strings.Contains(got, "Orlan Vestrik,yes,1.000") || !strings.Contains(got, "'=cmd(),no") {
		t.Errorf("a CSV file answers %s", got)
	}
	for name, form := range map[string]url.Values{"type": {"names": {"x"}, "type": {"ghost"}}, "day": {"names": {"x"}, "as-of": {"soon"}}, "too many": {"names": {strings.Repeat("x\n", mostNames+1)}}, "too large": {"names": {strings.Repeat("x", screenBytes)}}} {
		if w := post(t, h, "/screen", form); w.Code != http.StatusBadRequest {
			t.Errorf("%s: answers %d: %.200s", name, w.Code, w.Body)
		}
	}
	without := handler(t, newFixture(t, plainWords()), Options{})
	if page := body(t, get(t, without, "/screen?name=x")); !strings.Contains(page, "No sanctions lists are at hand") {
		t.Error("without lists the page does not say so")
	}
}

func TestSliderAsAPlainForm(t *testing.T) {
	f := newFixture(t, plainWords())
	h := handler(t, f, Options{})
	days := daysOf(f.dossier)
	for step, want := range map[string]string{"0": "/incidents/xa-2024-05?as-of=" + string(days[0]), fmt.Sprint(len(days)): "/incidents/xa-2024-05", "-1": "/incidents/xa-2024-05"} {
		if w := get(t, h, "/incidents/xa-2024-05?step="+step); w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("step %s answers %d to %s", step, w.Code, w.Header().Get("Location"))
		}
	}
	if w := get(t, h, "/incidents/xa-2024-05?step=x"); w.Code != http.StatusOK {
		t.Errorf("a step that is none answers %d", w.Code)
	}
}

// large is a reader that says that it holds very much.
type large struct{ *fixture }

func (large) Size(context.Context) (ledger.Size, error) {
	return ledger.Size{Documents: 1, Claims: queueClaims + 1, Incidents: 1}, nil
}

// TestReviewOfALargeLedger: the queue is not made of everything while a reader waits.
func TestReviewOfALargeLedger(t *testing.T) {
	f := newFixture(t, plainWords())
	h, err := New(large{f}, offered(t, f, plainWords()))
	if err != nil {
		t.Fatal(err)
	}
	if page := body(t, get(t, h, "/review")); !strings.Contains(page, "/review?incident=xa-2024-05") || strings.Contains(page, `value="accept"`) {
		t.Errorf("all claims were gone through: %s", page)
	}
	if page := body(t, get(t, h, "/review?incident=xa-2024-05")); strings.Contains(page, "Choose an incident") {
		t.Error("an incident's queue is not shown")
	}
}
