package extract

import (
	"os"
	"path/filepath"
	"testing"

	"ascribe"
)

// BenchmarkExtract reads the example documents of a kind.
func BenchmarkExtract(b *testing.B) {
	for _, kind := range []string{"txt", "md", "html", "pdf"} {
		b.Run(kind, func(b *testing.B) {
			files, _ := filepath.Glob("../../examples/documents/*." + kind)
			var inputs []ascribe.Raw
			size := 0
			for _, f := range files {
				raw, err := os.ReadFile(f)
				if err != nil {
					b.Fatal(err)
				}
				inputs = append(inputs, ascribe.Raw{Origin: f, Bytes: raw})
				size += len(raw)
			}
			if len(inputs) == 0 {
				b.Skip("no example documents of this kind")
			}
			b.SetBytes(int64(size))
			b.ReportMetric(float64(len(inputs)), "documents/op")
			for b.Loop() {
				for _, raw := range inputs {
					if _, _, err := Extract(raw); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
