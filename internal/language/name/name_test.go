package name

import (
	"fmt"
	"strings"
	"testing"

	"ascribe/internal/language/lexis"
	"ascribe/internal/language/weights"
)

var types = []string{"malware", "place"}

// example reads "Word/label" with label O, B0, I0 … or ? for any.
func example(text string) Example {
	lexicon := lexis.NewLexicon(nil)
	var e Example
	for field := range strings.FieldsSeq(text) {
		form, label, _ := strings.Cut(field, "/")
		e.Words = append(e.Words, lexicon.Word(form))
		allow := uint64(1)
		switch {
		case label == "?":
			allow = 1<<5 - 1
		case label[0] == 'B':
			allow = 1 << (2*(label[1]-'0') + 1)
		case label[0] == 'I':
			allow = 1 << (2*(label[1]-'0') + 2)
		}
		e.Allow = append(e.Allow, allow)
	}
	return e
}

func learnt() *Recogniser {
	var examples []Example
	for _, name := range []string{"Zeta", "Omikron", "Ares", "Kappa"} {
		for _, place := range []string{"Tirana", "Oslo", "Quito"} {
			examples = append(examples, example("The/O "+name+"/B0 malware/O hit/O "+place+"/B1 City/I1 ./O"),
				example("They/O deployed/O "+name+"/? in/O "+place+"/B1 yesterday/O"))
		}
	}
	return Learn(examples, Training{Types: types, Epochs: 20, Keep: 10000, Least: 1, Rate: 0.3, Seed: 1})
}

func found(r *Recogniser, text string) string {
	e := example(strings.ReplaceAll(text, " ", "/O ") + "/O")
	fields := strings.Fields(text)
	var out []string
	for _, s := range r.Find(&e.Text) {
		out = append(out, s.Type+":"+strings.Join(fields[s.First:s.Last], " "))
	}
	return strings.Join(out, ", ")
}

func TestLearnAndFind(t *testing.T) {
	r := learnt()
	f := &weights.File{}
	if err := r.Save(f); err != nil {
		t.Fatal(err)
	}
	read, err := Load(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*Recogniser{r, read} {
		if got := found(r, "The Sigma malware hit Lima City ."); got != "malware:Sigma, place:Lima City" {
			t.Errorf("unseen names: %s", got)
		}
		if got := found(r, "They deployed Ares in Oslo yesterday"); got != "malware:Ares, place:Oslo" {
			t.Errorf("a name that was hidden in its sentences: %s", got)
		}
	}
	if r.Find(&Text{}) != nil {
		t.Error("names in an empty sentence")
	}
}

func TestLattice(t *testing.T) {
	// Two labels that nothing tells apart, over two words of which the second
	// must be outside.
	l := newLattice(2, 3, make([]float32, 6), make([]float32, 9), []uint64{3, 1})
	for k, want := range []float64{.5, .5, 0, 1, 0, 0} {
		if diff := l.node[k] - want; diff > 1e-9 || diff < -1e-9 {
			t.Errorf("probability %d is %v, want %v", k, l.node[k], want)
		}
	}
}

func sentences(texts ...string) []Sentence {
	var out []Sentence
	for _, text := range texts {
		out = append(out, Sentence{Forms: strings.Fields(text)})
	}
	return out
}

func TestAgree(t *testing.T) {
	s := sentences("The Ares ransomware spread", "Ares ransomware again", "Then Ares hit banks", "In May May came", "Ares", "ares is small")
	s[0].Spans = []Span{{1, 2, "malware", .9}}
	s[1].Spans = []Span{{0, 1, "malware", .9}}
	s[2].Spans = []Span{{1, 2, "place", .6}}
	s[3].Spans = []Span{{1, 2, "date", 1}}
	Agree(s)
	var got []string
	for _, one := range s {
		got = append(got, fmt.Sprint(one.Spans))
	}
	for i, want := range []string{"[{1 2 malware 0.9}]", "[{0 1 malware 0.9}]", "[{1 2 malware 0.45}]", "[{1 2 date 1}]", "[{0 1 malware 0.45}]", "[]"} {
		if got[i] != want {
			t.Errorf("sentence %d: %s, want %s", i, got[i], want)
		}
	}
}

func TestClasses(t *testing.T) {
	longest := func(tokens []string, from int) (string, int) {
		if tokens[from] == "New" {
			return "place", 2
		}
		return "", 0
	}
	got := Classes(strings.Fields("to New York New"), longest)
	if got[0] != 0 || got[1] == 0 || got[2] == 0 || got[1] == got[2] || got[3] != 0 {
		t.Errorf("classes %v; an answer beyond the sentence must be ignored", got)
	}
}
