package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ascribe"
	"ascribe/docs"
	"ascribe/examples"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// TestExtractionsFitTheSchema takes the examples, and labelled and unlabelled
// documents where this machine has them, through extract: every line validates,
// every quote and mention equals its bytes.
func TestExtractionsFitTheSchema(t *testing.T) {
	schema := compile(t)
	folder := filepath.Join(t.TempDir(), "documents")
	if err := os.CopyFS(folder, examples.Documents()); err != nil {
		t.Fatal(err)
	}
	for name, sources := range map[string]string{
		"examples": folder, "labelled": "../../../shared/gold/texts", "unlabelled": "../../../shared/corpora/casie",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := os.Stat(sources); err != nil {
				t.Skipf("skipped: %s is not on this machine", sources)
			}
			if name == "unlabelled" && testing.Short() {
				t.Skip("skipped: -short")
			}
			if name == "examples" {
				checkLines(t, schema, sources)
			}
			checkExtractions(t, schema, sources)
		})
	}
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(docs.ExtractionSchema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("extraction.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("extraction.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// checkLines checks the command's own output.
func checkLines(t *testing.T, schema *jsonschema.Schema, sources string) {
	t.Helper()
	var out, errs bytes.Buffer
	Run(t.Context(), []string{"extract", "--format", "jsonl", sources}, Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
	lines := 0
	for line := range strings.Lines(out.String()) {
		checkLine(t, schema, line)
		lines++
	}
	if lines == 0 {
		t.Errorf("no output: %s", errs.String())
	}
}

func checkLine(t *testing.T, schema *jsonschema.Schema, line string) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%.200s…\n%v", line, err)
	}
}

// checkExtractions checks what the stages make, explanations included.
func checkExtractions(t *testing.T, schema *jsonschema.Schema, sources string) {
	t.Helper()
	flow, err := pipeline.Standard(language.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	claims := 0
	for work, err := range flow.Each(t.Context(), source.Open(t.Context(), []string{sources}, source.Options{}), 2) {
		if err != nil {
			continue // inputs that are no documents
		}
		line, err := json.Marshal(work.Extraction())
		if err != nil {
			t.Fatal(err)
		}
		checkLine(t, schema, string(line))
		checkSpans(t, work)
		checkEntities(t, work.Extraction())
		claims += len(work.Claims)
	}
	if claims == 0 {
		t.Error("no claims at all")
	}
}

// checkSpans: every quote equals its bytes; a mention equals its bytes but for
// markup and white space within.
func checkSpans(t *testing.T, work *pipeline.Work) {
	t.Helper()
	content, prose := work.Text.Content, work.Text.Prose()
	for _, c := range work.Claims {
		if err := c.Validate(content); err != nil {
			t.Errorf("%s: claim %s: %v", work.Document.File, c.ID, err)
		}
	}
	for _, m := range work.Mentions {
		if text := fold(m.Text); text != fold(m.Of(content)) && text != fold(m.Of(prose)) {
			t.Errorf("%s: mention %q is %q in the text", work.Document.File, m.Text, m.Of(content))
		}
	}
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// checkEntities: every id that a claim or mention refers to is among the entities.
func checkEntities(t *testing.T, e ascribe.Extraction) {
	t.Helper()
	known := map[string]bool{"": true}
	for _, entity := range e.Entities {
		known[entity.ID] = true
	}
	for _, m := range e.Mentions {
		if !known[m.Entity] {
			t.Errorf("%s: mention %q refers to %s, which is not among the entities", e.Document.File, m.Text, m.Entity)
		}
	}
	for _, c := range e.Claims {
		for _, p := range []*ascribe.Party{&c.Source, c.Subject, c.Object} {
			if p != nil && !known[p.ID] {
				t.Errorf("%s: claim %s refers to %s, which is not among the entities", e.Document.File, c.ID, p.ID)
			}
		}
	}
}

// TestSchemaIsJSON guards the file that users are handed.
func TestSchemaIsJSON(t *testing.T) {
	var any map[string]any
	if err := json.Unmarshal([]byte(docs.ExtractionSchema), &any); err != nil || any["$defs"] == nil {
		t.Errorf("docs.ExtractionSchema: %v", err)
	}
}
