package bench

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"ascribe/internal/language"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/pipeline"
	"ascribe/internal/source"
)

// TestCrawlIsResumable: an ingest of a crawl that is interrupted again and again
// ends with the ledger of one that wasn't.
func TestCrawlIsResumable(t *testing.T) {
	var crawl, again bytes.Buffer
	for _, b := range []*bytes.Buffer{&crawl, &again} {
		if err := WriteCrawl(b, 7, 120); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(crawl.Bytes(), again.Bytes()) {
		t.Error("the same seed gives another crawl")
	}
	path := filepath.Join(t.TempDir(), "crawl.warc.gz")
	if err := os.WriteFile(path, crawl.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	flow, err := pipeline.Assemble(pipeline.Options{Mode: language.Fast})
	if err != nil {
		t.Fatal(err)
	}
	whole, failed, _ := ingestCrawl(t, flow, path, 0)
	broken, _, runs := ingestCrawl(t, flow, path, 25)
	if whole != broken || whole.Documents < 60 || failed == 0 || runs < 3 {
		t.Errorf("at once %+v (%d failed), interrupted %+v in %d runs", whole, failed, broken, runs)
	}
}

// ingestCrawl ingests into a new ledger; with every > 0 each run is interrupted
// after that many documents that it stored.
func ingestCrawl(t *testing.T, flow *pipeline.Pipeline, path string, every int) (size ledger.Size, failed, runs int) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for more := true; more; runs++ {
		ctx, cancel := context.WithCancel(t.Context())
		stored := 0
		for o := range flow.Ingest(ctx, source.Open(ctx, []string{path}, source.Options{Limit: 1 << 20}), store, 2) {
			switch o.Status {
			case pipeline.Stored:
				if stored++; stored == every {
					cancel()
				}
			case pipeline.Failed:
				failed++
			}
		}
		more = ctx.Err() != nil
		cancel()
	}
	if size, err = store.Size(t.Context()); err != nil {
		t.Fatal(err)
	}
	return size, failed, runs
}
