package bench

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/copies"
	"ascribe/internal/language"
	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/pipeline"
)

func collect(seed uint64, n int) []ascribe.Raw {
	var raws []ascribe.Raw
	for raw := range Documents(seed, n) {
		raws = append(raws, raw)
	}
	return raws
}

func TestDocumentsAreReproducible(t *testing.T) {
	sequence := Documents(3, 20)
	i, again, other := 0, collect(3, 20), collect(4, 20)
	for raw := range sequence {
		if !bytes.Equal(raw.Bytes, again[i].Bytes) || raw.Given != again[i].Given {
			t.Errorf("document %d differs when it is generated again", i)
		}
		if bytes.Equal(raw.Bytes, other[i].Bytes) {
			t.Errorf("document %d is the same for another seed", i)
		}
		if text := string(raw.Bytes); strings.ContainsAny(text, "{}") || len(strings.Fields(text)) < 300 {
			t.Errorf("document %d: a slot is left, or it is short:\n%s", i, text)
		}
		if _, err := ascribe.ParseDay(raw.Given.Published); err != nil || raw.Given.Publisher == "" {
			t.Errorf("document %d: metadata %+v", i, raw.Given)
		}
		i++
	}
}

func TestDocumentsAreNoCopies(t *testing.T) {
	var signatures []copies.Signature
	for _, raw := range collect(5, 60) {
		s := copies.Sign(ascribe.Text{Content: string(raw.Bytes), Blocks: []ascribe.Block{{Span: ascribe.Span{End: len(raw.Bytes)}, Kind: ascribe.ParagraphBlock}}})
		for i, o := range signatures {
			if overlap, isCopy := s.Compare(o); isCopy {
				t.Errorf("%s copies document %d (%.2f)", raw.Origin, i, overlap)
			}
		}
		signatures = append(signatures, s)
	}
}

func TestReportCountsEverything(t *testing.T) {
	flow := pipeline.New([]pipeline.Stage{{Name: "extract", Version: "1", Do: func(w *pipeline.Work) error {
		w.Text.Content = string(w.Raw.Bytes)
		w.Document = ascribe.Document{ID: ascribe.DocumentID(w.Raw.Bytes), SHA256: ascribe.HashOf(w.Raw.Bytes), TextSHA256: ascribe.HashOf(w.Raw.Bytes)}
		return nil
	}}})
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var r Report
	if err := r.MeasureStages(t.Context(), flow, Documents(1, 15)); err != nil {
		t.Fatal(err)
	}
	if err := r.MeasureIngest(t.Context(), flow, Documents(1, 15), store); err != nil {
		t.Fatal(err)
	}
	if len(r.Stages) != 1 || r.Whole.Documents != 15 || r.Ingest.Documents != 15 || r.Again.Documents != 15 || r.Whole.Bytes == 0 || r.Whole.Seconds <= 0 {
		t.Errorf("%+v", r)
	}
}

// TestGeneratedDocumentsBreakNoStage takes sentences of many shapes through all stages.
func TestGeneratedDocumentsBreakNoStage(t *testing.T) {
	flow, err := pipeline.Standard(language.Fast)
	if err != nil {
		t.Fatal(err)
	}
	for raw := range Documents(7, 30) {
		if _, err := flow.Read(raw); err != nil {
			t.Error(err)
		}
	}
}
