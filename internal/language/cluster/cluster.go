// Package cluster groups words by the company they keep: positive pointwise
// mutual information with the words around (Bullinaria and Levy 2007), reduced
// by a truncated singular value decomposition (Halko et al. 2011), split into
// a tree of groups by k-means.
package cluster

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Settings say how to group.
type Settings struct {
	Least      int // occurrences that a word needs
	Contexts   int // most frequent words that serve as context
	Dimensions int
	Branches   [3]int // groups at each level below a group of the level above
	Seed       uint64
}

// Vectors are words and, for each, a vector of length one.
type Vectors struct {
	Words []string
	Of    [][]float32
}

// Embed gives each word of the sentences that occurs often enough a vector.
func Embed(sentences [][]string, how Settings) Vectors {
	words := vocabulary(sentences, how.Least)
	m := cooccurrences(sentences, words, min(how.Contexts, len(words)))
	return Vectors{words, reduce(m, how.Dimensions, rand.New(rand.NewPCG(how.Seed, 31)))}
}

// Group splits words into a tree of groups. The three numbers of a word name
// its group at each level, coarse to fine, from 1.
func Group(v Vectors, how Settings) map[string][3]uint16 {
	words, vectors := v.Words, v.Of
	random := rand.New(rand.NewPCG(how.Seed, 37))
	all := make([]int, len(words))
	for i := range all {
		all[i] = i
	}
	out := make(map[string][3]uint16, len(words))
	groups := make([][3]uint16, len(words))
	next := [3]uint16{1, 1, 1}
	split(vectors, all, how.Branches[:], 0, &next, groups, random)
	for i, w := range words {
		out[w] = groups[i]
	}
	return out
}

// vocabulary lists words by falling frequency.
func vocabulary(sentences [][]string, least int) []string {
	count := map[string]int{}
	for _, s := range sentences {
		for _, w := range s {
			count[w]++
		}
	}
	var words []string
	for w, n := range count {
		if n >= least {
			words = append(words, w)
		}
	}
	sort.Slice(words, func(i, j int) bool {
		if count[words[i]] != count[words[j]] {
			return count[words[i]] > count[words[j]]
		}
		return words[i] < words[j]
	})
	return words
}

// sparse is a matrix by rows.
type sparse struct {
	columns int
	at      [][]int32
	value   [][]float32
}

// cooccurrences counts, for each word, the context words at distance one and
// two to either side (four sets of columns) and turns counts into PPMI.
func cooccurrences(sentences [][]string, words []string, contexts int) *sparse {
	number := make(map[string]int32, len(words))
	for i, w := range words {
		number[w] = int32(i)
	}
	pairs := make([]map[int32]float32, len(words))
	columnSum := make([]float64, 4*contexts)
	total := 0.0
	for _, s := range sentences {
		for i, w := range s {
			row, ok := number[w]
			if !ok {
				continue
			}
			for k, d := range [4]int{-2, -1, 1, 2} {
				if i+d < 0 || i+d >= len(s) {
					continue
				}
				c, ok := number[s[i+d]]
				if !ok || int(c) >= contexts {
					continue
				}
				if pairs[row] == nil {
					pairs[row] = map[int32]float32{}
				}
				column := int32(k*contexts) + c
				pairs[row][column]++
				columnSum[column]++
				total++
			}
		}
	}
	return ppmi(pairs, columnSum, total)
}

func ppmi(pairs []map[int32]float32, columnSum []float64, total float64) *sparse {
	m := &sparse{columns: len(columnSum), at: make([][]int32, len(pairs)), value: make([][]float32, len(pairs))}
	for i, row := range pairs {
		rowSum := 0.0
		for column, n := range row {
			m.at[i] = append(m.at[i], column)
			rowSum += float64(n)
		}
		sort.Slice(m.at[i], func(a, b int) bool { return m.at[i][a] < m.at[i][b] })
		kept := m.at[i][:0]
		for _, column := range m.at[i] {
			if v := math.Log(float64(row[column]) * total / (rowSum * columnSum[column])); v > 0 {
				kept = append(kept, column)
				m.value[i] = append(m.value[i], float32(v))
			}
		}
		m.at[i] = kept
	}
	return m
}

// split groups members by k-means and goes on below each group.
func split(vectors [][]float32, members []int, branches []int, level int, next *[3]uint16, groups [][3]uint16, random *rand.Rand) {
	if level == len(branches) {
		return
	}
	assigned := kmeans(vectors, members, min(branches[level], len(members)), random)
	parts := make([][]int, branches[level])
	for i, k := range assigned {
		parts[k] = append(parts[k], members[i])
	}
	for _, part := range parts {
		if len(part) == 0 {
			continue
		}
		for _, w := range part {
			groups[w][level] = next[level]
		}
		next[level]++
		split(vectors, part, branches, level+1, next, groups, random)
	}
}
