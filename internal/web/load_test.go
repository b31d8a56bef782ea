package web

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"ascribe/internal/ledger/synthetic"
)

// TestReadersWhileWriting has many readers ask for pages while documents come in.
func TestReadersWhileWriting(t *testing.T) {
	f := newFixture(t, plainWords())
	h := handler(t, f, offered(t, f, plainWords()))
	pages := addresses(t, f)
	delete(pages, "problem")
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 20 {
		readers.Go(func() {
			for {
				for name, address := range pages {
					select {
					case <-stop:
						return
					default:
					}
					if w := get(t, h, address); w.Code != http.StatusOK {
						t.Errorf("%s answers %d", name, w.Code)
					}
				}
			}
		})
	}
	for r := range synthetic.New(1).Records(60) {
		if err := f.Put(context.Background(), r); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	readers.Wait()
}

// BenchmarkPages measures each kind of page over a ledger of some size.
func BenchmarkPages(b *testing.B) {
	f := newFixture(b, plainWords())
	for r := range synthetic.New(1).Records(1000) {
		if err := f.Put(context.Background(), r); err != nil {
			b.Fatal(err)
		}
	}
	h := handler(b, f, offered(b, f, plainWords()))
	for name, address := range addresses(b, f) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if w := get(b, h, address); w.Code >= 500 {
					b.Fatal(fmt.Sprint(address, " answers ", w.Code))
				}
			}
		})
	}
}
