package sieve_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ascribe/internal/sieve"
)

// long makes a text long enough to be looked at.
func long(text string) string { return text + strings.Repeat(" They walked on through the wood.", 60) }

func TestMayHold(t *testing.T) {
	for text, want := range map[string]bool{
		"nothing":                                 true, // short
		long("The garden"):                        false,
		long("The ministry was hacked."):          true,
		long("CyberAttacks"):                      true,
		long("APT28 did it."):                     true,
		long("a denial-of-service"):               true,
		long("He was attacked by bees."):          false,
		long("Sanctions on stolen software"):      true,
		long("attack, attacks, attacked, attack"): false, // one word in four forms
		long(""): false,
	} {
		if got := sieve.MayHold(text); got != want {
			t.Errorf("%.40q: %v", text, got)
		}
	}
}

// TestRecallOnLabels: of the labelled documents that hold claims at least 99.5%
// are kept.
func TestRecallOnLabels(t *testing.T) {
	for name, folder := range map[string]string{"examples": "../../examples/documents", "labelled": "../../../shared/gold/texts"} {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(folder); err != nil {
				t.Skipf("skipped: %s is not on this machine", folder)
			}
			files, kept := 0, 0
			for _, pattern := range []string{"*.txt", "*.md", "*.html"} {
				paths, err := filepath.Glob(filepath.Join(folder, pattern))
				if err != nil {
					t.Fatal(err)
				}
				for _, path := range paths {
					raw, err := os.ReadFile(path)
					if err != nil {
						t.Fatal(err)
					}
					files++
					if sieve.MayHold(string(raw)) {
						kept++
					} else {
						t.Logf("let go: %s", path)
					}
				}
			}
			t.Logf("%d of %d kept", kept, files)
			if files == 0 || float64(kept) < 0.995*float64(files) {
				t.Errorf("%d of %d kept", kept, files)
			}
		})
	}
}

func FuzzMayHold(f *testing.F) {
	f.Add("The ministry was hacked‑into \xff")
	f.Fuzz(func(_ *testing.T, text string) { sieve.MayHold(text + strings.Repeat(" x", 700)) })
}

func BenchmarkMayHold(b *testing.B) {
	text := strings.Repeat("They walked on through the wood, and nobody said anything of it to the king. ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		sieve.MayHold(text)
	}
}
