package bio

import (
	"fmt"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	got, err := Read(strings.NewReader("<DOCSTART>\tO\tO\n\nActors\tO\tO\nof\tO\tO\nNorth\tB-LOC\tB-LOC\nKorea\tO\tI-LOC\n\n\nAcme I-ORG\nCorp I-ORG\nX B-ORG\n"))
	if err != nil || len(got) != 2 {
		t.Fatalf("%d sentences, %v", len(got), err)
	}
	if s := fmt.Sprint(got[0].Spans()); s != "[{2 4 LOC}]" {
		t.Errorf("spans %s", s)
	}
	if s := fmt.Sprint(got[1].Spans()); s != "[{0 2 ORG} {2 3 ORG}]" {
		t.Errorf("spans of labels that begin with I: %s", s)
	}
	if got[0].Layers[3][0] != "O" {
		t.Errorf("first layer of the last word: %v", got[0].Layers[3])
	}
}

func TestReadNamesTheLine(t *testing.T) {
	for _, text := range []string{"word\tO\nlonely\n", "word\tO\nword\tS-LOC\n"} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a\tO\nb\tB-X\nc\tI-X\n")
	f.Fuzz(func(t *testing.T, text string) {
		sentences, _ := Read(strings.NewReader(text))
		for _, s := range sentences {
			last := 0
			for _, span := range s.Spans() {
				if span.First < last || span.Last <= span.First || span.Last > len(s.Words) {
					t.Fatalf("span %+v in %d words", span, len(s.Words))
				}
				last = span.Last
			}
		}
	})
}
