package screening_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
	"ascribe/internal/knowledge/screening/garble"
)

// every draws one listed name of so many; -figures.every=1 measures on all.
var every = flag.Int("figures.every", 24, "measure on one listed name of so many")

// TestFigures measures, on the shipped list, whether the right entry comes first
// at the default threshold, and how often a name that isn't listed is taken for
// one that is. go test -run Figures -v -figures.every=1 prints the figures of
// docs/screening.md.
func TestFigures(t *testing.T) {
	g := garble.New(7)
	once := func(s string) (string, bool) { return g.Edit(s, 1), true }
	twice := func(s string) (string, bool) { return g.Edit(s, 2), true }
	otherwise := func(s string) (string, bool) { return g.Transliterate(s, 2) }
	asIs := func(s string) (string, bool) { return s, true }
	turned := func(s string) (string, bool) { return g.Reorder(s), strings.Contains(s, ", ") }
	for _, test := range []struct {
		what     string
		strength designation.Strength
		change   func(string) (string, bool)
		least    float64
	}{
		{"exact, primary", designation.Primary, asIs, 0.995},
		{"exact, strong alias", designation.Strong, asIs, 0.995},
		{"exact, weak alias", designation.Weak, asIs, 0.97},
		{"given name first, primary", designation.Primary, turned, 0.99},
		{"one edit, primary", designation.Primary, once, 0.96},
		{"one edit, strong alias", designation.Strong, once, 0.96},
		{"two edits, primary", designation.Primary, twice, 0.83},
		{"two edits, strong alias", designation.Strong, twice, 0.83},
		{"transliterated, primary", designation.Primary, otherwise, 0.90},
		{"transliterated, strong alias", designation.Strong, otherwise, 0.90},
	} {
		t.Run(test.what, func(t *testing.T) {
			first, n := rightFirst(t, test.strength, test.change)
			t.Logf("%.4f of %d", first, n)
			if first < test.least {
				t.Errorf("the right entry is first for %.4f of %d names, want %.3f", first, n, test.least)
			}
		})
	}
}

// rightFirst is the share of names, changed, for which the entry they name is
// first, or shares the first place with others that bear the very name.
func rightFirst(t *testing.T, strength designation.Strength, change func(string) (string, bool)) (float64, int) {
	index, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	screener := index.Screener()
	n, right := 0, 0
	for i, d := range index.Lists()[0].Designations {
		if i%*every != 0 {
			continue
		}
		for _, name := range d.Names {
			query, changed := change(name.Text)
			if name.Strength != strength || !changed {
				continue
			}
			n++
			if foundFirst(screener.Screen(screening.Query{Name: query}), d.UID) {
				right++
			}
		}
	}
	return float64(right) / float64(max(n, 1)), n
}

func foundFirst(a screening.Answer, uid string) bool {
	return slices.ContainsFunc(a.Matches, func(m screening.Match) bool { return m.UID == uid && m.Score == a.Matches[0].Score })
}

func TestFalseAlarms(t *testing.T) {
	const names = 5000
	s, alarms := screener(t), 0
	for _, name := range garble.New(11).Persons(names) {
		a := s.Screen(screening.Query{Name: name})
		if len(a.Matches) > 0 && a.Matches[0].Reasons[0] != "exactly this name" {
			alarms++
			t.Logf("%s: %s, %v", name, a.Matches[0].Matched, a.Matches[0].Reasons)
		}
	}
	if alarms > names/1000 {
		t.Errorf("%d false alarms for %d unlisted names, want %d at most", alarms, names, names/1000)
	}
}
