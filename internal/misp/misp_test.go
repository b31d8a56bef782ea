package misp

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/ledger"
	"ascribe/internal/selection"
	"ascribe/internal/selection/selectiontest"
	"ascribe/internal/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func embedded(t testing.TB) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// event makes the event of a document.
func event(t testing.TB, o Options, d selection.Document) (Event, []byte) {
	t.Helper()
	e, err := NewExporter(o)
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.Event(d)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := Encode(out)
	if err != nil {
		t.Fatal(err)
	}
	return out, raw
}

// read takes an export through Split and Read; what is left out is shown.
func read(t testing.TB, export []byte, given ascribe.Metadata) (records []ledger.Record, left []error) {
	t.Helper()
	parts, left, err := Split(export)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		r, wrong, err := Read(ascribe.Raw{Origin: "e.json", Bytes: p.Bytes, Given: given, Read: time.Unix(0, 0)}, embedded(t))
		if err != nil {
			left = append(left, err)
			continue
		}
		if err := r.Validate(); err != nil {
			t.Error(err)
		}
		records, left = append(records, r), append(left, wrong...)
	}
	return records, left
}

// TestRoundTripKeepsClaims: out, in, out and in again loses nothing of generated
// documents, of the examples, of labelled ones.
func TestRoundTripKeepsClaims(t *testing.T) {
	for name, documents := range map[string]func(*testing.T) []selection.Document{
		"generated": func(*testing.T) []selection.Document { return selectiontest.Generated(7, 60) },
		"examples":  selectiontest.Examples,
		"labelled":  func(t *testing.T) []selection.Document { return selectiontest.Folder(t, "../../../shared/gold/texts") },
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range documents(t) {
				roundTrip(t, d)
			}
		})
	}
}

func roundTrip(t *testing.T, d selection.Document) {
	t.Helper()
	want := selectiontest.Bare(d.Claims)
	for round := range 2 {
		_, raw := event(t, Options{Knowledge: embedded(t)}, d)
		records, left := read(t, raw, ascribe.Metadata{})
		if len(records) != 1 || len(left) > 0 {
			t.Fatalf("%d documents, left out: %v", len(records), left)
		}
		got := records[0]
		if was := d.Document; got.Document.Title != was.Title || got.Document.Publisher != was.Publisher || got.Document.Published != was.Published || got.Document.URL != was.URL {
			t.Errorf("the document became %+v, was %+v", got.Document, was)
		}
		if got := selectiontest.Bare(got.Claims); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: after %d round trips claims differ:\n%+v\nwant\n%+v", d.ID, round+1, got, want)
		}
		d = selection.Document{Document: got.Document, Claims: got.Claims}
	}
}

// TestEvent: objects fit their template, identifiers are given once, tags and
// analyst data are there, and nothing blames the whole event on anybody.
func TestEvent(t *testing.T) {
	d := selectiontest.Generated(7, 1)[0]
	a, raw := event(t, Options{Tags: []string{"tlp:green"}, Grade: func(ascribe.Claim) Grade { return Grade{"B", 2} }}, d)
	if _, again := event(t, Options{Tags: []string{"tlp:green"}, Grade: func(ascribe.Claim) Grade { return Grade{"B", 2} }}, d); string(again) != string(raw) {
		t.Error("two events of one document differ")
	}
	if len(a.Objects) != len(d.Claims)+1 || len(a.Galaxies) > 0 {
		t.Errorf("%d objects for %d claims, %d galaxies", len(a.Objects), len(d.Claims), len(a.Galaxies))
	}
	ids := map[string]bool{}
	once := func(id string) {
		if ids[id] || id == "" {
			t.Errorf("identifier %q is missing or given twice", id)
		}
		ids[id] = true
	}
	for _, o := range a.Objects {
		once(o.UUID)
		for _, attribute := range o.Attributes {
			once(attribute.UUID)
			if attribute.Type == "" || attribute.Category == "" || attribute.Value == "" || attribute.ToIDs {
				t.Errorf("attribute %+v is not whole", attribute)
			}
		}
		for _, o := range o.Opinions {
			once(o.UUID)
		}
		for _, n := range o.Notes {
			once(n.UUID)
		}
	}
	for _, want := range []string{
		`"tlp:green"`, `estimative-language:confidence-in-analytic-judgment=\"moderate\"`, `estimative-language:likelihood-probability=\"likely\"`,
		`admiralty-scale:source-reliability=\"b\"`, `admiralty-scale:information-credibility=\"2\"`, `"relationship_type":"supports"`, `"Note":[`,
	} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("the event lacks %s", want)
		}
	}
}

// TestDenialsAreOpinions: a denial in one document is an opinion on the object of
// the assertion in another.
func TestDenialsAreOpinions(t *testing.T) {
	asserted := ascribe.Claim{ID: "claim-1", Source: ascribe.Party{Name: "Karst Labs"}, Stance: ascribe.Asserts, Quote: ascribe.Quote{Text: "Heron hit Ardonia."},
		Statement: ascribe.Statement{Predicate: ascribe.Attacked, Subject: &ascribe.Party{Name: "Heron"}, Object: &ascribe.Party{Name: "Ardonia"}}}
	denied := asserted
	denied.ID, denied.Source, denied.Stance, denied.Quote.Text = "claim-2", ascribe.Party{Name: "Heron"}, ascribe.Denies, "We did not."
	e, _ := event(t, Options{Disputed: func(string) []ledger.Entry { return []ledger.Entry{{Claim: denied, Day: "2022-09-07"}} }},
		selection.Document{Document: ascribe.Document{ID: "doc-1", Title: "T"}, Claims: []ascribe.Claim{asserted}})
	opinions := e.Objects[1].Opinions
	if len(opinions) != 1 || opinions[0].Opinion != 0 || opinions[0].Authors != "Heron" || opinions[0].ObjectUUID != e.Objects[1].UUID || opinions[0].Created != "2022-09-07 00:00:00" {
		t.Errorf("the opinions are %+v", opinions)
	}
}

// TestOpinionsOfOthersComeBack: somebody who holds an event of ours disagrees with
// a claim in it.
func TestOpinionsOfOthersComeBack(t *testing.T) {
	d := selectiontest.Generated(7, 1)[0]
	e, _ := event(t, Options{}, d)
	o := &e.Objects[1]
	o.Opinions = append(o.Opinions, Opinion{About: About{UUID: "2d086da7-4bdc-4f91-900e-d77486753710", ObjectUUID: o.UUID, ObjectType: "Object",
		Authors: "ann@wadi.example", Orgc: &Org{Name: "Wadi Research"}, Created: "2023-01-02 03:04:05"}, Opinion: 5, Comment: "We were there and saw none of it."})
	raw, err := Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	records, left := read(t, raw, ascribe.Metadata{})
	if len(left) > 0 || len(records[0].Claims) != len(d.Claims)+1 {
		t.Fatalf("%d claims of %d, left out: %v", len(records[0].Claims), len(d.Claims), left)
	}
	i := slices.IndexFunc(records[0].Claims, func(c ascribe.Claim) bool { return c.Source.Name == "Wadi Research" })
	if i < 0 || records[0].Claims[i].Stance != ascribe.Denies || records[0].Claims[i].Quote.Text != "We were there and saw none of it." {
		t.Errorf("the opinion became %+v", records[0].Claims)
	}
}

// TestOthersEvents reads events as others make them.
func TestOthersEvents(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := shown(t, archive.Files[0].Data, ascribe.Metadata{Publisher: strings.TrimSpace(string(archive.Comment))})
			if *update {
				archive.Files = []txtar.File{archive.Files[0], {Name: "read", Data: []byte(got)}}
				if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(archive.Files[1].Data); got != want {
				t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
			}
		})
	}
}

// shown is what is read of events, for people.
func shown(t *testing.T, export []byte, given ascribe.Metadata) string {
	t.Helper()
	var out strings.Builder
	records, left := read(t, export, given)
	for _, r := range records {
		fmt.Fprintf(&out, "document %q by %q on %q at %q\n", r.Document.Title, r.Document.Publisher, r.Document.Published, r.Document.URL)
		for _, c := range r.Claims {
			fmt.Fprintf(&out, "  %s\n    %s %s", transcript.Sentence(c), c.Predicate, c.Value)
			for _, p := range ledger.Parties(c) {
				fmt.Fprintf(&out, ", %s %s", p.Role, p.Party.Key())
			}
			if c.When != nil {
				fmt.Fprintf(&out, " · %s to %s", c.When.From, c.When.To)
			}
			fmt.Fprintf(&out, " · “%s”\n", c.Quote.Text)
		}
	}
	for _, err := range left {
		fmt.Fprintf(&out, "left out: %v\n", err)
	}
	return out.String()
}

func TestManifest(t *testing.T) {
	d := selectiontest.Generated(7, 1)[0]
	e, _ := event(t, Options{}, d)
	raw, err := json.Marshal(map[string]Entry{e.UUID: e.Entry()})
	if err != nil {
		t.Fatal(err)
	}
	if got := Manifest(raw); !slices.Equal(got, []string{e.UUID}) {
		t.Errorf("the manifest lists %v", got)
	}
	if parts, wrong, err := Split(raw); len(parts)+len(wrong) > 0 || err != nil {
		t.Errorf("a manifest is no event: %d, %v, %v", len(parts), wrong, err)
	}
	if len(e.Hashes()) == 0 {
		t.Error("no value of the event can be looked for")
	}
}

// FuzzRead reads any bytes: each event gives a record that a ledger takes, or a problem.
func FuzzRead(f *testing.F) {
	d := selectiontest.Generated(3, 1)[0]
	d.Claims = d.Claims[:1]
	_, raw := event(f, Options{}, d)
	f.Add(raw)
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	f.Add([]byte(`{"response":[{"Event":{"uuid":"1","info":7,"Galaxy":[{"GalaxyCluster":[{"type":"threat-actor","value":"x"}]}]}}]}`))
	base := embedded(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		parts, _, err := Split(raw)
		if err != nil {
			return
		}
		for _, p := range parts {
			r, _, err := Read(ascribe.Raw{Origin: "fuzzed", Bytes: p.Bytes, Given: ascribe.Metadata{Publisher: "P"}}, base)
			if err != nil {
				continue
			}
			if err := r.Validate(); err != nil {
				t.Error(err)
			}
		}
	})
}
