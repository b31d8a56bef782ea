package stix

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/transcript"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestOthersBundles reads bundles as others make them: each archive holds a bundle,
// what is given with it, and what is read.
func TestOthersBundles(t *testing.T) {
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
			given := ascribe.Metadata{Publisher: strings.TrimSpace(string(archive.Comment))}
			got := shown(t, archive.Files[0].Data, given)
			if *update {
				archive.Files = []txtar.File{archive.Files[0], {Name: "read", Data: []byte(got)}}
				write := txtar.Format(archive)
				if err := writeFile(file, write); err != nil {
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

// shown is what is read of a bundle, for people.
func shown(t *testing.T, bundle []byte, given ascribe.Metadata) string {
	t.Helper()
	var out strings.Builder
	parts, wrong, err := Split(bundle)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range wrong {
		fmt.Fprintf(&out, "left out: %v\n", err)
	}
	for _, p := range parts {
		r, wrong, err := Read(ascribe.Raw{Origin: "b.json", Bytes: p.Bytes, Given: given}, embedded(t))
		if err != nil {
			t.Fatal(err)
		}
		check(t, r)
		d := r.Document
		fmt.Fprintf(&out, "document %q by %q on %q at %q\n", d.Title, d.Publisher, d.Published, d.URL)
		for _, c := range r.Claims {
			fmt.Fprintf(&out, "  %s\n    %s\n", transcript.Sentence(c), explained(c))
		}
		for _, err := range wrong {
			fmt.Fprintf(&out, "  left out: %v\n", err)
		}
	}
	return out.String()
}

// explained has what the sentence doesn't.
func explained(c ascribe.Claim) string {
	var keys []string
	for _, p := range ledger.Parties(c) {
		keys = append(keys, fmt.Sprintf("%s %s", p.Role, p.Party.Key()))
	}
	line := fmt.Sprintf("%s %s · %s", c.Predicate, c.Value, strings.Join(keys, ", "))
	if c.When != nil {
		line += fmt.Sprintf(" · %s to %s", c.When.From, c.When.To)
	}
	if c.Said != nil {
		line += " · said " + string(c.Said.From)
	}
	return line + " · “" + c.Quote.Text + "”"
}

func writeFile(name string, data []byte) error { return os.WriteFile(name, data, 0o600) }
