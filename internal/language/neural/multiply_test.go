package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestMultiply(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][3]int{{1, 1, 1}, {3, 5, 7}, {4, 16, 16}, {9, 33, 47}, {64, 20, 32}} {
		m, k, n := size[0], size[1], size[2]
		a, b, c, want := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float32, m*n)
		for i := range a {
			a[i] = random.Float32() - .5
		}
		for i := range b {
			b[i] = random.Float32() - .5
		}
		for i := range c {
			c[i] = random.Float32()
			want[i] = c[i]
		}
		for i := range m {
			for j := range n {
				for p := range k {
					want[i*n+j] += a[i*k+p] * b[p*n+j]
				}
			}
		}
		multiply(c, a, b, m, k, n)
		for i := range c {
			if math.Abs(float64(c[i]-want[i])) > 1e-4 {
				t.Fatalf("%v: element %d is %v, want %v", size, i, c[i], want[i])
			}
		}
	}
}

func BenchmarkMultiply(b *testing.B) {
	m, k, n := 600, 256, 512
	x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	for b.Loop() {
		multiply(z, x, y, m, k, n)
	}
	b.ReportMetric(float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
