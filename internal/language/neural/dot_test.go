package neural

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestDot(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, size := range [][2]int{{16, 1}, {32, 3}, {256, 7}, {512, 40}} {
		n, rows := size[0], size[1]
		w, x := make([]int8, n*rows), make([]int16, 4*n)
		for i := range w {
			w[i] = int8(random.IntN(255) - 127)
		}
		for i := range x {
			x[i] = int16(random.IntN(65535) - 32767)
		}
		got, want := make([]int32, 4*rows), make([]int32, 4*rows)
		dot(got, w, x, n, rows)
		dotPlain(want, w, x, n, rows)
		if !slices.Equal(got, want) {
			t.Errorf("%d by %d: %v, want %v", n, rows, got, want)
		}
	}
}

func BenchmarkDot(b *testing.B) {
	n, rows := 256, 1024
	w, x, out := make([]int8, n*rows), make([]int16, 4*n), make([]int32, 4*rows)
	for b.Loop() {
		dot(out, w, x, n, rows)
	}
	b.ReportMetric(float64(4*n*rows)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
