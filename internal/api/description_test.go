package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ascribe/internal/access"
)

var update = flag.Bool("update", false, "rewrite docs/openapi.json")

const descriptionFile = "../../docs/openapi.json"

// TestDescription: docs/openapi.json is what is served.
func TestDescription(t *testing.T) {
	got, err := Description()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(descriptionFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(descriptionFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/openapi.json is not what the API says of itself; go test ./internal/api -update, and read the difference")
	}
	served := decode[map[string]any](t, call(newFixture(t).handler(access.Reader), "GET", Path+"/openapi.json", ""))
	if served["openapi"] != "3.1.0" {
		t.Errorf("served: OpenAPI %v", served["openapi"])
	}
}

// TestAnswersFitTheirDescription asks every operation that reads for something
// that is there, and compares the answer with its schema.
func TestAnswersFitTheirDescription(t *testing.T) {
	f := newFixture(t)
	store, err := access.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	f.options.Accounts = store
	f.withDesk(t)
	h := f.handler(access.Admin)
	claim := f.records[0].Claims[0]
	document, incident, source := f.records[0].Document.ID, f.incidents[0].ID, url.QueryEscape(claim.Source.Key())
	for operation, path := range map[string]string{
		"/incidents": "/incidents?as-of=2030-01-01&limit=3", "/incidents/{id}": "/incidents/" + incident + "?as-of=2030-01-01", "/facets": "/facets",
		"/statements": "/statements?filter=document:" + document, "/statement": "/statement?key=" + url.QueryEscape(claim.Statement.Key()),
		"/claims": "/claims?newest=true", "/claims/{id}": "/claims/" + claim.ID,
		"/documents": "/documents?limit=2", "/documents/{id}": "/documents/" + document, "/documents/{id}/text": "/documents/" + document + "/text",
		"/documents/{id}/mentions": "/documents/" + document + "/mentions", "/documents/{id}/claims": "/documents/" + document + "/claims",
		"/entities": "/entities?as-of=2030-01-01&filter=type:state", "/entities/{id}": "/entities/" + claim.Source.ID, "/actor": "/actor?name=MuddyWater",
		"/sources": "/sources?filter=incident:" + incident, "/source": "/source?key=" + source,
		"/search": "/search?q=attack&as-of=2030-01-01", "/screen": "/screen?name=Harbour+Lantern+Trading", "/kb": "/kb", "/judgements": "/judgements", "/watches": "/watches",
		"/intake": "/intake", "/size": "/size", "/whoami": "/whoami", "/accounts": "/accounts", "/audit": "/audit",
	} {
		w := call(h, "GET", Path+path, "")
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
			continue
		}
		if err := fits(t, operation, "200", w.Body.Bytes()); err != nil {
			t.Errorf("%s: %v\n%.800s", path, err, w.Body)
		}
	}
	w := call(h, "GET", Path+"/incidents/nowhere", "")
	if err := fits(t, "/incidents/{id}", "404", w.Body.Bytes()); err != nil || w.Code != http.StatusNotFound {
		t.Errorf("%d %v: %s", w.Code, err, w.Body)
	}
}

// fits compares a value with the schema of an answer to a GET.
func fits(t *testing.T, path, status string, value []byte) error {
	t.Helper()
	raw, err := Description()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("openapi.json", whole); err != nil {
		t.Fatal(err)
	}
	media := "application/json"
	if status != "200" {
		media = "application/problem+json"
	}
	pointer := fmt.Sprintf("openapi.json#/paths/%s/get/responses/%s/content/%s/schema", escaped(path), status, escaped(media))
	schema, err := compiler.Compile(pointer)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(value))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

// escaped is a part of a JSON pointer in an address.
func escaped(part string) string {
	return strings.NewReplacer("/", "~1", "{", "%7B", "}", "%7D", "+", "%2B").Replace(strings.ReplaceAll(part, "~", "~0"))
}

// TestEveryOperationIsExplained: a summary, a description, and every parameter described.
func TestEveryOperationIsExplained(t *testing.T) {
	raw, err := Description()
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Paths map[string]map[string]struct {
			Summary, Description, OperationID string
			Parameters                        []struct{ Name, In, Description string }
		}
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Paths) < 20 {
		t.Errorf("only %d paths", len(d.Paths))
	}
	for path, methods := range d.Paths {
		for method, o := range methods {
			if o.Summary == "" || o.Description == "" || o.OperationID == "" {
				t.Errorf("%s %s: summary %q, description %q, id %q", method, path, o.Summary, o.Description, o.OperationID)
			}
			for _, p := range o.Parameters {
				if p.In == "query" && p.Description == "" {
					t.Errorf("%s %s: parameter %s is not explained", method, path, p.Name)
				}
			}
		}
	}
}
