package link_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/link"
	"ascribe/internal/mention"
)

// annoctr is a corpus of vendors' reports with groups, malware and tools linked
// to ATT&CK; it isn't part of the repository.
const annoctr = "../../../shared/corpora/annoctr/all"

// annotation is one linked mention of the corpus.
type annotation struct {
	Mention  string `json:"mention"`
	Link     string `json:"label_link"`
	Title    string `json:"label_title"`
	Document string `json:"document"`
	Left     string `json:"left"`
	Right    string `json:"right"`
}

// TestAnnoCTR links reports that nobody here labelled and compares what is
// linked with the corpus: the id that ATT&CK gives each group and tool.
func TestAnnoCTR(t *testing.T) {
	byDocument := annotations(t)
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := language.New(language.Options{Gazetteer: base})
	if err != nil {
		t.Fatal(err)
	}
	var right, wrong, missed int
	for document, list := range byDocument {
		raw, err := os.ReadFile(filepath.Join(annoctr, "text", document+".txt"))
		if err != nil {
			continue
		}
		text := lines(string(raw))
		a := parser.Parse(text.Prose())
		r := link.Link(ascribe.Document{}, text, a, mention.Find(text, a, base), base)
		for _, x := range list {
			at := strings.Index(text.Content, x.Left+x.Mention+x.Right)
			if at < 0 {
				continue
			}
			span := ascribe.Span{Start: at + len(x.Left), End: at + len(x.Left) + len(x.Mention)}
			i := slices.IndexFunc(r.Mentions, func(m ascribe.Mention) bool { return m.Overlaps(span) })
			switch {
			case i < 0 || r.Mentions[i].Entity == "":
				missed++
				t.Logf("not linked: %q in %q", x.Mention, x.Left+x.Mention+x.Right)
			case carries(base, r.Mentions[i].Entity, filepath.Base(x.Link)):
				right++
			default:
				wrong++
				t.Logf("wrong: %q is %s, want %s %s", x.Mention, r.Mentions[i].Entity, x.Title, filepath.Base(x.Link))
			}
		}
	}
	all := right + wrong + missed
	t.Logf("right %d (%.1f%%), wrong %d (%.1f%%), not linked %d", right, 100*float64(right)/float64(all), wrong, 100*float64(wrong)/float64(all), missed)
	if 100*right < 80*all {
		t.Error("fewer than four in five linked right")
	}
}

func annotations(t *testing.T) map[string][]annotation {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(annoctr, "linking.compact.jsonl"))
	if err != nil {
		t.Skip("the corpus is not beside this checkout: " + annoctr)
	}
	out := map[string][]annotation{}
	for line := range strings.Lines(string(raw)) {
		var x annotation
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(x.Link, "attack.mitre.org/groups/") || strings.Contains(x.Link, "attack.mitre.org/software/") {
			out[x.Document] = append(out[x.Document], x)
		}
	}
	return out
}

func carries(b *knowledge.Base, id, attack string) bool {
	e, _ := b.Entity(id)
	return slices.Contains(e.External["attack"], attack)
}

// lines makes a text with a block for every line, as the corpus has a sentence a
// line.
func lines(content string) ascribe.Text {
	text := ascribe.Text{Content: content}
	at := 0
	for line := range strings.Lines(content) {
		text.Blocks = append(text.Blocks, ascribe.Block{Span: ascribe.Span{Start: at, End: at + len(strings.TrimRight(line, "\n"))}, Kind: ascribe.ParagraphBlock})
		at += len(line)
	}
	return text
}
