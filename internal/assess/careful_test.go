package assess_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ascribe"
	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
)

// TestAsACarefulReader compares the assessment of hand-labelled claims with what a
// reader put down by hand: of the examples, and of labelled documents where this machine has them.
func TestAsACarefulReader(t *testing.T) {
	for _, c := range []struct{ name, labels, texts, whole, want string }{
		{"examples", "../../examples/expected", "../../examples/documents", "../../examples/whole.json", "testdata/albania-examples.txt"},
		{"labelled", "../../../shared/gold/dev", "../../../shared/gold/texts", "", "testdata/albania-labelled.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, read(t, c.want), assesstest.Labelled(t, c.labels, c.texts, c.whole)) // skips where the folder is not there
		})
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// check goes through the lines of what a reader put down.
func check(t *testing.T, text string, inputs map[string]assess.Input) {
	t.Helper()
	var in assess.Input
	want, maybe, accused := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(text) {
		cols := strings.Split(strings.TrimSpace(line), " | ")
		switch cols[0] {
		case "incident":
			found, ok := inputs[cols[1]]
			if !ok {
				t.Fatalf("no incident %s", cols[1])
			}
			if in.Incident.ID == "" {
				in = found
			}
		case "cell":
			want[strings.Join(cols[1:], " | ")] = true
			accused[cols[2]] = true
		case "perhaps":
			maybe[cols[1]+" | "+cols[2]] = true
		case "count":
			checkCount(t, in, cols[1:])
		}
	}
	cells := cellsOf(assess.Assess(in))
	for w := range want {
		if !slices.Contains(cells, w) {
			t.Errorf("not found: %s", w)
		}
	}
	for _, c := range cells {
		cols := strings.Split(c, " | ")
		if !want[c] && !maybe[cols[0]+" | "+cols[1]] && accused[cols[1]] {
			t.Errorf("found, and no reader would: %s", c)
		}
	}
}

// cellsOf writes the matrix as a reader's lines.
func cellsOf(a assess.Assessment) []string {
	var out []string
	for _, c := range a.Cells {
		for _, m := range c.Marks {
			grade := "-"
			switch {
			case m.Confidence != nil:
				grade = m.Confidence.Level
			case m.Likelihood != nil:
				grade = fmt.Sprintf("%d-%d", m.Likelihood.Low, m.Likelihood.High)
			}
			out = append(out, fmt.Sprintf("%s | %s | %s %s %s", c.Source, c.Accused, m.Relation, m.Stance, grade))
		}
	}
	return out
}

// checkCount compares one list of a tally as of a day: day, accused, list, keys.
func checkCount(t *testing.T, in assess.Input, cols []string) {
	t.Helper()
	in.AsOf = ascribe.Day(cols[0])
	var got []string
	for _, h := range assess.Assess(in).Hypotheses {
		if h.Accused != cols[1] {
			continue
		}
		switch cols[2] {
		case "asserting":
			got = h.Asserting
		case "publications":
			got = h.Publications
		case "admitting":
			got = h.Admitting
		case "denying":
			got = h.Denying
		case "aside":
			for _, a := range h.Aside {
				got = append(got, a.Source)
			}
		default:
			t.Fatalf("no list %s", cols[2])
		}
	}
	var want []string
	if cols[3] != "-" {
		want = strings.Split(cols[3], ", ")
	}
	got = slices.Sorted(slices.Values(got))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("as of %s, %s %s: %q, want %q", cols[0], cols[1], cols[2], got, want)
	}
}
