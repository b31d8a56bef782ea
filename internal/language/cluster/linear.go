package cluster

import (
	"math"
	"math/rand/v2"
)

// reduce gives the first dimensions of the rows in the space of the largest
// singular values, by subspace iteration, each row scaled to length one.
func reduce(m *sparse, dimensions int, random *rand.Rand) [][]float32 {
	basis := make([][]float32, m.columns)
	for i := range basis {
		basis[i] = make([]float32, dimensions)
		for k := range basis[i] {
			basis[i][k] = float32(random.NormFloat64())
		}
	}
	var rows [][]float32
	for range 5 {
		rows = m.times(basis, dimensions)
		orthogonal(rows, dimensions)
		basis = m.transposedTimes(rows, dimensions)
	}
	rows = m.times(orthogonal(basis, dimensions), dimensions)
	for _, r := range rows {
		normalise(r)
	}
	return rows
}

func (m *sparse) times(b [][]float32, width int) [][]float32 {
	out := make([][]float32, len(m.at))
	for i := range out {
		out[i] = make([]float32, width)
		for k, column := range m.at[i] {
			axpy(out[i], b[column], m.value[i][k])
		}
	}
	return out
}

func (m *sparse) transposedTimes(b [][]float32, width int) [][]float32 {
	out := make([][]float32, m.columns)
	for i := range out {
		out[i] = make([]float32, width)
	}
	for i := range m.at {
		for k, column := range m.at[i] {
			axpy(out[column], b[i], m.value[i][k])
		}
	}
	return out
}

func axpy(y, x []float32, a float32) {
	for i, v := range x {
		y[i] += a * v
	}
}

// orthogonal makes the columns of m orthonormal (Gram and Schmidt, modified).
func orthogonal(m [][]float32, width int) [][]float32 {
	for k := range width {
		for j := range k {
			var dot float64
			for _, r := range m {
				dot += float64(r[j]) * float64(r[k])
			}
			for _, r := range m {
				r[k] -= float32(dot) * r[j]
			}
		}
		var norm float64
		for _, r := range m {
			norm += float64(r[k]) * float64(r[k])
		}
		scale := float32(1 / math.Sqrt(max(norm, 1e-20)))
		for _, r := range m {
			r[k] *= scale
		}
	}
	return m
}

func normalise(v []float32) {
	var norm float64
	for _, x := range v {
		norm += float64(x) * float64(x)
	}
	if norm == 0 {
		return
	}
	scale := float32(1 / math.Sqrt(norm))
	for i := range v {
		v[i] *= scale
	}
}

// kmeans assigns each member to one of k groups by the cosine to their means.
func kmeans(vectors [][]float32, members []int, k int, random *rand.Rand) []int {
	means := make([][]float32, k)
	for i, pick := range random.Perm(len(members))[:k] {
		means[i] = append([]float32(nil), vectors[members[pick]]...)
	}
	assigned := make([]int, len(members))
	for range 15 {
		for i, w := range members {
			assigned[i] = nearest(vectors[w], means)
		}
		for _, m := range means {
			clear(m)
		}
		for i, w := range members {
			axpy(means[assigned[i]], vectors[w], 1)
		}
		for _, m := range means {
			normalise(m)
		}
	}
	return assigned
}

func nearest(v []float32, means [][]float32) int {
	best, highest := 0, float32(math.Inf(-1))
	for i, m := range means {
		var dot float32
		for k, x := range v {
			dot += x * m[k]
		}
		if dot > highest {
			best, highest = i, dot
		}
	}
	return best
}
