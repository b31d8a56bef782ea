package veris_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
	"ascribe/internal/eurepoc"
	"ascribe/internal/veris"
)

var update = flag.Bool("update", false, "write the goldens anew")

func code(in assess.Input) veris.Incident {
	return veris.Code(eurepoc.Input{Incident: in.Incident, Assessment: assess.Assess(in), Documents: in.Documents, Knowledge: in.Knowledge})
}

func registers(t testing.TB) assess.Input {
	t.Helper()
	raw, err := os.ReadFile("../assess/testdata/registers.case")
	if err != nil {
		t.Fatal(err)
	}
	return assesstest.Inputs(t, string(raw))[0]
}

// TestRegisters: what a coder would put down for the made-up attack, by hand.
func TestRegisters(t *testing.T) {
	v := code(registers(t))
	a, ok := v.Actor["external"].(veris.Actor)
	if !ok || !slices.Equal(a.Variety, []string{"Nation-state", "State-affiliated"}) || !slices.Equal(a.Motive, []string{"Grudge"}) || !slices.Equal(a.Country, []string{"XR"}) {
		t.Errorf("actor %+v", v.Actor)
	}
	if m := v.Action["malware"]; m == nil || !slices.Equal(m.Variety, []string{"Destroy data"}) || m.Name != "MudWyrm" {
		t.Errorf("malware %+v", v.Action["malware"])
	}
	if got := v.Attribute["availability"].Variety; !slices.Equal(got, []string{"Interruption", "Destruction"}) {
		t.Errorf("availability %q", got)
	}
	if when := v.Timeline.Incident; when.Year != 2031 || when.Month != 2 || when.Day != 15 {
		t.Errorf("when %+v", when)
	}
	if v.Victim.ID != "Fredonia" || v.Victim.Industry != "92" || v.Security != "Confirmed" {
		t.Errorf("victim %+v, %s", v.Victim, v.Security)
	}
}

func TestNothingIsUnknown(t *testing.T) {
	in := registers(t)
	in.Claims = nil
	v := code(in)
	if _, ok := v.Actor["unknown"]; !ok || v.Security != "Suspected" || v.Discovery["unknown"] != true || len(v.Plus.Citations) != 0 {
		t.Errorf("of nothing: %+v", v)
	}
}

func TestGolden(t *testing.T) {
	var b bytes.Buffer
	if err := veris.JSON(&b, []veris.Incident{code(registers(t))}); err != nil {
		t.Fatal(err)
	}
	const path = "testdata/registers.json"
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs (%v); see what changed with -update and git diff", path, err)
	}
}

// required are the properties that the vocabulary's schema demands of a record.
func required() []string {
	return []string{"schema_version", "incident_id", "source_id", "security_incident", "summary", "timeline", "victim", "actor", "action", "asset", "attribute", "discovery_method"}
}

// FuzzRecord: whatever the claims are, the record is whole, and every citation names a claim with its quote.
func FuzzRecord(f *testing.F) {
	known := registers(f).Knowledge
	for seed := range uint64(100) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		in := assesstest.Random(rand.New(rand.NewPCG(seed, 13)))
		in.Knowledge = known
		v := code(in)
		var b strings.Builder
		if err := veris.JSON(&b, []veris.Incident{v}); err != nil {
			t.Fatal(err)
		}
		var back []map[string]any
		if err := json.Unmarshal([]byte(b.String()), &back); err != nil {
			t.Fatal(err)
		}
		for _, property := range required() {
			if m, isMap := back[0][property].(map[string]any); back[0][property] == nil || isMap && len(m) == 0 {
				t.Errorf("%s is missing", property)
			}
		}
		for path, claims := range v.Plus.Citations {
			for _, id := range claims {
				if !slices.ContainsFunc(v.Plus.Sources, func(s eurepoc.Source) bool { return s.Claim == id && s.Quote.Text != "" }) {
					t.Errorf("%s cites %s, which is nowhere", path, id)
				}
			}
		}
	})
}
