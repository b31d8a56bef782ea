// Package tree parses sentences into dependency trees: the arc-hybrid
// transition system (Kuhlmann et al. 2011) with a dynamic oracle (Goldberg and
// Nivre 2013), a structural model of three moves and a labeller that is asked
// once per arc.
package tree

// Moves of the arc-hybrid system.
const (
	Shift = iota // the next word goes on the stack
	Left         // the top of the stack depends on the next word
	Right        // the top of the stack depends on the one below it
	moves
)

const none = -1

// state is a half-parsed sentence. Word n, behind the last one, is the root.
type state struct {
	n     int
	next  int // first word of the buffer
	stack []int
	head  []int
	rel   []uint16 // relation + 1
	left  []kids   // per word: its dependents to the left
	right []kids
}

// kids are a word's dependents on one side: the outermost two, how many there
// are, and which relations they bear.
type kids struct {
	outer, second int
	count         int
	rels          uint64 // bit set over relation numbers mod 64
}

func (s *state) reset(n int) {
	s.n, s.next, s.stack = n, 0, s.stack[:0]
	if cap(s.head) < n+1 {
		s.head, s.rel = make([]int, n+1, 2*n+2), make([]uint16, n+1, 2*n+2)
		s.left, s.right = make([]kids, n+1, 2*n+2), make([]kids, n+1, 2*n+2)
	}
	s.head, s.rel = s.head[:n+1], s.rel[:n+1]
	s.left, s.right = s.left[:n+1], s.right[:n+1]
	for i := range s.head {
		s.head[i], s.rel[i] = none, 0
		s.left[i] = kids{outer: none, second: none}
		s.right[i] = kids{outer: none, second: none}
	}
}

func (s *state) top(k int) int {
	if k >= len(s.stack) {
		return none
	}
	return s.stack[len(s.stack)-1-k]
}

func (s *state) done() bool { return s.next == s.n && len(s.stack) == 0 }

// allowed says which moves are possible. The root takes exactly one word: it
// waits until the stack holds no other.
func (s *state) allowed() (ok [moves]bool) {
	ok[Shift] = s.next < s.n
	ok[Left] = len(s.stack) > 0 && (s.next < s.n || len(s.stack) == 1)
	ok[Right] = len(s.stack) > 1
	return ok
}

// arc gives the head and dependent that move makes.
func (s *state) arc(move int) (head, dependent int) {
	if move == Left {
		return s.next, s.top(0)
	}
	return s.top(1), s.top(0)
}

func (s *state) apply(move int, rel uint16) {
	if move == Shift {
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	head, dependent := s.arc(move)
	s.stack = s.stack[:len(s.stack)-1]
	s.head[dependent], s.rel[dependent] = head, rel
	side := &s.left[head]
	if move == Right {
		side = &s.right[head]
	}
	side.second, side.outer = side.outer, dependent
	side.count++
	side.rels |= 1 << (rel & 63)
}
