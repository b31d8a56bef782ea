package eurepoc_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
	"ascribe/internal/eurepoc"
)

var update = flag.Bool("update", false, "write the goldens anew")

func code(in assess.Input) eurepoc.Coding {
	return eurepoc.Code(eurepoc.Input{Incident: in.Incident, Assessment: assess.Assess(in), Documents: in.Documents, Knowledge: in.Knowledge})
}

func registers(t testing.TB) assess.Input {
	t.Helper()
	raw, err := os.ReadFile("../assess/testdata/registers.case")
	if err != nil {
		t.Fatal(err)
	}
	return assesstest.Inputs(t, string(raw))[0]
}

func values(t *testing.T, c eurepoc.Coding, v eurepoc.Variable) []string {
	t.Helper()
	for _, cell := range c.Cells {
		if cell.Variable == v {
			var out []string
			for _, x := range cell.Values {
				out = append(out, x.Value)
			}
			slices.Sort(out)
			return out
		}
	}
	t.Fatalf("no cell %s", v)
	return nil
}

// TestRegisters: what a coder would put down for the made-up attack, by hand.
func TestRegisters(t *testing.T) {
	c := code(registers(t))
	for v, want := range map[eurepoc.Variable][]string{
		eurepoc.StartDate:        {"2031-02-15"},
		eurepoc.EndDate:          {"2031-02-15"},
		eurepoc.IncidentType:     {"Disruption"},
		eurepoc.DisclosureSource: {"authorities of victim state", "third-party-actor or other state"},
		eurepoc.ReceiverName:     {"Fredonia"}, eurepoc.ReceiverCountry: {"XF"}, eurepoc.ReceiverCategory: {"State institutions / political system"},
		eurepoc.InitiatorName:     {"Bureau Nine", "Ruritania", "Sand Viper"},
		eurepoc.InitiatorCountry:  {"XR"},
		eurepoc.InitiatorCategory: {"Non-state actor, state-affiliation suggested", "State"},
		eurepoc.AttributionDate:   {"2031-03-04"},
		eurepoc.AttributionBasis: {"Attribution by international organization", "Attribution by receiver government / state entity", "Attribution by third-party",
			"Contested attribution", "IT-security community attributes attacker", "Media-based attribution"},
		eurepoc.AttributionType: {"Attribution given, type unclear", "Media report", "Political statement / report",
			"Political statement/report and indictment / sanctions", "Technical report"},
		eurepoc.PoliticalResponse: {eurepoc.NotAvailable},
		eurepoc.LegalResponse: {"Peaceful means: Retorsion (International Law): Economic sanctions",
			"Peaceful means: Retorsion (International Law): Severance of diplomatic relations"},
		eurepoc.LegalResponder:  {"XF", "XG"},
		eurepoc.SourceAddresses: {eurepoc.NotAvailable},
	} {
		if got := values(t, c, v); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", v, got, want)
		}
	}
}

// TestKindsOfNothing: not attributed, not told and told to be unknown are three things.
func TestKindsOfNothing(t *testing.T) {
	const quiet = `party | Fredonia | state:xf | XF | -
party | Harbour Wire | publication:harbour | - | wire
document | doc-1 | Harbour Wire | 2031-03-04 | Attack on Fredonia
claim | Harbour Wire | - | asserts | attacked | - | Fredonia | - | - | - | - | Fredonia was attacked
`
	c := code(assesstest.Inputs(t, quiet)[0])
	for v, want := range map[eurepoc.Variable]string{
		eurepoc.InitiatorCategory: eurepoc.NotAttributed, eurepoc.InitiatorCountry: eurepoc.NotAttributed, eurepoc.AttributionBasis: eurepoc.NotAttributed,
		eurepoc.StartDate: eurepoc.NotAvailable, eurepoc.LegalResponse: eurepoc.NotAvailable, eurepoc.AttributionDate: eurepoc.NotAvailable,
		eurepoc.IncidentType: eurepoc.Unknown, eurepoc.DisclosureSource: "media",
	} {
		if got := values(t, c, v); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q, want %q", v, got, want)
		}
	}
	for _, cell := range code(assess.Input{Incident: ascribe.Incident{ID: "x"}, Knowledge: registers(t).Knowledge}).Cells {
		if len(cell.Values) != 1 || len(cell.Values[0].Claims) > 0 {
			t.Errorf("of nothing: %+v", cell)
		}
	}
}

// checkCoding: a value that isn't one of the kinds of nothing names claims that are listed with their quotes.
func checkCoding(t *testing.T, c eurepoc.Coding) {
	t.Helper()
	for i, cell := range c.Cells {
		if cell.Variable != eurepoc.Variables()[i] || len(cell.Values) == 0 {
			t.Errorf("cell %d is %+v", i, cell)
		}
		for _, v := range cell.Values {
			if v.Value != eurepoc.NotAvailable && v.Value != eurepoc.NotAttributed && len(v.Claims) == 0 {
				t.Errorf("%s: %q cites nothing", cell.Variable, v.Value)
			}
			for _, id := range v.Claims {
				if !slices.ContainsFunc(c.Sources, func(s eurepoc.Source) bool { return s.Claim == id && s.Quote.Text != "" }) {
					t.Errorf("%s: %q cites %s, which is nowhere", cell.Variable, v.Value, id)
				}
			}
		}
	}
}

func TestEveryValueCites(t *testing.T) { checkCoding(t, code(registers(t))) }

// FuzzCoding: whatever the claims are, they are coded, and every value cites.
func FuzzCoding(f *testing.F) {
	known := registers(f).Knowledge
	for seed := range uint64(100) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		in := assesstest.Random(rand.New(rand.NewPCG(seed, 11)))
		in.Knowledge = known
		c := code(in)
		checkCoding(t, c)
		if err := eurepoc.CSV(io.Discard, []eurepoc.Coding{c}); err != nil {
			t.Error(err)
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	in := registers(t)
	want := code(in)
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 5))
		r.Shuffle(len(in.Claims), func(i, j int) { in.Claims[i], in.Claims[j] = in.Claims[j], in.Claims[i] })
		if got := code(in); !reflect.DeepEqual(got, want) {
			t.Fatalf("order %d gives another coding", seed)
		}
	}
}

func TestGoldens(t *testing.T) {
	codings := []eurepoc.Coding{code(registers(t))}
	var table, list bytes.Buffer
	if err := eurepoc.CSV(&table, codings); err != nil {
		t.Fatal(err)
	}
	if err := eurepoc.JSON(&list, codings); err != nil {
		t.Fatal(err)
	}
	for path, got := range map[string][]byte{"testdata/registers.csv": table.Bytes(), "testdata/registers.json": list.Bytes()} {
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s differs (%v); see what changed with -update and git diff", path, err)
		}
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(rows) != 2 || len(rows[0]) != 2+2*len(eurepoc.Variables()) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	var back []eurepoc.Coding
	if err := json.Unmarshal(list.Bytes(), &back); err != nil || !reflect.DeepEqual(back, codings) {
		t.Errorf("read back from JSON it differs: %v", err)
	}
}

// TestFormula: a title can't become a formula of a spreadsheet.
func TestFormula(t *testing.T) {
	var b strings.Builder
	if err := eurepoc.CSV(&b, []eurepoc.Coding{{Incident: "=1+1", Title: "@SUM(A1)", Cells: []eurepoc.Cell{{Values: []eurepoc.Value{{Value: "-2"}}}}}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "'=1+1,'@SUM(A1),'-2") {
		t.Error(b.String())
	}
}
