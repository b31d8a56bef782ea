package boilerplate

import "testing"

func TestFirstBytesRuleOutNothingThatMatches(t *testing.T) {
	m, err := NewMarker()
	if err != nil {
		t.Fatal(err)
	}
	ruledOut := 0
	for _, words := range []string{"Share this article", "SUBSCRIBE NOW", "subscribe to our newsletter", "© 2022 Harbour Gazette", "Copyright 2022 by us", "× ", "× close",
		"We use cookies on this site", "Skip to main content", "[1] https://example.org/a", "Comments (3)", "12 comments", "→", "Search", "ſhare this", "Kontakt"} {
		for _, p := range m.patterns {
			if !p.first[words[0]] {
				ruledOut++
				if p.re.MatchString(words) {
					t.Errorf("%q matches %s but is ruled out by its first byte", words, p.re)
				}
			}
		}
	}
	if ruledOut == 0 {
		t.Error("nothing is ruled out")
	}
}
