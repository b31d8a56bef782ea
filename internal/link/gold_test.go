package link_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/knowledge"
	"ascribe/internal/language"
	"ascribe/internal/link"
	"ascribe/internal/mention"
)

// gold is where labelled documents lie beside a checkout; they aren't part of
// the repository.
const gold = "../../../shared/gold"

// Floors for linking on the labelled documents: of the parties that name a
// known entity, the share linked right and the share linked wrong.
const (
	floorRight   = 0.92
	ceilingWrong = 0.02
)

// TestGoldParties links the labelled documents and looks up every party of
// their claims that testdata/gold-parties.tsv gives an entity for: each place
// in the text where the name stands must be linked to it.
func TestGoldParties(t *testing.T) {
	files, _ := filepath.Glob(gold + "/dev/*.json")
	if len(files) == 0 {
		t.Skip("labelled documents are not beside this checkout: " + gold)
	}
	want := labels(t)
	base, err := knowledge.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := language.New(language.Options{Gazetteer: base})
	if err != nil {
		t.Fatal(err)
	}
	var right, wrong, missed int
	for _, file := range files {
		doc, parties := readGold(t, file)
		text := readText(t, doc.File)
		a := parser.Parse(text.Prose())
		r := link.Link(doc, text, a, mention.Find(text, a, base), base)
		for name := range parties {
			ids := want[name]
			if len(ids) == 0 {
				continue
			}
			switch verdict, got := judge(text.Content, name, ids, r.Mentions); verdict {
			case "right":
				right++
			case "wrong":
				wrong++
				t.Logf("%s: %q is %v, want %v", doc.File, name, got, ids)
			case "missed":
				missed++
				t.Logf("%s: %q not linked, want %v", doc.File, name, ids)
			}
		}
	}
	all := float64(right + wrong + missed)
	t.Logf("right %d (%.1f%%), wrong %d (%.1f%%), not linked %d", right, 100*float64(right)/all, wrong, 100*float64(wrong)/all, missed)
	if float64(right) < floorRight*all || float64(wrong) > ceilingWrong*all {
		t.Errorf("linking is below its floor: right ≥ %.0f%%, wrong ≤ %.0f%%", 100*floorRight, 100*ceilingWrong)
	}
}

// judge looks at the places where a name stands as whole words: right if some
// are linked to the entity and none to another; "" where the text doesn't hold
// it, or only inside longer names.
func judge(content, name string, ids []string, mentions []ascribe.Mention) (verdict, got string) {
	word := regexp.MustCompile(`(?:^|[^\p{L}\p{N}])(` + regexp.QuoteMeta(name) + `)(?:$|[^\p{L}\p{N}])`)
	for _, at := range word.FindAllStringSubmatchIndex(content, -1) {
		span := ascribe.Span{Start: at[2], End: at[3]}
		i := slices.IndexFunc(mentions, func(m ascribe.Mention) bool { return m.Overlaps(span) })
		switch {
		case i < 0 || mentions[i].Entity == "":
			if verdict == "" {
				verdict = "missed"
			}
		case slices.Contains(ids, mentions[i].Entity):
			if verdict != "wrong" {
				verdict = "right"
			}
		case mentions[i].Role == ascribe.DemonymRole || mentions[i].Type == ascribe.Place || mentions[i].Contains(span) && mentions[i].Len() > span.Len():
		default:
			verdict, got = "wrong", mentions[i].Text+" = "+mentions[i].Entity
		}
	}
	return verdict, got
}

func labels(t *testing.T) map[string][]string {
	t.Helper()
	raw, err := os.ReadFile("testdata/gold-parties.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range strings.Lines(string(raw)) {
		name, ids, _ := strings.Cut(strings.TrimSpace(line), "\t")
		out[name] = strings.Split(ids, "|")
	}
	return out
}

// readGold gives a labelled document and the names of its claims' parties.
func readGold(t *testing.T, file string) (ascribe.Document, map[string]bool) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var g struct {
		Document struct{ File, Publisher, Published string }
		Claims   []struct{ Subject, Object, Source []*string }
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(file, err)
	}
	names := map[string]bool{}
	for _, c := range g.Claims {
		for _, p := range slices.Concat(c.Subject, c.Object, c.Source) {
			if p != nil {
				names[*p] = true
			}
		}
	}
	return ascribe.Document{File: g.Document.File, Publisher: g.Document.Publisher, Published: ascribe.Day(g.Document.Published)}, names
}

// readText makes a text with a block for every paragraph.
func readText(t *testing.T, file string) ascribe.Text {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(gold, "texts", file))
	if err != nil {
		t.Fatal(err)
	}
	return plain(string(raw))
}

func plain(content string) ascribe.Text {
	text := ascribe.Text{Content: content}
	at := 0
	for paragraph := range strings.SplitAfterSeq(content, "\n\n") {
		if body := strings.TrimRight(paragraph, "\r\n"); strings.TrimSpace(body) != "" {
			text.Blocks = append(text.Blocks, ascribe.Block{Span: ascribe.Span{Start: at, End: at + len(body)}, Kind: ascribe.ParagraphBlock})
		}
		at += len(paragraph)
	}
	return text
}
