package knowledge

import "testing"

func TestStandIn(t *testing.T) {
	base, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	alike := [][]string{
		{"Albania", "Iran", "China", "France", "Estonia", "Canada"},
		{"Albanian", "Iranian", "Chinese", "French", "Estonian", "Canadian"},
		{"Albanians", "Iranians", "Germans", "Americans"},
		{"ALBANIA", "IRAN", "FRANCE"},
		{"Tirana", "Tehran", "Beijing", "Paris", "Washington"},
	}
	seen := map[string]string{}
	for _, group := range alike {
		want := base.StandIn(group[0])
		if other, taken := seen[want]; taken {
			t.Errorf("%s and %s read alike", group[0], other)
		}
		seen[want] = group[0]
		for _, word := range group {
			if got := base.StandIn(word); got != want {
				t.Errorf("%s reads as %s, %s as %s", word, got, group[0], want)
			}
		}
	}
	for _, word := range []string{"US", "U.K.", "ministry", "attacked", "Microsoft", "Turla", "", "the"} {
		if got := base.StandIn(word); got != word {
			t.Errorf("%q reads as %q", word, got)
		}
	}
}
