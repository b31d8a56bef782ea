package mcp

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/casefile"
	"ascribe/internal/dossier"
	"ascribe/internal/intake"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
	"ascribe/internal/pipeline"
	"ascribe/internal/review"
)

// fixture is a ledger of generated documents.
type fixture struct {
	ledger.Ledger
	records []ledger.Record
	options Options
}

// Dossier implements Reader.
func (f *fixture) Dossier(ctx context.Context, id string, asOf ascribe.Day) (dossier.Dossier, error) {
	c, err := casefile.Open(ctx, f, id, casefile.Options{AsOf: asOf, Knowledge: f.options.Knowledge})
	if err != nil {
		return dossier.Dossier{}, err
	}
	return dossier.Build(dossier.Input{Incident: c.Incident, Assessment: c.Assessment, Documents: c.Documents}), nil
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	f := &fixture{Ledger: store}
	for r := range synthetic.New(3).Records(25) {
		if err := store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		f.records = append(f.records, r)
	}
	if err := store.PutIncidents(t.Context(), synthetic.Incidents(f.records)); err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	desk := intake.New(t.Context(), intake.Options{Store: store, Flow: reading, Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(desk.Close)
	f.options = Options{Knowledge: base, Intake: desk, Screen: oneCompany, Extract: func(raw ascribe.Raw) (ascribe.Extraction, error) {
		flow, err := reading()
		if err != nil {
			return ascribe.Extraction{}, err
		}
		work, err := flow.Read(raw)
		if err != nil {
			return ascribe.Extraction{}, err
		}
		return work.Extraction(), nil
	}}
	return f
}

// oneCompany is a list of one invented company.
func oneCompany() (*screening.Index, error) {
	return screening.New(designation.List{ID: "test", Authority: "An authority", Date: "2024-01-01", SHA256: strings.Repeat("0", 64), Designations: []designation.Designation{
		{UID: "1", Type: designation.Organisation, Names: []designation.Name{{Text: "Harbour Lantern Trading Company", Strength: designation.Primary}}},
	}})
}

// reading is a flow of one stage: a text is one claim, quoted whole.
func reading() (*pipeline.Pipeline, error) {
	return pipeline.New([]pipeline.Stage{{Name: "extract", Version: "1", Do: func(w *pipeline.Work) error {
		content := string(w.Raw.Bytes)
		w.Text = ascribe.Text{Content: content}
		w.Document = ascribe.Document{ID: ascribe.DocumentID(w.Raw.Bytes), File: w.Raw.Origin, SHA256: ascribe.HashOf(w.Raw.Bytes), TextSHA256: ascribe.HashOf(w.Raw.Bytes), Publisher: w.Raw.Given.Publisher}
		c := ascribe.Claim{Document: w.Document.ID, Source: ascribe.Party{Name: "somebody"}, Stance: ascribe.Asserts,
			Statement: ascribe.Statement{Predicate: ascribe.Attacked, Object: &ascribe.Party{Name: "the harbour"}},
			Quote:     ascribe.Quote{Span: ascribe.Span{End: len(content)}, Text: content}}
		c.ID = ascribe.ClaimID(c)
		w.Claims = []ascribe.Claim{c}
		return nil
	}}}), nil
}

// session connects a client to a server for an identity.
func (f *fixture) session(t *testing.T, id access.Identity) *mcp.ClientSession {
	t.Helper()
	ours, theirs := mcp.NewInMemoryTransports()
	if _, err := server(f, f.options, id, nil).Connect(t.Context(), ours, nil); err != nil {
		t.Fatal(err)
	}
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), theirs, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// ask calls a tool that must answer and reads its answer.
func ask[T any](t *testing.T, s *mcp.ClientSession, tool string, arguments map[string]any) (v T) {
	t.Helper()
	r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	if r.IsError {
		t.Fatalf("%s %v: %s", tool, arguments, r.Content[0].(*mcp.TextContent).Text)
	}
	b, err := json.Marshal(r.StructuredContent)
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return v
}

func toolNames(t *testing.T, s *mcp.ClientSession) []string {
	t.Helper()
	list, err := s.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		if tool.Description == "" || tool.OutputSchema == nil {
			t.Errorf("%s lacks a description or a schema", tool.Name)
		}
		names = append(names, tool.Name)
	}
	slices.Sort(names)
	return names
}

func TestToolsByRole(t *testing.T) {
	f := newFixture(t)
	reads := []string{"as_of", "extract_text", "get_claims", "get_incident", "resolve_name", "screen_name", "search_incidents", "who_says"}
	if got := toolNames(t, f.session(t, access.Identity{Role: access.Admin})); !slices.Equal(got, reads) {
		t.Errorf("read-only: %v", got)
	}
	f.options.Write = true
	if got := toolNames(t, f.session(t, access.Identity{Role: access.Reader})); !slices.Equal(got, reads) {
		t.Errorf("a reader: %v", got)
	}
	writer := f.session(t, access.Identity{Account: "ana", Role: access.Analyst})
	if got := toolNames(t, writer); !slices.Contains(got, "ingest_text") {
		t.Errorf("an analyst: %v", got)
	}
	if _, err := f.session(t, access.Identity{Role: access.Reader}).CallTool(t.Context(), &mcp.CallToolParams{Name: "ingest_text", Arguments: map[string]any{"text": "x"}}); err == nil {
		t.Error("a reader ingests")
	}
}

// checkCited compares what is cited with what the ledger holds.
func (f *fixture) checkCited(t *testing.T, cited []Cited) {
	t.Helper()
	for _, c := range cited {
		text, err := f.Text(t.Context(), c.Document)
		if err != nil {
			t.Fatal(err)
		}
		if got := (ascribe.Span{Start: c.Start, End: c.End}).Of(text.Content); got != c.Quote || c.Quote == "" || c.Source == "" || c.Statement == "" {
			t.Errorf("%s: quote %q, bytes %q", c.Claim, c.Quote, got)
		}
	}
}

// TestEveryAnswerCites walks as an agent would, and checks each quote against its bytes.
func TestEveryAnswerCites(t *testing.T) {
	f := newFixture(t)
	s := f.session(t, access.Identity{Role: access.Reader})
	found := ask[Incidents](t, s, "search_incidents", map[string]any{"limit": 3})
	if len(found.Incidents) != 3 || found.Next == "" || len(found.Incidents[0].Said) == 0 || len(found.Incidents[0].Documents) == 0 {
		t.Fatalf("%+v", found)
	}
	if next := ask[Incidents](t, s, "search_incidents", map[string]any{"limit": 3, "cursor": found.Next}); next.Incidents[0].ID == found.Incidents[0].ID {
		t.Error("the second page is the first")
	}
	for _, i := range found.Incidents {
		f.checkCited(t, i.Said)
		d := ask[Incident](t, s, "get_incident", map[string]any{"incident": i.ID})
		refs := map[string]bool{}
		for _, c := range d.Citations {
			refs[c.Ref] = c.Quote != "" && c.Document != ""
		}
		for _, l := range d.Lead {
			for _, ref := range l.Refs {
				if !refs[ref] {
					t.Errorf("%s: %q cites %s, which is not there", i.ID, l.Text, ref)
				}
			}
		}
		if len(d.Lead) == 0 || len(d.Citations) == 0 {
			t.Errorf("%+v", d)
		}
		before := ask[AsOf](t, s, "as_of", map[string]any{"incident": i.ID, "as_of": "2001-01-01"})
		if len(before.Citations) != 0 || len(before.Later) == 0 {
			t.Errorf("before anything was said: %d citations, %d later", len(before.Citations), len(before.Later))
		}
		f.checkCited(t, before.Later)
		said := ask[Stances](t, s, "who_says", map[string]any{"incident": i.ID})
		f.checkCited(t, slices.Concat(said.Asserts, said.Denies, said.Doubts, said.Withholds))
		if len(said.Asserts) > 0 && said.Sources["asserts"] == 0 {
			t.Errorf("%+v", said.Sources)
		}
	}
	claims := ask[Claims](t, s, "get_claims", map[string]any{"stance": "denies", "limit": 100})
	f.checkCited(t, claims.Claims)
	for _, c := range claims.Claims {
		if c.Stance != ascribe.Denies {
			t.Errorf("%s %s", c.Claim, c.Stance)
		}
	}
	source := f.records[0].Claims[0].Source
	resolved := ask[Resolved](t, s, "resolve_name", map[string]any{"name": source.Name})
	if resolved.Entity.ID != source.ID || len(resolved.Said) == 0 {
		t.Errorf("%+v", resolved)
	}
	f.checkCited(t, slices.Concat(resolved.Said, resolved.Claimed))
	if a := ask[Resolved](t, s, "resolve_name", map[string]any{"name": "MuddyWater"}); len(a.Names) == 0 || a.Names[0].Source == "" {
		t.Errorf("%+v", a)
	}
	if a := ask[Screened](t, s, "screen_name", map[string]any{"name": "Harbour Lantern Trading Co"}); !a.Listed || a.Matches[0].ListHash == "" {
		t.Errorf("%+v", a)
	}
	if a := ask[Screened](t, s, "screen_name", map[string]any{"name": "Somebody Else"}); a.Listed {
		t.Errorf("%+v", a)
	}
	read := ask[Read](t, s, "extract_text", map[string]any{"text": "The harbour was attacked.", "publisher": "Daily"})
	if len(read.Claims) != 1 || read.Claims[0].Quote != "The harbour was attacked." {
		t.Errorf("%+v", read)
	}
	if _, err := f.Document(t.Context(), read.Document); err == nil {
		t.Error("extract_text stores the text")
	}
}

// TestWrongQuestions: each is told what is wrong, and the session goes on.
func TestWrongQuestions(t *testing.T) {
	f := newFixture(t)
	s := f.session(t, access.Identity{Role: access.Reader})
	for _, c := range []struct {
		tool      string
		arguments map[string]any
		want      string
	}{
		{"get_incident", map[string]any{"incident": "nowhere"}, "not in the ledger"},
		{"get_incident", map[string]any{}, "incident"},
		{"get_incident", map[string]any{"incident": "x", "as_of": "yesterday"}, "not a day"},
		{"as_of", map[string]any{"incident": "x"}, "as_of is missing"},
		{"search_incidents", map[string]any{"limit": 1000}, "give 1 to 100"},
		{"search_incidents", map[string]any{"cursor": "x"}, "cursor"},
		{"get_claims", map[string]any{"stance": "agrees"}, "none of"},
		{"get_claims", map[string]any{"predicate": "hacked"}, "none of"},
		{"get_claims", map[string]any{"words": "-"}, "no word"},
		{"who_says", map[string]any{}, "name a party"},
		{"resolve_name", map[string]any{"name": "Nobody At All"}, "nobody known"},
		{"screen_name", map[string]any{"name": " "}, "name is missing"},
		{"screen_name", map[string]any{"name": "a", "type": "planet"}, "none of"},
		{"extract_text", map[string]any{"text": " "}, "give 1 to"},
		{"extract_text", map[string]any{"text": "a", "published": "May"}, "not a day"},
		{"extract_text", map[string]any{"text": strings.Repeat("a", longestText+1)}, "give 1 to"},
	} {
		r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: c.tool, Arguments: c.arguments})
		said := ""
		if err != nil {
			said = err.Error()
		} else if r.IsError {
			said = r.Content[0].(*mcp.TextContent).Text
		}
		if !strings.Contains(said, c.want) {
			t.Errorf("%s %v: %q, want %q", c.tool, c.arguments, said, c.want)
		}
	}
}

func TestIngest(t *testing.T) {
	f := newFixture(t)
	f.options.Write = true
	s := f.session(t, access.Identity{Account: "ana", Role: access.Analyst})
	done := ask[Ingested](t, s, "ingest_text", map[string]any{"text": "The harbour was attacked again.", "name": "note.txt"})
	if done.Status != string(pipeline.Stored) || len(done.Claims) != 1 {
		t.Errorf("%+v", done)
	}
	f.checkCited(t, done.Claims)
	if again := ask[Ingested](t, s, "ingest_text", map[string]any{"text": "The harbour was attacked again.", "name": "note.txt"}); again.Status != string(pipeline.Current) {
		t.Errorf("%+v", again)
	}
}

// judging judges over a ledger.
type judging struct{ ledger.Ledger }

func (j judging) Judge(ctx context.Context, d review.Draft) (ascribe.Judgement, error) {
	return review.Judge(ctx, j.Ledger, d, func(name string) ascribe.Party { return ascribe.Party{Name: name} }, func(context.Context) error { return nil })
}

// TestJudge: under the client's name, shown at once, and undone.
func TestJudge(t *testing.T) {
	f := newFixture(t)
	f.options.Write, f.options.Review = true, judging{f.Ledger}
	s := f.session(t, access.Identity{Account: "ana", Role: access.Analyst})
	id := f.records[0].Claims[0].ID
	done := ask[Judged](t, s, "judge_claim", map[string]any{"claim": id, "kind": "reject", "note": "misread"})
	if len(done.Claims) != 1 || done.Claims[0].Review != string(ascribe.Reject) {
		t.Errorf("%+v", done)
	}
	f.checkCited(t, done.Claims)
	kept, err := f.Judgements(t.Context(), ledger.JudgementFilter{})
	if err != nil || len(kept.Items) != 1 || kept.Items[0].Reviewer != "ana" {
		t.Errorf("%+v, %v", kept, err)
	}
	if undone := ask[Judged](t, s, "judge_claim", map[string]any{"claim": done.Judgement, "kind": "undo"}); undone.Claims[0].Review != "" {
		t.Errorf("%+v", undone)
	}
	r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: "judge_claim", Arguments: map[string]any{"claim": id, "kind": "praise"}})
	if err == nil && !r.IsError {
		t.Error("praise is taken")
	}
}

// TestHTTP: the tools are there over HTTP, for whom the guard lets through.
func TestHTTP(t *testing.T) {
	f := newFixture(t)
	f.options.Write = true
	role := access.Reader
	h := Handler(f, f.options)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(w, r.WithContext(access.With(r.Context(), access.Identity{Account: "ana", Role: role})))
	}))
	defer server.Close()
	for _, role = range []access.Role{access.Reader, access.Analyst} {
		s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.StreamableClientTransport{Endpoint: server.URL + "/mcp"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(toolNames(t, s), "ingest_text"); got != (role == access.Analyst) {
			t.Errorf("%s: may ingest: %t", role, got)
		}
		if claims := ask[Claims](t, s, "get_claims", map[string]any{}); len(claims.Claims) != usualLimit {
			t.Errorf("%d claims", len(claims.Claims))
		}
		s.Close()
	}
}
