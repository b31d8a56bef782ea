package language

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// check reports what is wrong with the shape of an analysis, whatever the text.
func check(t *testing.T, a *Analysis) {
	t.Helper()
	last := 0
	for i, tok := range a.Tokens {
		if tok.Start < last || tok.End <= tok.Start || tok.End > len(a.Text) {
			t.Fatalf("token %d at %d–%d follows one that ends at %d in %d bytes", i, tok.Start, tok.End, last, len(a.Text))
		}
		if tok.Form == "" || tok.UPOS == "" || tok.XPOS == "" || tok.Rel == "" {
			t.Fatalf("token %d lacks something: %+v", i, tok)
		}
		last = tok.End
	}
	next := 0
	for i, s := range a.Sentences {
		if s.First != next || s.Last <= s.First || s.Start != a.Tokens[s.First].Start || s.End != a.Tokens[s.Last-1].End {
			t.Fatalf("sentence %d is %+v, want it to begin with token %d", i, s, next)
		}
		if strings.Contains(a.Text[s.Start:s.End], "\n") {
			t.Errorf("sentence %d goes over a line end: %q", i, a.Text[s.Start:s.End])
		}
		next = s.Last
		checkTree(t, a, s)
	}
	if next != len(a.Tokens) {
		t.Fatalf("%d of %d tokens are in sentences", next, len(a.Tokens))
	}
	checkNames(t, a)
	checkComplete(t, a)
}

func checkTree(t *testing.T, a *Analysis, s Sentence) {
	t.Helper()
	roots := 0
	for i := s.First; i < s.Last; i++ {
		if a.Tokens[i].Head < 0 {
			roots++
		}
		k, steps := i, 0
		for ; a.Tokens[k].Head >= 0; steps++ {
			k = a.Tokens[k].Head
			if k < s.First || k >= s.Last || steps > s.Last-s.First {
				t.Fatalf("token %d does not come to the root of its sentence %+v", i, s)
			}
		}
	}
	if roots != 1 {
		t.Fatalf("%d roots in %q", roots, a.Text[s.Start:s.End])
	}
}

func checkNames(t *testing.T, a *Analysis) {
	t.Helper()
	last := 0
	for _, n := range a.Names {
		if n.First < last || n.Last <= n.First || n.Start != a.Tokens[n.First].Start || n.End != a.Tokens[n.Last-1].End {
			t.Fatalf("name %+v after token %d", n, last)
		}
		if n.Type == "" || n.Confidence < 0 || n.Confidence > 1 {
			t.Errorf("name %+v", n)
		}
		last = n.Last
	}
}

// checkComplete: between tokens there is nothing but what can't be seen.
func checkComplete(t *testing.T, a *Analysis) {
	t.Helper()
	at := 0
	for i := 0; i <= len(a.Tokens); i++ {
		end := len(a.Text)
		if i < len(a.Tokens) {
			end = a.Tokens[i].Start
		}
		for _, r := range a.Text[at:end] {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsPunct(r) {
				t.Fatalf("%q is in no token", a.Text[at:end])
			}
		}
		if i < len(a.Tokens) {
			at = a.Tokens[i].End
		}
	}
}

func texts(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	out := []string{"", " ", "\n\n", "a", ".", "U.S.", "\xff\xfe", "don’t", "a\u200bb", strings.Repeat("x", 5000), strings.Repeat("( ", 3000),
		strings.Repeat("word ", 2000), "…—“”", "Iran 's", "a\u00adb c\r\nd", "\u202e\u0000"}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(data))
	}
	return out
}

func TestShape(t *testing.T) {
	for _, o := range []Options{{}, {Mode: Accurate}, {Gazetteer: capitals{}}} {
		p := parser(t, o)
		for _, text := range texts(t) {
			check(t, p.Parse(text))
		}
	}
}

// capitals knows every pair of capitalised words as a state.
type capitals struct{}

func (capitals) Longest(tokens []string, from int) (string, int) {
	if from+1 < len(tokens) && strings.ToUpper(tokens[from][:1]) == tokens[from][:1] && strings.ToUpper(tokens[from+1][:1]) == tokens[from+1][:1] {
		return "state", 2
	}
	return "", 0
}

func TestSameTextSameAnalysis(t *testing.T) {
	for _, mode := range []Mode{Fast, Accurate} {
		p := parser(t, Options{Mode: mode})
		text := strings.Join(texts(t), "\n")
		want := p.Parse(text).String()
		got := make(chan string)
		for range 3 {
			go func() { got <- p.Parse(text).String() }()
		}
		for range 3 {
			if <-got != want {
				t.Errorf("mode %d: two analyses of one text differ", mode)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text)
	}
	fast, accurate := parser(f, Options{}), parser(f, Options{Mode: Accurate})
	f.Fuzz(func(t *testing.T, text string) {
		check(t, fast.Parse(text))
		check(t, accurate.Parse(text))
	})
}

func BenchmarkParse(b *testing.B) {
	text := strings.Join(texts(b)[16:], "\n")
	for name, mode := range map[string]Mode{"fast": Fast, "accurate": Accurate} {
		p := parser(b, Options{Mode: mode})
		b.Run(name, func(b *testing.B) {
			tokens := 0
			for b.Loop() {
				tokens += len(p.Parse(text).Tokens)
			}
			b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(english); err != nil {
			b.Fatal(err)
		}
	}
}
