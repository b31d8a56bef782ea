package neural

import "golang.org/x/sys/cpu"

//go:noescape
func dotAVX2(out *int32, w *int8, x *int16, stride, n, rows int)

// dot multiplies rows rows of n weights with four vectors of n numbers, which
// lie behind each other in x; out takes four sums a row. n is a multiple of 16.
// Sums are exact, so that every machine gets the same.
func dot(out []int32, w []int8, x []int16, n, rows int) {
	if !cpu.X86.HasAVX2 || rows == 0 {
		dotPlain(out, w, x, n, rows)
		return
	}
	_, _, _ = out[4*rows-1], w[n*rows-1], x[4*n-1]
	dotAVX2(&out[0], &w[0], &x[0], n, n, rows)
}
