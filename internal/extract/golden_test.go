package extract

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"ascribe"
	"ascribe/internal/extract/layout"
)

var update = flag.Bool("update", false, "write what is read into the goldens")

// TestGoldens reads the first file of each archive in testdata and compares the
// document and its blocks with the file "want".
func TestGoldens(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			input := archive.Files[0]
			document, text, err := Extract(ascribe.Raw{Origin: input.Name, Bytes: input.Data, Read: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)})
			got := describeResult(document, text, err)
			if *update {
				archive.Files = []txtar.File{input, {Name: "want", Data: []byte(got)}}
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) < 2 || got != string(archive.Files[1].Data) {
				t.Errorf("differs from the golden (go test -update writes it):\n%s", got)
			}
		})
	}
}

func describeResult(d ascribe.Document, text ascribe.Text, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	for _, field := range [][2]string{{"title", d.Title}, {"publisher", d.Publisher}, {"byline", d.Byline}, {"url", d.URL},
		{"published", fmt.Sprint(d.Published, " ", d.PublishedFrom)}, {"media type", d.MediaType}, {"language", d.Language}} {
		if strings.TrimSpace(field[1]) != "" {
			fmt.Fprintf(&b, "%s: %s\n", field[0], field[1])
		}
	}
	for _, f := range d.Flags {
		fmt.Fprintf(&b, "flag: %s: %s\n", f.Flag, f.Why)
	}
	for _, block := range text.Blocks {
		fmt.Fprintf(&b, "%-11s | %s\n", block.Kind, layout.Visible(text, block))
	}
	return b.String()
}
