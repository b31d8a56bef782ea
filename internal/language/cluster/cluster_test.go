package cluster

import (
	"math/rand/v2"
	"testing"
)

// TestGroupsByCompany: words that keep the same company come together.
func TestGroupsByCompany(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	var sentences [][]string
	for range 600 {
		sentences = append(sentences, []string{"the", pick("dog", "cat", "fox"), pick("eats", "sees"), "a", pick("bone", "nut"), "."},
			[]string{"in", pick("oslo", "lima", "rome"), ",", pick("rain", "snow"), "fell", "."})
	}
	how := Settings{Least: 2, Contexts: 100, Dimensions: 6, Branches: [3]int{6, 1, 1}, Seed: 1}
	groups := Group(Embed(sentences, how), how)
	for _, same := range [][]string{{"dog", "cat", "fox"}, {"oslo", "lima", "rome"}} {
		for _, w := range same[1:] {
			if groups[w] != groups[same[0]] {
				t.Errorf("%s is in %v, %s in %v", w, groups[w], same[0], groups[same[0]])
			}
		}
	}
	if groups["dog"] == groups["oslo"] {
		t.Errorf("animals and towns are in one group: %v", groups)
	}
	if _, ok := groups["unicorn"]; ok {
		t.Error("a word that never occurs has a group")
	}
}
