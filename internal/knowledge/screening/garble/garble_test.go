package garble

import (
	"slices"
	"testing"
)

func TestSameSeedSameNames(t *testing.T) {
	a, b := New(3), New(3)
	for range 50 {
		x, y := a.Edit("OSTROVETS, Kvinton", 2), b.Edit("OSTROVETS, Kvinton", 2)
		if x != y {
			t.Fatalf("%q and %q", x, y)
		}
	}
	if !slices.Equal(a.Persons(20), b.Persons(20)) {
		t.Error("other persons from the same seed")
	}
}

func TestEditTouchesLettersOnly(t *testing.T) {
	g := New(5)
	for range 200 {
		before := "A1-2B, 3c"
		after := g.Edit(before, 1)
		if d := len(after) - len(before); d < -1 || d > 1 || after == before {
			t.Fatalf("%q became %q", before, after)
		}
		for _, kept := range []string{"1", "2", "3", "-", ","} {
			if !slices.Contains([]rune(after), []rune(kept)[0]) {
				t.Fatalf("%q lost %q", after, kept)
			}
		}
	}
}

func TestTransliterate(t *testing.T) {
	g := New(9)
	if _, ok := g.Transliterate("44 !", 2); ok {
		t.Error("a name without letters was transliterated")
	}
	if got, ok := g.Transliterate("KHOSHKHU", 1); !ok || got == "khoshkhu" {
		t.Errorf("%q, %v", got, ok)
	}
}

func TestPersonsAreDifferent(t *testing.T) {
	names := New(1).Persons(3000)
	slices.Sort(names)
	if len(slices.Compact(names)) != 3000 {
		t.Error("a person was made twice")
	}
}
