//go:build !amd64

package neural

// dot multiplies rows rows of n weights with four vectors of n numbers, which
// lie behind each other in x; out takes four sums a row. n is a multiple of 16.
func dot(out []int32, w []int8, x []int16, n, rows int) { dotPlain(out, w, x, n, rows) }
