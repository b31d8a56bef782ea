package language

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the parsers' trees into the goldens")

// TestGoldens compares the trees and names of texts in news style, in both
// modes, with what was found good enough before: a change shows, and is to be
// read before it is taken over with -update.
func TestGoldens(t *testing.T) {
	paths, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	fast, accurate := parser(t, Options{}), parser(t, Options{Mode: Accurate})
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.TrimSuffix(string(archive.Files[0].Data), "\n")
			got := []txtar.File{archive.Files[0], {Name: "fast", Data: []byte(fast.Parse(text).String())},
				{Name: "accurate", Data: []byte(accurate.Parse(text).String())}}
			if *update {
				archive.Files = got
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for i, want := range archive.Files[1:] {
				if string(want.Data) != string(got[i+1].Data) {
					t.Errorf("%s:\n%s\nwant:\n%s", want.Name, got[i+1].Data, want.Data)
				}
			}
		})
	}
}

func parser(t testing.TB, o Options) *Parser {
	t.Helper()
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
