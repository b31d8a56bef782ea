package language

import (
	"testing"

	"ascribe/internal/language/weights"
)

// TestDamagedWeights cuts each section short, and drops each: that gives an
// error and never a panic. Only word lists may do with less.
func TestDamagedWeights(t *testing.T) {
	lists := map[string]bool{"lemma": true, "tag/fixed": true, "lexis/tree": true, "lexis/words": true, "neural/words": true}
	whole, err := weights.Decode(english)
	if err != nil {
		t.Fatal(err)
	}
	for name := range whole.Sizes() {
		data, _ := whole.Get(name)
		for _, size := range []int{0, len(data) / 2, len(data) - 1} {
			f := &weights.File{}
			for other := range whole.Sizes() {
				section, _ := whole.Get(other)
				f.Put(other, section)
			}
			f.Put(name, data[:size])
			if _, err := unpack(f); err == nil && !lists[name] {
				t.Errorf("%s cut to %d of %d bytes gives no error", name, size, len(data))
			}
		}
	}
	if _, err := NewFrom([]byte("nothing"), Options{}); err == nil {
		t.Error("bytes that are no weights give no error")
	}
}
