package page

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ascribe"
)

const corpus = "../../../../shared/corpora/article-extraction"

// TestCorpus measures main-text extraction on a public benchmark the way the
// benchmark does: shingles of four words, precision and recall per page, means
// over pages.
func TestCorpus(t *testing.T) {
	truth := loadTruth(t)
	var precision, recall float64
	for id, want := range truth {
		p, err := Read(loadPage(t, id), "", time.Time{})
		if err != nil {
			t.Logf("%s: %v", id[:8], err)
		}
		hit, extra, missed := compareShingles(want, bodyOf(p.Text))
		precision += ratio(hit, extra)
		recall += ratio(hit, missed)
	}
	precision, recall = precision/float64(len(truth)), recall/float64(len(truth))
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d pages: F1 %.3f, precision %.3f, recall %.3f", len(truth), f1, precision, recall)
	if f1 < 0.94 {
		t.Errorf("F1 %.3f; want at least 0.94", f1)
	}
}

func bodyOf(text ascribe.Text) string {
	var b strings.Builder
	for i, block := range text.Blocks {
		if i > 0 || block.Kind != ascribe.HeadingBlock {
			b.WriteString(block.Of(text.Content) + "\n")
		}
	}
	return b.String()
}

func loadTruth(t *testing.T) map[string]string {
	raw, err := os.ReadFile(filepath.Join(corpus, "ground-truth.json"))
	if err != nil {
		t.Skipf("no benchmark pages in %s", corpus)
	}
	var labelled map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(raw, &labelled); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for id, l := range labelled {
		out[id] = l.ArticleBody
	}
	return out
}

func loadPage(t *testing.T, id string) string {
	f, err := os.Open(filepath.Join(corpus, "html", id+".html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ToValidUTF8(string(raw), "\ufffd")
}

var token = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func compareShingles(want, got string) (hit, extra, missed float64) {
	a, b := shingles(want), shingles(got)
	for s, n := range a {
		hit += float64(min(n, b[s]))
		missed += float64(max(0, n-b[s]))
	}
	for s, n := range b {
		extra += float64(max(0, n-a[s]))
	}
	return hit, extra, missed
}

func shingles(s string) map[string]int {
	words := token.FindAllString(s, -1)
	out := map[string]int{}
	for i := 0; i < max(1, len(words)-3); i++ {
		out[strings.Join(words[i:min(len(words), i+4)], " ")]++
	}
	return out
}

func ratio(hit, other float64) float64 {
	if hit+other == 0 {
		return 0
	}
	return hit / (hit + other)
}
