package neural

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkFit(b *testing.B) {
	n := NewNetwork(Shape{Tables: []Table{{"word", 12000, 80}, {"rest", 16000, 120}}, Hidden: 128, Layers: 3, Arc: 160, Label: 100, Tags: 78, Rels: 50}, 1)
	random := rand.New(rand.NewPCG(5, 6))
	var group []Batch
	for range 18 {
		one := Batch{Inputs: make([][]int32, 2), Ends: []int{20}}
		for range 20 {
			one.Inputs[0] = append(one.Inputs[0], random.Int32N(12000))
			one.Inputs[1] = append(one.Inputs[1], random.Int32N(16000))
			one.Heads = append(one.Heads, random.Int32N(20))
			one.Rels = append(one.Rels, random.Int32N(50))
			one.Tags = append(one.Tags, random.Int32N(78))
		}
		group = append(group, one)
	}
	o := newOptimiser(n, Training{Epochs: 1, Rate: 1e-3, Drop: .3, Workers: 1})
	for b.Loop() {
		o.gradients(group, func(*Batch, *rand.Rand) {})
		o.step(0, len(group))
	}
	b.ReportMetric(360*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
