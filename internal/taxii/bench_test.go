package taxii

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"ascribe/internal/ledger/sqlite"
	"ascribe/internal/ledger/synthetic"
)

// BenchmarkServer measures what makes the index of everything, and a first page of a
// hundred claims. ASCRIBE_BENCH_DOCUMENTS sets the size; a
// document has eleven claims.
func BenchmarkServer(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("ASCRIBE_BENCH_DOCUMENTS"))
	if err != nil {
		n = 300
	}
	store, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	for r := range synthetic.New(1).Records(n) {
		if err := store.Put(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
	ask := func(h http.Handler, path string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil))
		if w.Code != http.StatusOK {
			b.Fatal(w.Code, w.Body)
		}
	}
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			ask(New(store, Options{}), everything+"manifest/?limit=1")
		}
	})
	h := New(store, Options{Fresh: time.Hour})
	ask(h, everything+"manifest/?limit=1")
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			ask(h, everything+"objects/?match[type]=relationship,opinion&limit=100")
		}
	})
}
