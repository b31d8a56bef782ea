package eval

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"ascribe"
)

// Write writes the report as text, a line a document and the totals; with
// detail, also each document's misses and extras.
func (r Report) Write(w io.Writer, detail bool) error {
	var b strings.Builder
	for _, d := range r.Documents {
		if detail {
			d.detail(&b)
		}
		note := ""
		if !d.Extracted {
			note = "  NO OUTPUT"
		}
		fmt.Fprintf(&b, "%-44s statement F1 %.2f  claim F1 %.2f  (tp %d fp %d fn %d)%s\n",
			d.File, d.Statement.F1(), d.Claim.F1(), d.Claim.Right, d.Claim.Extra, d.Claim.Missed, note)
	}
	for _, total := range []struct {
		name string
		Tally
	}{{"statement", r.Statement}, {"claim", r.Claim}} {
		fmt.Fprintf(&b, "%s: P %.3f R %.3f F1 %.3f  (tp %d fp %d fn %d)\n",
			total.name, total.Precision(), total.Recall(), total.F1(), total.Right, total.Extra, total.Missed)
	}
	fmt.Fprintf(&b, "recall by predicate: %s\n", shares(r.Predicates))
	fmt.Fprintf(&b, "attributes right: %s\n", shares(r.Attributes))
	_, err := io.WriteString(w, b.String())
	return err
}

func shares[K cmp.Ordered](counts map[K]Share) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%v %d/%d", name, counts[name].Right, counts[name].Of))
	}
	return strings.Join(parts, ", ")
}

func (d DocumentScore) detail(b *strings.Builder) {
	for _, c := range d.Misses {
		fmt.Fprintf(b, "  MISS %s %s %s -> %s | %s %s | %s\n",
			d.Labels, c.Predicate, c.Subject.First(), c.Object.First(), c.Source.First(), c.Stance, beginning(c.Quote))
	}
	for _, c := range d.Extras {
		fmt.Fprintf(b, "  EXTRA %s %s %s -> %s | %s %s | %s\n",
			d.Labels, c.Predicate, nameOf(c.Subject), nameOf(c.Object), c.Source.Name, c.Stance, beginning(c.Quote.Text))
	}
}

func nameOf(p *ascribe.Party) string {
	if p == nil {
		return "-"
	}
	return p.Name
}

// beginning is the first 90 characters of a passage, on one line.
func beginning(passage string) string {
	r := []rune(strings.Join(strings.Fields(passage), " "))
	return string(r[:min(len(r), 90)])
}
