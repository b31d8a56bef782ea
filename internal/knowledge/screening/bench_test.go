package screening_test

import (
	"testing"

	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/knowledge/screening/garble"
)

// BenchmarkScreen measures queries a second on one core: listed names, half of
// them garbled. Divide 1e9 by ns/op.
func BenchmarkScreen(b *testing.B) {
	lists, err := catalogue.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	index, err := screening.New(lists...)
	if err != nil {
		b.Fatal(err)
	}
	var queries []string
	g := garble.New(1)
	for i, d := range lists[0].Designations {
		if i%9 == 0 {
			queries = append(queries, d.Name())
		} else if i%9 == 4 {
			queries = append(queries, g.Edit(d.Name(), 1))
		}
	}
	b.ReportAllocs()
	b.RunParallel(func(p *testing.PB) {
		screener := index.Screener()
		for i := 0; p.Next(); i++ {
			screener.Screen(screening.Query{Name: queries[i%len(queries)]})
		}
	})
}

// BenchmarkReady measures from nothing to an index that answers.
func BenchmarkReady(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lists, err := catalogue.Embedded()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := screening.New(lists...); err != nil {
			b.Fatal(err)
		}
	}
}
