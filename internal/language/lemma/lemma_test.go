package lemma

import (
	"bytes"
	"testing"
)

// examples teach regular endings and a few words that break them.
func examples() []Example {
	var out []Example
	add := func(xpos string, pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			for range 4 {
				out = append(out, Example{Form: pairs[i], XPOS: xpos, Lemma: pairs[i+1]})
			}
		}
	}
	add("VBG", "walking", "walk", "talking", "talk", "using", "use", "making", "make", "running", "run", "stopping", "stop")
	add("VBD", "walked", "walk", "talked", "talk", "used", "use", "went", "go", "stopped", "stop")
	add("NNS", "dogs", "dog", "cats", "cat", "cities", "city", "parties", "party", "men", "man", "boxes", "box", "axes", "axe", "inboxers", "inbox")
	add("NNP", "Iran", "Iran", "Sept.", "September")
	add("NN", "dog", "dog", "city", "city")
	add("PRP", "them", "they", "Them", "they")
	return out
}

func TestLemma(t *testing.T) {
	learnt := Learn(examples(), 2)
	read, err := Decode(learnt.Encode())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*Lemmatizer{learnt, read} {
		for _, c := range [][3]string{
			{"Walking", "VBG", "walk"}, {"balking", "VBG", "balk"}, {"went", "VBD", "go"}, {"cities", "NNS", "city"},
			{"counties", "NNS", "county"}, {"boxers", "NNS", "boxer"}, {"foxes", "NNS", "fox"}, {"Iran", "NNP", "Iran"}, {"Sept.", "NNP", "September"}, {"Them", "PRP", "they"},
			{"accusing", "VBG", "accuse"}, {"exfiltrating", "VBG", "exfiltrate"}, {"sanctioned", "VBD", "sanction"}, {"", "NN", ""},
			{"Überfall", "NN", "überfall"}, {"7", "CD", "7"},
		} {
			if got := l.Lemma(c[0], c[1]); got != c[2] {
				t.Errorf("%s as %s: %q, want %q", c[0], c[1], got, c[2])
			}
		}
	}
	if !bytes.Equal(learnt.Encode(), read.Encode()) {
		t.Error("encoding again gives other bytes")
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	for _, text := range []string{"VB|ing\tx\n", "VB|ing\t\n", "a\tb\tc\td\n", "VB\t\tx\n"} {
		if _, err := Decode([]byte(text)); err == nil {
			t.Errorf("%q gives no error", text)
		}
	}
}
