package sqlite

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"ascribe"
	"ascribe/internal/ledger"
	"ascribe/internal/ledger/synthetic"
)

// benchDocuments is how many documents the ledger of the benchmarks holds, each
// with some eleven claims. ASCRIBE_BENCH_DOCUMENTS sets another number.
func benchDocuments(b *testing.B) int {
	b.Helper()
	if s := os.Getenv("ASCRIBE_BENCH_DOCUMENTS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	return 2000
}

func BenchmarkPut(b *testing.B) {
	s := opened(b)
	g := synthetic.New(1)
	bytes := 0
	for i := 0; b.Loop(); i++ {
		r := g.Record(i)
		bytes += len(r.Raw)
		if err := s.Put(context.Background(), r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
	b.SetBytes(int64(bytes / max(b.N, 1)))
}

func BenchmarkPutAgain(b *testing.B) {
	s := opened(b)
	put(b, s, 100)
	g := synthetic.New(1)
	for i := 0; b.Loop(); i++ {
		if err := s.Put(context.Background(), g.Record(i%100)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	n := benchDocuments(b)
	s := openedAt(b, filepath.Join(b.TempDir(), "ledger"))
	var rs []ledger.Record
	began := time.Now()
	for r := range synthetic.New(1).Records(n) {
		if err := s.Put(context.Background(), r); err != nil {
			b.Fatal(err)
		}
		rs = append(rs, ledger.Record{Document: r.Document, Claims: r.Claims})
		if len(rs)%10000 == 0 {
			b.Logf("%d documents after %s", len(rs), time.Since(began).Round(time.Second))
		}
	}
	is := synthetic.Incidents(rs)
	began = time.Now()
	if err := s.PutIncidents(context.Background(), is); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d documents, %d incidents (%s)", n, len(is), time.Since(began))
	c := rs[n/2].Claims[0]
	claims := func(f ledger.ClaimFilter) func(context.Context) error {
		return func(ctx context.Context) error { _, err := s.Claims(ctx, f); return err }
	}
	for _, bench := range []struct {
		name string
		ask  func(context.Context) error
	}{
		{"claims newest", claims(ledger.ClaimFilter{Newest: true})},
		{"claims of a document", claims(ledger.ClaimFilter{Document: c.Document})},
		{"claims of a statement", claims(ledger.ClaimFilter{Statement: c.Statement.Key()})},
		{"claims of a common source", claims(ledger.ClaimFilter{Source: "organisation:northlight-security", Newest: true})},
		{"claims about a common party", claims(ledger.ClaimFilter{Party: "state:xa", SaidBy: "2020-01-01", Newest: true})},
		{"denials by a state", claims(ledger.ClaimFilter{Source: "state:xf", Stances: []ascribe.Stance{ascribe.Denies}})},
		{"claims by predicate and certainty", claims(ledger.ClaimFilter{Predicates: []ascribe.Predicate{ascribe.Sanctioned}, MinCertainty: 0.98})},
		{"claims with a common word", claims(ledger.ClaimFilter{Query: "attack"})},
		{"claims with rare words", claims(ledger.ClaimFilter{Query: `"kitefield response" rustlock fennland`})},
		{"search claims", func(ctx context.Context) error {
			_, err := s.Search(ctx, ledger.Search{Query: "attack ardonia", In: ledger.ClaimKind})
			return err
		}},
		{"search documents", func(ctx context.Context) error {
			_, err := s.Search(ctx, ledger.Search{Query: "pale otter", In: ledger.DocumentKind})
			return err
		}},
		{"documents newest", func(ctx context.Context) error {
			_, err := s.Documents(ctx, ledger.DocumentFilter{Newest: true})
			return err
		}},
		{"incidents newest", func(ctx context.Context) error {
			_, err := s.Incidents(ctx, ledger.IncidentFilter{Newest: true})
			return err
		}},
		{"incidents with a word", func(ctx context.Context) error {
			_, err := s.Incidents(ctx, ledger.IncidentFilter{Query: "rustlock"})
			return err
		}},
		{"an incident's claims", func(ctx context.Context) error {
			for _, err := range ledger.AllClaims(ctx, s, ledger.ClaimFilter{Incident: is[len(is)/2].ID}) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
		{"copy candidates", func(ctx context.Context) error {
			_, err := s.CopyCandidates(ctx, "doc-0", []uint64{1, 2, 3, 4, 5, 6, 7, 8})
			return err
		}},
	} {
		b.Run(bench.name, func(b *testing.B) { timed(b, bench.ask) })
	}
}

// timed runs a question over and over and reports its 95th percentile too.
func timed(b *testing.B, ask func(context.Context) error) {
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		if err := ask(context.Background()); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}
