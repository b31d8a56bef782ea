package tree

// cost counts the gold arcs that move puts out of reach. gold holds heads,
// with n for the root.
func (s *state) cost(move int, gold []int) int {
	switch move {
	case Shift:
		return s.costShift(gold)
	case Left:
		return s.costLeft(gold)
	}
	return s.costRight(gold)
}

// costShift: the next word loses its dependents on the stack, and its head if
// that lies in the stack below the top.
func (s *state) costShift(gold []int) int {
	lost := 0
	for k, word := range s.stack {
		if gold[word] == s.next {
			lost++
		}
		if gold[s.next] == word && k < len(s.stack)-1 {
			lost++
		}
	}
	return lost
}

// costLeft: the top loses its dependents in the buffer, and its head if that
// is the word below it or lies further right than the next.
func (s *state) costLeft(gold []int) int {
	word := s.top(0)
	lost := s.dependentsAhead(word, gold)
	if gold[word] == s.top(1) || gold[word] > s.next {
		lost++
	}
	return lost
}

// costRight: the top loses its dependents in the buffer, and its head there.
func (s *state) costRight(gold []int) int {
	word := s.top(0)
	lost := s.dependentsAhead(word, gold)
	if gold[word] >= s.next {
		lost++
	}
	return lost
}

func (s *state) dependentsAhead(word int, gold []int) int {
	lost := 0
	for i := s.next; i < s.n; i++ {
		if gold[i] == word {
			lost++
		}
	}
	return lost
}
