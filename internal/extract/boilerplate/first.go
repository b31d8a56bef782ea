package boilerplate

import (
	"regexp/syntax"
	"unicode/utf8"
)

// firstBytes tells which bytes a text that the expression matches can begin
// with. Most expressions are ruled out by it without being run.
func firstBytes(expression string) (first [256]bool, err error) {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return first, err
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return first, err
	}
	seen := make([]bool, len(program.Inst))
	todo := []uint32{uint32(program.Start)}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		in := &program.Inst[at]
		switch in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
			todo = append(todo, in.Out)
		case syntax.InstFail:
		case syntax.InstMatch:
			for b := range first {
				first[b] = true
			}
		default:
			addFirst(&first, in)
		}
	}
	return first, nil
}

// addFirst adds the bytes that a rune of the instruction can begin with; runes
// beyond ASCII may begin with any byte beyond it.
func addFirst(first *[256]bool, in *syntax.Inst) {
	for b := range utf8.RuneSelf {
		first[b] = first[b] || in.MatchRune(rune(b))
	}
	for b := utf8.RuneSelf; b < len(first); b++ {
		first[b] = true
	}
}
