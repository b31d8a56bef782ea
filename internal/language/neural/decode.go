package neural

// decode finds the best projective tree with one root (Eisner 1996) for scores
// of n tokens, the first of which is the root: scores[d*n+h]. It returns heads;
// that of the root is -1.
func decode(scores []float32, n int) []int {
	if heads, ok := greedy(scores, n); ok {
		return heads
	}
	e := newEisner(scores, n)
	e.fill()
	heads := make([]int, n)
	heads[0] = -1
	e.trace(heads)
	return heads
}

// greedy takes the best head of each token; ok says whether that is a tree
// with one root.
func greedy(scores []float32, n int) (heads []int, ok bool) {
	heads = make([]int, n)
	heads[0] = -1
	roots := 0
	for d := 1; d < n; d++ {
		best := 0
		for h := range n {
			if h != d && (best == d || scores[d*n+h] > scores[d*n+best]) {
				best = h
			}
		}
		heads[d] = best
		if best == 0 {
			roots++
		}
	}
	return heads, roots == 1 && reaches(heads)
}

// reaches says whether every token comes to the root by its heads.
func reaches(heads []int) bool {
	state := make([]int8, len(heads)) // 1: on the present way, 2: known to be well
	state[0] = 2
	for d := range heads {
		k := d
		for state[k] == 0 {
			state[k] = 1
			k = heads[k]
		}
		if state[k] == 1 {
			return false
		}
		for k = d; state[k] == 1; k = heads[k] {
			state[k] = 2
		}
	}
	return true
}

// eisner holds the best spans of words 1 to n-1: open ones, whose ends are
// joined by an arc, and closed ones; each headed at its left (0) or right (1)
// end, with the place where it splits.
type eisner struct {
	scores       []float32
	n            int
	open, closed [2][]float32
	openAt       []int32
	closedAt     [2][]int32
	root         int
}

func newEisner(scores []float32, n int) *eisner {
	e := &eisner{scores: scores, n: n, openAt: make([]int32, n*n)}
	for d := range 2 {
		e.open[d], e.closed[d], e.closedAt[d] = make([]float32, n*n), make([]float32, n*n), make([]int32, n*n)
	}
	return e
}

const worst = float32(-1e30)

func (e *eisner) fill() {
	n := e.n
	for width := 1; width < n-1; width++ {
		for i := 1; i+width < n; i++ {
			j := i + width
			best, at := worst, i
			for k := i; k < j; k++ {
				if s := e.closed[0][i*n+k] + e.closed[1][(k+1)*n+j]; s > best {
					best, at = s, k
				}
			}
			e.openAt[i*n+j] = int32(at)
			e.open[0][i*n+j] = best + e.scores[j*n+i]
			e.open[1][i*n+j] = best + e.scores[i*n+j]
			e.close(i, j)
		}
	}
	best := worst
	for k := 1; k < n; k++ {
		if s := e.closed[1][n+k] + e.closed[0][k*n+n-1] + e.scores[k*n]; s > best {
			best, e.root = s, k
		}
	}
}

func (e *eisner) close(i, j int) {
	n := e.n
	best, at := worst, i
	for k := i + 1; k <= j; k++ {
		if s := e.open[0][i*n+k] + e.closed[0][k*n+j]; s > best {
			best, at = s, k
		}
	}
	e.closed[0][i*n+j], e.closedAt[0][i*n+j] = best, int32(at)
	best, at = worst, i
	for k := i; k < j; k++ {
		if s := e.closed[1][i*n+k] + e.open[1][k*n+j]; s > best {
			best, at = s, k
		}
	}
	e.closed[1][i*n+j], e.closedAt[1][i*n+j] = best, int32(at)
}

type part struct {
	i, j int
	side int
	open bool
}

// trace writes the heads of the best tree.
func (e *eisner) trace(heads []int) {
	if e.n < 2 {
		return
	}
	heads[e.root] = 0
	todo := []part{{1, e.root, 1, false}, {e.root, e.n - 1, 0, false}}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if p.i >= p.j {
			continue
		}
		at := p.i*e.n + p.j
		switch {
		case p.open:
			if p.side == 0 {
				heads[p.j] = p.i
			} else {
				heads[p.i] = p.j
			}
			k := int(e.openAt[at])
			todo = append(todo, part{p.i, k, 0, false}, part{k + 1, p.j, 1, false})
		case p.side == 0:
			k := int(e.closedAt[0][at])
			todo = append(todo, part{p.i, k, 0, true}, part{k, p.j, 0, false})
		default:
			k := int(e.closedAt[1][at])
			todo = append(todo, part{p.i, k, 1, false}, part{k, p.j, 1, true})
		}
	}
}
