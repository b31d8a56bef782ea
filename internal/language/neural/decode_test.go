package neural

import (
	"math/rand/v2"
	"testing"
)

// TestDecode compares with all projective trees of one root, tried one by one.
func TestDecode(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	for n := 2; n <= 6; n++ {
		for range 60 {
			scores := make([]float32, n*n)
			for i := range scores {
				scores[i] = random.Float32()
			}
			heads := make([]int, n)
			heads[0] = -1
			want := worst
			every(heads, 1, func() { want = max(want, total(scores, heads)) })
			e := newEisner(scores, n)
			e.fill()
			got := make([]int, n)
			got[0] = -1
			e.trace(got)
			if !projective(got) || total(scores, got) < want-1e-4 {
				t.Fatalf("n=%d: %v scores %v, the best tree %v", n, got, total(scores, got), want)
			}
			if whole := decode(scores, n); !reaches(whole) || roots(whole) != 1 {
				t.Fatalf("decode gives %v", whole)
			}
		}
	}
}

func every(heads []int, d int, f func()) {
	if d == len(heads) {
		if projective(heads) {
			f()
		}
		return
	}
	for h := range heads {
		if h != d {
			heads[d] = h
			every(heads, d+1, f)
		}
	}
}

func projective(heads []int) bool {
	if !reaches(heads) || roots(heads) != 1 {
		return false
	}
	for d := 1; d < len(heads); d++ {
		for k := min(d, heads[d]) + 1; k < max(d, heads[d]); k++ {
			up := k
			for up != heads[d] && up > 0 {
				up = heads[up]
			}
			if up != heads[d] {
				return false
			}
		}
	}
	return true
}

func roots(heads []int) (n int) {
	for _, h := range heads[1:] {
		if h == 0 {
			n++
		}
	}
	return n
}

func total(scores []float32, heads []int) (sum float32) {
	for d := 1; d < len(heads); d++ {
		sum += scores[d*len(heads)+heads[d]]
	}
	return sum
}
