package render

import (
	"fmt"
	"io"
	"strings"

	"ascribe"
	"ascribe/internal/pipeline"
)

// WhyNot writes what came of one sentence of a document: the parties seen in it,
// the claims made from it, and how far each cue came.
func WhyNot(w io.Writer, d ascribe.Document, q pipeline.Inquiry, width int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s · bytes %d to %d\n", d.File, q.Quote.Start, q.Quote.End)
	line := func(label, text string) {
		fmt.Fprintf(&b, "  %-*s%s\n", labelWidth-2, label, wrap(text, labelWidth, width))
	}
	line("sentence", "“"+oneLine(q.Quote.Text)+"”")
	for _, m := range q.Mentions {
		line("party", seen(m))
	}
	for _, c := range q.Claims {
		line("claim", fmt.Sprintf("%s %s: %s", speaker(c), c.Stance, Statement(c.Statement)))
	}
	for _, a := range q.Attempts {
		if a.Failure != "" {
			line("tried", a.Rule+": "+a.Failure)
		}
	}
	if len(q.Attempts) == 0 && len(q.Claims) == 0 {
		line("tried", "nothing: no word of this sentence is a cue (docs/claims.md says how to add one)")
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func seen(m ascribe.Mention) string {
	text := fmt.Sprintf("“%s”, %s", m.Text, m.Type)
	if m.Entity != "" {
		return text + " = " + m.Entity
	}
	return text + ", not resolved"
}
