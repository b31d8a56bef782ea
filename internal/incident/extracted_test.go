package incident_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"ascribe"
	"ascribe/internal/incident"
)

// TestExtracted groups what the extractor made of the labelled documents, as
// `ascribe extract --format jsonl` wrote it to the file that EXTRACTED names.
func TestExtracted(t *testing.T) {
	path := os.Getenv("EXTRACTED")
	if path == "" {
		t.Skip("set EXTRACTED to the output of `ascribe extract --format jsonl` on the labelled documents")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var items []incident.Item
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var x ascribe.Extraction
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		x.Document.File = filepath.Base(x.Document.File)
		items = append(items, incident.Item{Document: x.Document, Claims: x.Claims, Entities: x.Entities, Mentions: x.Mentions})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	measure(t, items, true)
}
