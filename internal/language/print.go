package language

import (
	"fmt"
	"strings"
)

// String gives the analysis as columns: number of the token in its sentence,
// form, lemma, tags, head, relation; and the names after each sentence.
func (a *Analysis) String() string {
	var b strings.Builder
	names := a.Names
	for i, s := range a.Sentences {
		if i > 0 {
			b.WriteByte('\n')
		}
		for n := s.First; n < s.Last; n++ {
			t := a.Tokens[n]
			head := 0
			if t.Head >= 0 {
				head = t.Head - s.First + 1
			}
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t%d\t%s\n", n-s.First+1, t.Form, t.Lemma, t.UPOS, t.XPOS, head, t.Rel)
		}
		for len(names) > 0 && names[0].First < s.Last {
			fmt.Fprintf(&b, "# %s: %s\n", names[0].Type, a.Text[names[0].Start:names[0].End])
			names = names[1:]
		}
	}
	return b.String()
}
