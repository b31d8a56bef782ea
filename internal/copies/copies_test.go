package copies

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ascribe"
)

// article is a text of random sentences: function words and content words in an
// order of its own, with names and numbers.
func article(r *rand.Rand, sentences int) []string {
	function := strings.Fields(functionWords[strings.Index(functionWords, "\n"):])
	out := make([]string, sentences)
	for i := range out {
		words := make([]string, 12+r.IntN(14))
		for j := range words {
			switch n := r.IntN(20); {
			case n < 9:
				words[j] = function[r.IntN(len(function))]
			case n < 10:
				words[j] = fmt.Sprint(r.IntN(500))
			case n < 12:
				words[j] = fmt.Sprintf("Name%d", r.IntN(40))
			default:
				words[j] = fmt.Sprintf("content%d", r.IntN(3000))
			}
		}
		out[i] = strings.Join(words, " ") + "."
	}
	return out
}

// spin swaps most content words and some names, as programs do that pass other
// people's articles off as new.
func spin(r *rand.Rand, sentences []string) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		words := strings.Fields(s)
		for j, w := range words {
			swaps := strings.HasPrefix(w, "content") && r.IntN(10) < 8 || strings.HasPrefix(w, "Name") && r.IntN(10) < 4
			if swaps {
				words[j] = "other" + w
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

func textOf(sentences ...string) ascribe.Text {
	var t ascribe.Text
	for _, s := range sentences {
		start := len(t.Content)
		t.Content += s + "\n"
		t.Blocks = append(t.Blocks, ascribe.Block{Span: ascribe.Span{Start: start, End: start + len(s)}, Kind: ascribe.ParagraphBlock})
	}
	return t
}

func TestCompare(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		original := article(r, 24)
		reprinted := append([]string{"A headline of its own."}, original[3:]...)
		cases := []struct {
			name string
			text ascribe.Text
			copy bool
		}{
			{"itself", textOf(original...), true},
			{"reprint with another headline, cut", textOf(reprinted...), true},
			{"spun", textOf(spin(r, original)...), true},
			{"spun and cut", textOf(spin(r, original)[:20]...), true},
			{"another article", textOf(article(r, 24)...), false},
			{"another article that quotes two sentences", textOf(append(article(r, 24), original[:2]...)...), false},
		}
		whole := Sign(textOf(original...))
		for _, c := range cases {
			s := Sign(c.text)
			overlap, isCopy := whole.Compare(s)
			if isCopy != c.copy {
				t.Errorf("seed %d, %s: copy %v, overlap %.2f, words %.2f, frames %.2f", seed, c.name, isCopy, overlap, whole.Overlap(s), whole.Frames(s))
			}
			if back, _ := s.Compare(whole); back != overlap {
				t.Errorf("seed %d, %s: overlap %.3f one way and %.3f the other", seed, c.name, overlap, back)
			}
			if c.copy && !shareBand(whole, s) {
				t.Errorf("seed %d, %s: a copy shares no band", seed, c.name)
			}
		}
	}
}

func TestBandsPartOthers(t *testing.T) {
	const pairs = 400
	shared := 0
	for seed := range uint64(pairs) {
		r := rand.New(rand.NewPCG(seed, 2))
		if shareBand(Sign(textOf(article(r, 24)...)), Sign(textOf(article(r, 24)...))) {
			shared++
		}
	}
	if shared*20 > pairs {
		t.Errorf("%d of %d pairs of unrelated texts are candidates; want at most one in twenty", shared, pairs)
	}
}

func shareBand(a, b Signature) bool {
	seen := map[uint64]bool{}
	for _, band := range a.Bands() {
		seen[band] = true
	}
	for _, band := range b.Bands() {
		if seen[band] {
			return true
		}
	}
	return false
}

func TestSignLeavesOutBoilerplate(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	sentences := article(r, 20)
	with := textOf(append(sentences, article(r, 10)...)...)
	for i := 20; i < 30; i++ {
		with.Blocks[i].Kind = ascribe.BoilerplateBlock
	}
	if got := Sign(textOf(sentences...)).Overlap(Sign(with)); got != 1 {
		t.Errorf("overlap %.2f with boilerplate added; want 1", got)
	}
}

func TestShortTextHasNoSignature(t *testing.T) {
	short := Sign(textOf("Only these few words."))
	if short != nil || short.Bands() != nil {
		t.Fatalf("a text of four words has signature %v", short)
	}
	if overlap, isCopy := short.Compare(short); overlap != 0 || isCopy {
		t.Errorf("short texts compare as %.2f, %v; want 0, false", overlap, isCopy)
	}
}

// TestSignatureIsStable guards stored signatures: when it fails, Version must change.
func TestSignatureIsStable(t *testing.T) {
	s := Sign(textOf(article(rand.New(rand.NewPCG(1, 1)), 12)...))
	h := uint64(0)
	for _, m := range s {
		h = mix(h ^ m)
	}
	if want := uint64(0x7d611a06693758fd); h != want {
		t.Errorf("signature hashes to %#x, not %#x", h, want)
	}
}

func FuzzSign(f *testing.F) {
	f.Add("The ministry’s servers were down for 24 hours, a spokes\u00adman said. " + strings.Repeat("Nobody claimed it. ", 9))
	f.Add("\xff\xfe\x00 \xf0\x9f")
	f.Fuzz(func(t *testing.T, content string) {
		text := textOf(content)
		a, b := Sign(text), Sign(text)
		if overlap := a.Overlap(b); a != nil && overlap != 1 {
			t.Errorf("a text overlaps itself by %.2f", overlap)
		}
		if len(a) != 0 && len(a) != wordHashes+frameHashes {
			t.Errorf("a signature of %d minima", len(a))
		}
	})
}

func BenchmarkSign(b *testing.B) {
	text := textOf(article(rand.New(rand.NewPCG(3, 3)), 40)...)
	b.SetBytes(int64(len(text.Content)))
	for b.Loop() {
		Sign(text)
	}
}
