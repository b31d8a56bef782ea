package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/access"
	"ascribe/internal/assess"
	"ascribe/internal/dossier"
	"ascribe/internal/knowledge"
	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// fixture is a ledger of generated documents with the API over it.
type fixture struct {
	ledger.Ledger
	records   []ledger.Record
	incidents []ascribe.Incident
	options   Options
}

// Dossier builds a dossier as the command line does.
func (f *fixture) Dossier(ctx context.Context, id string, asOf ascribe.Day) (dossier.Dossier, error) {
	e, err := f.Incident(ctx, id)
	if err != nil {
		return dossier.Dossier{}, err
	}
	in := assess.Input{Incident: e.Incident, Knowledge: f.options.Knowledge, AsOf: asOf}
	for c, err := range ledger.AllClaims(ctx, f, ledger.ClaimFilter{Incident: id}) {
		if err != nil {
			return dossier.Dossier{}, err
		}
		in.Claims = append(in.Claims, c.Claim)
	}
	for _, d := range e.Documents {
		document, err := f.Document(ctx, d.ID)
		if err != nil {
			return dossier.Dossier{}, err
		}
		in.Documents = append(in.Documents, document)
	}
	return dossier.Build(dossier.Input{Incident: in.Incident, Assessment: assess.Assess(in), Documents: in.Documents}), nil
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	f := &fixture{Ledger: store}
	for r := range synthetic.New(7).Records(40) {
		if err := store.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		f.records = append(f.records, r)
	}
	f.incidents = synthetic.Incidents(f.records)
	if err := store.PutIncidents(t.Context(), f.incidents); err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	lists := catalogue.Open(t.TempDir())
	f.options = Options{Knowledge: base, Lists: smallLists, Versions: lists.Versions, Log: slog.New(slog.DiscardHandler),
		Screen: func() (*screening.Index, error) {
			lists, err := smallLists()
			if err != nil {
				return nil, err
			}
			return screening.New(lists...)
		}}
	return f
}

// smallLists is a list of one invented company.
func smallLists() ([]designation.List, error) {
	return []designation.List{{ID: "test", Authority: "An authority", Date: "2024-01-01", SHA256: strings.Repeat("0", 64), Designations: []designation.Designation{
		{UID: "1", Type: designation.Organisation, Names: []designation.Name{{Text: "Harbour Lantern Trading Company", Strength: designation.Primary}}},
	}}}, nil
}

// handler is the API as an identity meets it.
func (f *fixture) handler(role access.Role) http.Handler {
	h := New(f, f.options)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(w, r.WithContext(access.With(r.Context(), access.Identity{Account: "one", Role: role})))
	})
}

// call makes a request with a JSON body, or none where it is "".
func call(h http.Handler, method, path, body string) *httptest.ResponseRecorder {
	var in io.Reader = http.NoBody
	if body != "" {
		in = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, path, in)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// decode reads an answer that must be 200.
func decode[T any](t *testing.T, w *httptest.ResponseRecorder) (v T) {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return v
}
