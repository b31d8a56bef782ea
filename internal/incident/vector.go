package incident

import (
	"maps"
	"math"
	"slices"
)

// vector is a weighed bag made fit for comparing: keys in order, and the Euclidean norm.
type vector struct {
	keys    []string
	weights []float64
	norm    float64
}

// vectors are an event's features, weighed over all events.
type vectors struct {
	victims, actors, means, names, words vector
}

// weigh damps counts (the tenth repetition tells little) and raises what few
// events share: (1 + ln count) × (1 + ln((1+N)/(1+n))), n of N events having the feature.
func weigh(events []event) {
	kinds := []struct {
		bag    func(*event) bag
		vector func(*event) *vector
	}{
		{func(e *event) bag { return e.features.victims }, func(e *event) *vector { return &e.vectors.victims }},
		{func(e *event) bag { return e.features.actors }, func(e *event) *vector { return &e.vectors.actors }},
		{func(e *event) bag { return e.features.means }, func(e *event) *vector { return &e.vectors.means }},
		{func(e *event) bag { return e.features.names }, func(e *event) *vector { return &e.vectors.names }},
		{func(e *event) bag { return e.features.words }, func(e *event) *vector { return &e.vectors.words }},
	}
	for _, kind := range kinds {
		in := map[string]int{}
		for i := range events {
			for k := range kind.bag(&events[i]) {
				in[k]++
			}
		}
		for i := range events {
			*kind.vector(&events[i]) = kind.bag(&events[i]).weighed(func(k string) float64 {
				return 1 + math.Log(float64(1+len(events))/float64(1+in[k]))
			})
		}
	}
}

// weighed makes a vector of a bag with a factor for each key.
func (b bag) weighed(rarity func(string) float64) vector {
	v := vector{keys: slices.Sorted(maps.Keys(b)), weights: make([]float64, len(b))}
	for i, k := range v.keys {
		w := b[k]
		if w > 1 {
			w = 1 + math.Log(w)
		}
		v.weights[i] = w * rarity(k)
		v.norm += v.weights[i] * v.weights[i]
	}
	v.norm = math.Sqrt(v.norm)
	return v
}

// cosine of two vectors, 0 to 1; 0 when one is empty. It sums in the order of
// keys: floating-point addition is not associative.
func cosine(a, b vector) float64 {
	dot := 0.0
	for i, j := 0, 0; i < len(a.keys) && j < len(b.keys); {
		switch {
		case a.keys[i] == b.keys[j]:
			dot += a.weights[i] * b.weights[j]
			i, j = i+1, j+1
		case a.keys[i] < b.keys[j]:
			i++
		default:
			j++
		}
	}
	if dot == 0 {
		return 0
	}
	return dot / (a.norm * b.norm)
}
