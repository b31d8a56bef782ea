package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/internal/model/modeltest"
)

const secret = "sk-very-secret"

const wire = "Elbonia expels envoy\n\nElbonia's government said on Monday that Ruritania attacked its parliament. The hackers used a worm called GlassJaw.\n"

// reads is a service that finds one claim in wire.
func reads(modeltest.Question) modeltest.Reply {
	return modeltest.Reply{Content: `{"claims":[{"quote":"The hackers used a worm called GlassJaw.","predicate":"used","subject":{"name":"hackers","text":"The hackers"},
"object":{"name":"GlassJaw","text":"GlassJaw"},"stance":"asserts"},{"quote":"Freedonia did it.","predicate":"attacked","subject":{"name":"Freedonia","text":"Freedonia"},"stance":"asserts"}]}`}
}

// run runs a command line in a folder of its own and gives what it wrote.
func run(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(t.Context(), args, Streams{In: strings.NewReader(wire), Out: &o, Err: &e})
	if strings.Contains(o.String()+e.String(), secret) {
		t.Errorf("%v shows the key", args)
	}
	return code, o.String(), e.String()
}

// withModel points the environment at a scripted service.
func withModel(t *testing.T, script func(modeltest.Question) modeltest.Reply) *modeltest.Server {
	t.Helper()
	server := modeltest.Start(t, script)
	for name, value := range map[string]string{"ASCRIBE_MODEL_URL": server.URL, "ASCRIBE_MODEL": "scripted", "ASCRIBE_MODEL_KEY": secret,
		"ASCRIBE_MODEL_CACHE": t.TempDir(), "ASCRIBE_LEDGER": filepath.Join(t.TempDir(), "ledger.db")} {
		t.Setenv(name, value)
	}
	return server
}

func TestExtractWithAModel(t *testing.T) {
	server := withModel(t, reads)
	for turn := range 2 {
		code, out, errs := run(t, "extract", "--fast", "--extractor", "model", "--format", "jsonl", "--publisher", "Plain Times", "-")
		var e struct {
			Document struct{ Rejected []struct{ Check string } }
			Claims   []struct{ Extractor string }
		}
		if err := json.Unmarshal([]byte(out), &e); err != nil || code != 0 || len(e.Claims) != 1 || len(e.Document.Rejected) != 1 || e.Document.Rejected[0].Check != "quote" {
			t.Errorf("code %d, %v: %s%s", code, err, out, errs)
		}
		if !strings.Contains(errs, "is sent to "+strings.TrimPrefix(strings.TrimSuffix(server.URL, "/v1"), "http://")) {
			t.Errorf("it doesn't say where the text goes: %s", errs)
		}
		if len(server.Asked()) != 1 {
			t.Errorf("turn %d: asked %d times", turn, len(server.Asked()))
		}
	}
	if code, out, _ := run(t, "extract", "--fast", "--extractor", "both", "--explain", "all", "-"); code != 0 || !strings.Contains(out, "refused: 1") || !strings.Contains(out, "its quote is not in the text") {
		t.Errorf("code %d, %s", code, out)
	}
}

func TestDryRunSendsNothing(t *testing.T) {
	server := withModel(t, reads)
	for _, command := range []string{"extract", "ingest"} {
		code, out, errs := run(t, command, "--fast", "--extractor", "both", "--dry-run", "--price-in", "1", "--price-out", "2", "--json", "-")
		var plan struct {
			Documents, Questions, Cached int
			Tokens                       struct{ In, Out int }
			Cost                         float64
		}
		if err := json.Unmarshal([]byte(out), &plan); err != nil || code != 0 || plan.Documents != 1 || plan.Questions != 1 || plan.Tokens.In < 1000 || plan.Cost <= 0 {
			t.Errorf("%s: code %d, %v: %s%s", command, code, err, out, errs)
		}
	}
	if len(server.Asked()) != 0 {
		t.Error("it asked")
	}
	if _, err := os.Stat(os.Getenv("ASCRIBE_LEDGER")); err == nil {
		t.Error("a dry run made a ledger")
	}
}

func TestNothingIsSentUnasked(t *testing.T) {
	server := withModel(t, reads)
	for _, args := range [][]string{{"extract", "--fast", "-"}, {"extract", "--fast", "--extractor", "both", "--private", "-"}, {"ingest", "--fast", "--extractor", "model", "--private", "-"}} {
		if code, _, errs := run(t, args...); code != 0 {
			t.Errorf("%v: code %d: %s", args, code, errs)
		}
	}
	if n := len(server.Asked()); n != 0 {
		t.Errorf("asked %d times", n)
	}
	t.Setenv("ASCRIBE_MODEL_URL", "")
	if code, _, errs := run(t, "extract", "--extractor", "model", "-"); code != 2 || !strings.Contains(errs, "--model-url") {
		t.Errorf("code %d: %s", code, errs)
	}
}

// TestIngestAsksAgainForWhatIsMissing: what the service didn't answer is failed
// or incomplete, and done by the next ingest; what was answered isn't asked again.
func TestIngestAsksAgainForWhatIsMissing(t *testing.T) {
	down := true
	withModel(t, func(q modeltest.Question) modeltest.Reply {
		if down {
			return modeltest.Reply{Status: 403, Raw: "no"}
		}
		return reads(q)
	})
	line := func(extractor string) (code int, l struct{ Status, Error string }) {
		code, out, _ := run(t, "ingest", "--fast", "--extractor", extractor, "--json", "-")
		if err := json.Unmarshal([]byte(out), &l); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return code, l
	}
	for i, step := range []struct {
		down      bool
		extractor string
		code      int
		status    string
		lacking   bool
	}{
		{true, "model", 1, "failed", true}, {true, "both", 1, "stored", true}, {true, "both", 1, "updated", true},
		{false, "both", 0, "updated", false}, {true, "both", 0, "current", false}, {true, "model", 0, "updated", false}, // from the cache
	} {
		down = step.down
		if code, l := line(step.extractor); code != step.code || l.Status != step.status || (l.Error != "") != step.lacking {
			t.Errorf("step %d: code %d, %+v; want %+v", i, code, l, step)
		}
	}
}

func TestEvalComparesExtractors(t *testing.T) {
	withModel(t, reads)
	labels := t.TempDir()
	for name, content := range map[string]string{
		"wire.txt": wire,
		"wire.json": `{"document":{"file":"wire.txt","publisher":"Plain Times"},"claims":[
{"predicate":"used","subject":["hackers"],"object":["GlassJaw"],"source":["Plain Times"],"stance":"asserts","quote":"used a worm called GlassJaw"}]}`,
	} {
		if err := os.WriteFile(filepath.Join(labels, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, errs := run(t, "eval", labels, "--fast", "--extractor", "both")
	if code != 0 || !strings.Contains(out, "model alone: statement P 1.000") || !strings.Contains(out, "of the labels both find") {
		t.Errorf("code %d: %s%s", code, out, errs)
	}
	code, out, _ = run(t, "eval", labels, "--fast", "--extractor", "both", "--json")
	var report struct {
		Gain *struct{ Both, Rules, Model int }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 || report.Gain == nil {
		t.Errorf("code %d, %v: %s", code, err, out)
	}
}
