package handkept

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ascribe"
	"ascribe/internal/knowledge"
)

// TestTables lints the tables that ship: every row is whole, has a source, a
// known kind, sane days, and points at entities that are there.
func TestTables(t *testing.T) {
	entries, err := Import(os.DirFS("../tables"))
	if err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	kinds := tableKinds(t)
	for _, e := range entries {
		if !e.Type.Valid() || strings.Count(e.ID, ":") != 1 || strings.ToLower(e.ID) != e.ID {
			t.Errorf("%s: not a typed id in lower case", e.ID)
		}
		if e.Kind != "" && !kinds[e.Kind] {
			t.Errorf("%s: kind %q is not in kinds.tsv", e.ID, e.Kind)
		}
		for _, n := range e.Names {
			if !slices.Contains(knowledge.NameKinds(), n.Kind) || knowledge.Key(n.Name) == "" || n.Source == "" {
				t.Errorf("%s: name %+v", e.ID, n)
			}
			if host.MatchString(n.Name) && n.Kind != knowledge.PrimaryName && e.Type != ascribe.Publication {
				t.Errorf("%s: %q looks like a host; hosts have a column", e.ID, n.Name)
			}
		}
		for _, s := range e.Statements {
			lintStatement(t, base, e.ID, s)
		}
	}
}

// host is what an Internet host looks like.
var host = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)*\.(gov|com|org|net|mil|[a-z]{2})$`)

func lintStatement(t *testing.T, base *knowledge.Base, id string, s knowledge.Statement) {
	if !slices.Contains(knowledge.Relations(), s.Relation) {
		t.Errorf("%s: unknown relation %q", id, s.Relation)
	}
	if _, ok := base.Entity(s.Object); s.Object != "" && !ok {
		t.Errorf("%s: %s %s, which is in no snapshot; run make kb", id, s.Relation, s.Object)
	}
	for _, day := range []ascribe.Day{s.From, s.To} {
		if _, err := time.Parse(time.DateOnly, string(day)); day != "" && err != nil {
			t.Errorf("%s: %s: day %q", id, s.Relation, day)
		}
	}
	if s.Relation == knowledge.Host && (strings.ContainsAny(s.Value, "/: ") || !strings.Contains(s.Value, ".")) {
		t.Errorf("%s: %q is no host", id, s.Value)
	}
}

func tableKinds(t *testing.T) map[string]bool {
	t.Helper()
	rows, err := readTable(os.DirFS("../tables"), "kinds.tsv", "kind", "of", "public", "says", "source")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, r := range rows {
		kinds[r.field("kind")] = true
		if public := r.field("public") == "yes"; r.field("of") == "organisation" && public != knowledge.PublicKind(r.field("kind")) {
			t.Errorf("%s: public is %v in the table only", r.where(), public)
		}
	}
	return kinds
}

func TestReadTableFaults(t *testing.T) {
	for name, raw := range map[string]string{
		"columns": "name\tsource\nx\ty\n",
		"short":   "name\tkind\tsource\nx\ty\n",
		"source":  "name\tkind\tsource\nx\ty\t\n",
	} {
		if _, err := readTable(fstest.MapFS{"t.tsv": {Data: []byte(raw)}}, "t.tsv", "name", "kind", "source"); err == nil {
			t.Errorf("%s: no error", name)
		} else if !strings.Contains(err.Error(), "t.tsv") {
			t.Errorf("%s: the error names no file: %v", name, err)
		}
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte("name\tkind\tsource\nx\ty\tz\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rows, _ := readTable(fstest.MapFS{"t.tsv": {Data: raw}}, "t.tsv", "name", "kind", "source")
		for _, r := range rows {
			if r.field("source") == "" {
				t.Error("a row without a source")
			}
		}
	})
}
