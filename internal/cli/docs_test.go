package cli

import (
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestEveryCommandIsDocumented: each has a heading in docs/cli.md, a line of help,
// and examples in its long help.
func TestEveryCommandIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	parser, err := kong.New(&commands{}, kong.Name("ascribe"))
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(true) {
		path := strings.ReplaceAll(leaf.FullPath(), "ascribe ascribe", "ascribe")
		if !strings.Contains(string(page), "### `"+path+"`\n") {
			t.Errorf("docs/cli.md has no heading ### `%s`", path)
		}
		if leaf.Help == "" || !strings.Contains(leaf.Detail, "Example") || !strings.Contains(leaf.Detail, path) {
			t.Errorf("%s: its help lacks a line or examples", path)
		}
		for _, flag := range leaf.Flags {
			if flag.Help == "" {
				t.Errorf("%s: --%s has no help", path, flag.Name)
			}
		}
	}
}
