package main

import (
	"log"
	"math/rand/v2"
	"time"

	"ascribe/internal/language/cluster"
	"ascribe/internal/language/neural"
)

// networkSettings are the sizes and rates that did best on the development
// parts within the time that training may take.
var networkSettings = struct {
	hidden, layers, arc, label int
	training                   neural.Training
}{hidden: 128, layers: 3, arc: 160, label: 100,
	training: neural.Training{Epochs: 20, Batch: 500, Rate: 2.5e-3, Drop: 0.25, Workers: 2}}

// learnNetwork trains the accurate mode's network on the same trees and tags as
// the fast mode's parser.
func learnNetwork(g *grammar, vectors cluster.Vectors, epochs int, seed uint64) saver {
	vocabulary, count := g.vocabulary(2)
	set := networkSettings
	tables := vocabulary.Tables(len(g.tags.names))
	network := neural.NewNetwork(neural.Shape{Tables: tables, Hidden: set.hidden, Layers: set.layers, Arc: set.arc,
		Label: set.label, Tags: len(g.tags.names), Rels: len(g.rels.names)}, seed)
	begin(network, vocabulary, vectors)
	start := time.Now()
	set.training.Seed = seed
	if epochs > 0 {
		set.training.Epochs = epochs
	}
	set.training.Report = func(epoch int, loss float64) {
		log.Printf("network: epoch %d, loss %.3f, %v", epoch+1, loss, time.Since(start).Round(time.Second))
	}
	network.Fit(g.batches(vocabulary), hide(vocabulary.Words, count), set.training)
	return network.Quantise(vocabulary)
}

// begin gives words the vectors that raw text gave them.
func begin(n *neural.Network, v *neural.Vocabulary, vectors cluster.Vectors) {
	place := map[string]int{}
	for i, w := range v.Words {
		place[w] = i
	}
	for i, w := range vectors.Words {
		if at, ok := place[w]; ok {
			n.Begin(at, vectors.Of[i])
		}
	}
}

// vocabulary lists the words seen at least so often, in order of appearance.
func (g *grammar) vocabulary(least int) (*neural.Vocabulary, map[string]int) {
	count := map[string]int{}
	for _, e := range g.tagged {
		for _, w := range e.Words {
			count[w.Text]++
		}
	}
	v, listed := &neural.Vocabulary{}, map[string]bool{}
	for _, e := range g.tagged {
		for _, w := range e.Words {
			if count[w.Text] >= least && !listed[w.Text] {
				listed[w.Text] = true
				v.Words = append(v.Words, w.Text)
			}
		}
	}
	return v.Prepare(), count
}

// batches turns each tree into a batch of one, its root first.
func (g *grammar) batches(v *neural.Vocabulary) []neural.Batch {
	out := make([]neural.Batch, len(g.trees))
	for i, e := range g.trees {
		b := neural.Batch{Inputs: v.Rows(e.Words), Heads: []int32{0}, Rels: []int32{-1}, Tags: []int32{-1}, Ends: []int{len(e.Words) + 1}}
		for k, head := range e.Heads {
			if head == len(e.Words) {
				head = -1
			}
			b.Heads = append(b.Heads, int32(head+1))
			b.Rels = append(b.Rels, int32(e.Rels[k]))
			b.Tags = append(b.Tags, int32(g.tagged[i].Tags[k]))
		}
		out[i] = b
	}
	return out
}

// hide makes words unknown in training, rare ones more often (Kiperwasser and
// Goldberg 2016), and one tag in twenty, so that the network learns to do
// without.
func hide(words []string, count map[string]int) func(*neural.Batch, *rand.Rand) {
	chance := make([]float32, len(words))
	for i, w := range words {
		chance[i] = 0.03 + 0.5/(0.5+float32(count[w]))
	}
	return func(b *neural.Batch, random *rand.Rand) {
		neural.Hide(b, func(word int) bool { return random.Float32() < chance[word] }, func() bool { return random.Float32() < 0.05 })
	}
}
