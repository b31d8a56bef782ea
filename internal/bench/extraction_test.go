package bench

import (
	"testing"

	"ascribe/internal/language"
	"ascribe/internal/pipeline"
)

// BenchmarkExtraction reads generated documents one after the other, from bytes
// to claims; with -cpuprofile it shows where the time goes.
func BenchmarkExtraction(b *testing.B) {
	raws := collect(1, 40)
	for _, mode := range []struct {
		name string
		mode language.Mode
	}{{"fast", language.Fast}, {"accurate", language.Accurate}} {
		b.Run(mode.name, func(b *testing.B) {
			flow, err := pipeline.Standard(mode.mode)
			if err != nil {
				b.Fatal(err)
			}
			tokens, watch := 0, start()
			for b.Loop() {
				for _, raw := range raws {
					w, err := flow.Read(raw)
					if err != nil {
						b.Fatal(err)
					}
					tokens += len(w.Analysis.Tokens)
				}
			}
			var spent Rate
			watch.stop(&spent)
			b.ReportMetric(Per(tokens, spent.CPUSeconds), "tokens/cpu-s")
		})
	}
}
