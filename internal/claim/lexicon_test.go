package claim

import (
	"slices"
	"testing"
)

// TestTables: the word lists load, and every role that a cue names is defined.
func TestTables(t *testing.T) {
	l, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	for word, rows := range l.cues {
		for _, c := range rows {
			for _, role := range c.accepts {
				if _, known := roleClasses[role]; !known && role != "any" {
					t.Errorf("cues.tsv: %s: role %q is not in roleClasses", word, role)
				}
			}
			if !slices.Contains([]string{"verb", "noun", "adj"}, c.tag) {
				t.Errorf("cues.tsv: %s: unknown tag %q", word, c.tag)
			}
		}
	}
	for word, rows := range l.speech {
		for _, s := range rows {
			if !slices.Contains([]string{"say", "observe", "relay", "deny", "doubt", "withhold", "accuse", "attribute"}, s.class) {
				t.Errorf("speech.tsv: %s: unknown class %q", word, s.class)
			}
		}
	}
	for _, e := range l.estimative {
		if e.low >= e.high || e.low < 0 || e.high > 100 {
			t.Errorf("estimative.tsv: %v: %d-%d is no range of per cent", e.words, e.low, e.high)
		}
	}
}

func TestInflections(t *testing.T) {
	for verb, want := range map[string]string{"accuse": "accused", "deny": "denied", "tie": "tying", "drop": "dropped", "attack": "attacking", "breach": "breaches", "deploy": "deployed"} {
		if !slices.Contains(inflections(verb), want) {
			t.Errorf("%s: %v lacks %q", verb, inflections(verb), want)
		}
	}
}
