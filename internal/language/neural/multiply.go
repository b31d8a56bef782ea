package neural

// A tile is four rows and a panel of columns of the product.
const (
	panel  = 32
	height = 4
)

// multiply adds a·b to c: a has m rows and k columns, b k and n, c m and n, all
// row by row.
func multiply(c, a, b []float32, m, k, n int) {
	if m == 0 || k == 0 || n == 0 {
		return
	}
	packed := make([]float32, k*panel)
	for j := 0; j < n; j += panel {
		width := min(panel, n-j)
		for p := range k {
			copy(packed[p*panel:][:width], b[p*n+j:])
			clear(packed[p*panel+width:][:panel-width])
		}
		var part [height * panel]float32
		for i := 0; i < m; i += height {
			if width == panel && i+height <= m {
				tile(c[i*n+j:], n, a[i*k:], k, packed)
				continue
			}
			rows := min(height, m-i)
			border(part[:], a[i*k:(i+rows)*k], rows, k, packed)
			for r := range rows {
				for x, y := range part[r*panel:][:width] {
					c[(i+r)*n+j+x] += y
				}
			}
		}
	}
}

// border computes a tile of fewer rows into part.
func border(part, a []float32, rows, k int, packed []float32) {
	clear(part)
	if rows == height {
		tile(part, panel, a, k, packed)
		return
	}
	for r := range rows {
		row(part[r*panel:][:panel], a[r*k:][:k], packed)
	}
}

// row is one row of a panel.
func row(c, a, packed []float32) {
	for p, x := range a {
		b := packed[p*panel:][:panel]
		for j, y := range b {
			c[j] += x * y
		}
	}
}

func transpose(a []float32, rows, columns int) []float32 {
	out := make([]float32, len(a))
	for i := range rows {
		for j, x := range a[i*columns:][:columns] {
			out[j*rows+i] = x
		}
	}
	return out
}
