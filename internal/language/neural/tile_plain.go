//go:build !(goexperiment.simd && amd64)

package neural

// tile adds four rows of a times a packed panel to c.
func tile(c []float32, n int, a []float32, k int, packed []float32) {
	for i := range height {
		row(c[i*n:][:panel], a[i*k:][:k], packed)
	}
}
