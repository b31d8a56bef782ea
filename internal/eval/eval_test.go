package eval

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"ascribe"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestScoreGolden scores label files and extractions kept in one archive each.
func TestScoreGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range archives {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			var extractions []ascribe.Extraction
			var want *txtar.File
			for i, file := range archive.Files {
				switch {
				case file.Name == "report":
					want = &archive.Files[i]
				case filepath.Ext(file.Name) == ".jsonl":
					extractions = decode(t, file.Data)
				default:
					if err := os.WriteFile(filepath.Join(folder, file.Name), file.Data, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			golds, err := Load(folder)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := Score(golds, extractions).Write(&got, true); err != nil {
				t.Fatal(err)
			}
			if *update {
				want.Data = got.Bytes()
				if err := os.WriteFile(path, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if got.String() != string(want.Data) {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want.Data)
			}
		})
	}
}

func decode(t *testing.T, lines []byte) []ascribe.Extraction {
	t.Helper()
	extractions, err := ReadExtractions(bytes.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	return extractions
}

// TestSameFiguresAsReference compares with the scorer that defines the rules, on
// extractions made by bending the labels themselves.
func TestSameFiguresAsReference(t *testing.T) {
	reference, labels := "../../../shared/gold/score.py", "../../../shared/gold/dev"
	python, err := exec.LookPath("python3")
	if _, missing := os.Stat(reference); missing != nil || err != nil {
		t.Skip("skipped: the reference scorer with its labels, or python3, is not on this machine")
	}
	for seed := range 4 {
		folder := sample(t, labels, seed)
		golds, err := Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		extractions := bend(golds, rand.New(rand.NewPCG(uint64(seed), 1)))
		path := filepath.Join(t.TempDir(), "out.jsonl")
		writeLines(t, path, extractions)
		want, err := exec.Command(python, reference, folder, path).Output()
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := Score(golds, extractions).Write(&got, false); err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Errorf("seed %d: %s", seed, firstDifference(got.String(), string(want)))
		}
	}
}

// sample copies every tenth label file, from the given one on, to a temporary folder.
func sample(t *testing.T, labels string, from int) string {
	t.Helper()
	folder := t.TempDir()
	paths, err := filepath.Glob(filepath.Join(labels, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for i := from; i < len(paths); i += 10 {
		content, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(paths[i])), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("got\n%s\nwant\n%s", g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

func writeLines(t *testing.T, path string, extractions []ascribe.Extraction) {
	t.Helper()
	var b bytes.Buffer
	for _, e := range extractions {
		if err := json.NewEncoder(&b).Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// bend makes extractions of labels, some of them wrong, missing, doubled or by
// another name.
func bend(golds []Gold, r *rand.Rand) []ascribe.Extraction {
	var out []ascribe.Extraction
	for _, g := range golds {
		if r.IntN(15) == 0 {
			continue
		}
		e := ascribe.Extraction{Entities: []ascribe.Entity{}, Claims: []ascribe.Claim{}}
		e.Document.File = "somewhere/" + g.Document.File
		for i, label := range g.Claims {
			for range r.IntN(3) {
				e.Claims = append(e.Claims, bendClaim(&e, label, i, r))
			}
		}
		out = append(out, e)
	}
	return out
}

func bendClaim(e *ascribe.Extraction, label Claim, i int, r *rand.Rand) ascribe.Claim {
	c := ascribe.Claim{Stance: label.Stance}
	c.Predicate = label.Predicate
	c.Subject, c.Object = bendParty(e, label.Subject, r), bendParty(e, label.Object, r)
	if source := bendParty(e, label.Source, r); source != nil {
		c.Source = *source
	}
	if r.IntN(8) == 0 {
		c.Stance = []ascribe.Stance{ascribe.Asserts, ascribe.Denies, ascribe.Doubts, ascribe.Withholds}[i%4]
	}
	if label.Predicate == ascribe.SameAs && r.IntN(2) == 0 {
		c.Subject, c.Object = c.Object, c.Subject
	}
	c.Quote.Text = "[" + label.Quote + "](https://example.org/a) and some words more"
	if label.Value != nil && r.IntN(2) == 0 {
		c.Value = *label.Value
	}
	if label.Confidence != nil && r.IntN(2) == 0 {
		c.Confidence = ascribe.NewConfidence(*label.Confidence, "")
	}
	if len(label.Likelihood) == 2 && r.IntN(2) == 0 {
		c.Likelihood = &ascribe.Likelihood{Low: label.Likelihood[0], High: label.Likelihood[1]}
	}
	if len(label.When) == 2 && r.IntN(2) == 0 {
		c.When = &ascribe.Interval{From: ascribe.Day(label.When[0]), To: ascribe.Day(label.When[1])}
	}
	return c
}

func bendParty(e *ascribe.Extraction, names Names, r *rand.Rand) *ascribe.Party {
	if len(names) == 0 || r.IntN(20) == 0 {
		return nil
	}
	name := names[r.IntN(len(names))]
	switch {
	case name == nil:
		return nil
	case r.IntN(10) == 0:
		return &ascribe.Party{Name: "somebody else"}
	case r.IntN(4) == 0: // known by an alias only
		id := fmt.Sprintf("organisation:%d", len(e.Entities))
		e.Entities = append(e.Entities, ascribe.Entity{ID: id, Name: "Proper Name", Aliases: []string{"The " + *name + "’s"}})
		return &ascribe.Party{ID: id, Name: "Proper Name"}
	case r.IntN(4) == 0: // within a longer name
		return &ascribe.Party{Name: "x", Text: "Office of " + *name + " Somewhere"}
	default:
		return &ascribe.Party{Name: *name, Text: "x"}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"The Kremlin’s":                   "kremlin",
		"Électricité de France":           "electricite de france",
		"[Acme](https://a.example/x) Ltd": "acme ltd",
		"the video's’s":                   "video",
		"its C2_server":                   "c2_server",
		"  their  'group's ' ":            "group",
		"ΑΒΓ":                             "αβγ",
		"":                                "",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLoadNamesTheWrongFile(t *testing.T) {
	for name, content := range map[string]string{
		"syntax.json":    `{"document":`,
		"document.json":  `{"claims": []}`,
		"predicate.json": `{"document": {"file": "a"}, "claims": [{"predicate": "hit", "source": ["x"], "quote": "q"}]}`,
		"source.json":    `{"document": {"file": "a"}, "claims": [{"predicate": "used", "source": [], "quote": "q"}]}`,
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(folder); err == nil || !bytes.Contains([]byte(err.Error()), []byte(name)) {
			t.Errorf("%s: error %v, want one that names the file", name, err)
		}
	}
	if _, err := Load(t.TempDir()); err == nil {
		t.Error("an empty folder is no error")
	}
}
