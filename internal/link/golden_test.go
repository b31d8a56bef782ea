package link_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/link"
	"ascribe/internal/mention"
)

var update = flag.Bool("update", false, "write what the linker makes into testdata/golden")

// TestGolden links documents written for this project and compares the mentions
// line by line with what is kept beside them.
func TestGolden(t *testing.T) {
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := language.New(language.Options{Gazetteer: base})
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/golden/*.txtar")
	if len(files) == 0 {
		t.Fatal("no goldens")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, text := read(archive)
			a := parser.Parse(text.Prose())
			got := show(link.Link(doc, text, a, mention.Find(text, a, base), base))
			if *update {
				keep(t, file, archive, got)
				return
			}
			if want := section(archive, "links"); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func read(a *txtar.Archive) (ascribe.Document, ascribe.Text) {
	var d ascribe.Document
	for line := range strings.Lines(section(a, "meta")) {
		switch field, value, _ := strings.Cut(strings.TrimSpace(line), ": "); field {
		case "publisher":
			d.Publisher = value
		case "published":
			d.Published = ascribe.Day(value)
		}
	}
	return d, plain(section(a, "text"))
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// show prints one mention a line: words, role, entity, whom it speaks for.
func show(r link.Result) string {
	var b strings.Builder
	for _, m := range r.Mentions {
		entity := m.Entity
		if entity == "" {
			entity = "-"
		}
		fmt.Fprintf(&b, "%s | %s %s | %s", m.Text, m.Type, m.Role, entity)
		if chain := r.SpeaksFor[m.Entity]; len(chain) > 0 {
			fmt.Fprintf(&b, " → %s", strings.Join(chain, " → "))
		}
		b.WriteByte('\n')
	}
	for _, f := range r.Flags {
		fmt.Fprintf(&b, "flag %s | %s\n", f.Flag, f.Why)
	}
	return b.String()
}

func keep(t *testing.T, file string, a *txtar.Archive, got string) {
	t.Helper()
	kept := a.Files[:0]
	for _, f := range a.Files {
		if f.Name != "links" {
			kept = append(kept, f)
		}
	}
	a.Files = append(kept, txtar.File{Name: "links", Data: []byte(got)})
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
