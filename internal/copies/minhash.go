package copies

import "math"

// none marks a minimum over the empty set; it agrees with nothing.
const none = math.MaxUint64

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection of
// 64 bits whose outputs pass for random.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}

// minima gives, for each of n hash functions, the least hash of the set.
func minima(set []uint64, n int) []uint64 {
	out := make([]uint64, n)
	for i := range out {
		seed, least := mix(uint64(i)), uint64(none)
		for _, x := range set {
			least = min(least, mix(x^seed))
		}
		out[i] = least
	}
	return out
}

// agreement is the share of minima that are equal: the estimate of Jaccard.
func agreement(a, b []uint64) float64 {
	same := 0
	for i := range a {
		if a[i] == b[i] && a[i] != none {
			same++
		}
	}
	return float64(same) / float64(len(a))
}

// bands hashes each run of rows minima, with its place so that bands of
// different places never collide by content.
func bands(minima []uint64, rows, place int) []uint64 {
	var out []uint64
	for i := 0; i+rows <= len(minima); i += rows {
		if minima[i] == none {
			continue
		}
		h := mix(uint64(place + i))
		for _, m := range minima[i : i+rows] {
			h = mix(h ^ m)
		}
		out = append(out, h)
	}
	return out
}
