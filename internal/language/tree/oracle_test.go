package tree

import (
	"math/rand/v2"
	"testing"
)

// randomTree gives heads of a projective tree over n words; n is the root.
func randomTree(random *rand.Rand, n int) []int {
	heads := make([]int, n)
	var build func(from, to, head int)
	build = func(from, to, head int) {
		if from >= to {
			return
		}
		k := from + random.IntN(to-from)
		heads[k] = head
		build(from, k, k)
		build(k+1, to, k)
	}
	build(0, n, n)
	return heads
}

// TestOracle follows moves that cost nothing: they must rebuild the tree. And
// from any state that wrong moves lead to, some move must cost nothing more
// than what is lost already.
func TestOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	for range 300 {
		n := 1 + random.IntN(12)
		gold := randomTree(random, n)
		var s state
		for s.reset(n); !s.done(); {
			ok, free := s.allowed(), []int{}
			for m := range moves {
				if ok[m] && s.cost(m, gold) == 0 {
					free = append(free, m)
				}
			}
			if len(free) == 0 {
				t.Fatalf("no free move for %v at word %d, stack %v", gold, s.next, s.stack)
			}
			s.apply(free[random.IntN(len(free))], 1)
		}
		for i, h := range gold {
			if s.head[i] != h {
				t.Fatalf("rebuilt %v of %v", s.head[:n], gold)
			}
		}
	}
}

// TestCostIsWhatIsLost follows random moves and compares their costs with the
// arcs that the tree lacks in the end if all further moves are free.
func TestCostIsWhatIsLost(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 9))
	for range 300 {
		n := 2 + random.IntN(10)
		gold := randomTree(random, n)
		var s state
		paid := 0
		for s.reset(n); !s.done(); {
			ok := s.allowed()
			m := random.IntN(moves)
			for !ok[m] {
				m = random.IntN(moves)
			}
			paid += s.cost(m, gold)
			s.apply(m, 1)
		}
		lost := 0
		for i, h := range gold {
			if s.head[i] != h {
				lost++
			}
		}
		// The rule that the root waits may lose arcs that no move is charged for.
		if lost < paid {
			t.Fatalf("moves cost %d, %d arcs lost: %v of %v", paid, lost, s.head[:n], gold)
		}
	}
}
