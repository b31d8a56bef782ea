package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
)

const top = "../.."

// TestPackagesHoldWhatIsThere: every file that a package is made of exists.
func TestPackagesHoldWhatIsThere(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(top, ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var release struct {
		Builds []struct{ Main string }
		NFPMs  []struct {
			Contents []struct{ Src string }
			Scripts  map[string]string
		}
	}
	if err := yaml.Unmarshal(raw, &release); err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, b := range release.Builds {
		files = append(files, b.Main)
	}
	for _, p := range release.NFPMs {
		for _, c := range p.Contents {
			files = append(files, c.Src)
		}
		for _, s := range p.Scripts {
			files = append(files, s)
		}
	}
	if len(files) < 8 {
		t.Errorf("only %q", files)
	}
	for _, f := range files {
		if _, err := os.Stat(filepath.Join(top, f)); err != nil {
			t.Errorf("a package wants %s: %v", f, err)
		}
	}
}

// TestServicesCallWhatIsThere: the command lines of units and containers parse.
func TestServicesCallWhatIsThere(t *testing.T) {
	var lines [][]string
	units, err := filepath.Glob(filepath.Join(top, "packaging", "*.service"))
	if err != nil || len(units) != 3 {
		t.Fatalf("units %q, %v", units, err)
	}
	start := regexp.MustCompile(`(?m)^ExecStart=/usr/bin/ascribe (.*)$`)
	for _, unit := range units {
		raw, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		m := start.FindSubmatch(raw)
		if m == nil {
			t.Fatalf("%s starts nothing", unit)
		}
		lines = append(lines, strings.Fields(regexp.MustCompile(`\$\w+`).ReplaceAllString(string(m[1]), "")))
	}
	raw, err := os.ReadFile(filepath.Join(top, "packaging", "compose.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^    command: \[(.*)\]$`).FindAllSubmatch(raw, -1) {
		var line []string
		for arg := range strings.SplitSeq(string(m[1]), ",") {
			line = append(line, strings.Trim(strings.TrimSpace(arg), `"`))
		}
		lines = append(lines, line)
	}
	if len(lines) != 6 {
		t.Fatalf("command lines %q", lines)
	}
	var parsed any
	if err := yaml.Unmarshal(raw, &parsed); err != nil {
		t.Error(err)
	}
	for _, line := range lines {
		parser, err := kong.New(&commands{}, kong.Name("ascribe"), kong.Exit(func(int) {}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(line); err != nil {
			t.Errorf("ascribe %s: %v", strings.Join(line, " "), err)
		}
	}
}
