package extract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe"
)

// shared is where the labelled documents lie on a developer's machine.
const sharedFolder = "../../../shared"

// TestGoldQuotesAreText checks that nothing that a labelled claim quotes is
// taken for boilerplate.
func TestGoldQuotesAreText(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedFolder, "gold/dev/*.json"))
	if len(files) == 0 {
		t.Skipf("no labelled documents in %s", sharedFolder)
	}
	quotes, lost := 0, 0
	for _, f := range files {
		var labelled struct {
			Document struct{ File string }
			Claims   []struct {
				Quote    string
				Optional bool
			}
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &labelled); err != nil {
			t.Fatal(err)
		}
		bytes, err := os.ReadFile(filepath.Join(sharedFolder, "gold/texts", labelled.Document.File))
		if err != nil {
			t.Fatal(err)
		}
		_, text, err := Extract(ascribe.Raw{Origin: labelled.Document.File, Bytes: bytes})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range labelled.Claims {
			if c.Optional {
				continue // some quote related headlines
			}
			quotes++
			at := strings.Index(text.Content, c.Quote)
			if at < 0 {
				continue
			}
			if hidden := hiddenPart(text, ascribe.Span{Start: at, End: at + len(c.Quote)}); hidden != "" {
				lost++
				t.Errorf("%s: boilerplate in a quote: %q", labelled.Document.File, hidden)
			}
		}
	}
	t.Logf("%d quotes of %d documents, %d touch boilerplate", quotes, len(files), lost)
}

func hiddenPart(t ascribe.Text, quote ascribe.Span) string {
	for _, b := range t.Blocks {
		if b.Kind == ascribe.BoilerplateBlock && b.Overlaps(quote) {
			return b.Of(t.Content)
		}
	}
	return ""
}
