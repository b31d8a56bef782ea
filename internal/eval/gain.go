package eval

import (
	"fmt"
	"path/filepath"
	"strings"

	"ascribe"
)

// Gain compares what two extractors find of the same labels.
type Gain struct {
	A, B         string // their names
	Both         int    // required labels that both find
	OnlyA, OnlyB int
}

// Compare counts which required claims each of two extractors finds.
func Compare(golds []Gold, nameA string, a []ascribe.Extraction, nameB string, b []ascribe.Extraction) Gain {
	g := Gain{A: nameA, B: nameB}
	inA, inB := byFile(a), byFile(b)
	for _, gold := range golds {
		file := filepath.Base(gold.Document.File)
		foundA, foundB := found(gold, inA[file]), found(gold, inB[file])
		for i, c := range gold.Claims {
			switch {
			case c.Optional:
			case foundA[i] && foundB[i]:
				g.Both++
			case foundA[i]:
				g.OnlyA++
			case foundB[i]:
				g.OnlyB++
			}
		}
	}
	return g
}

// found tells for each label whether an extraction has its claim.
func found(gold Gold, e *ascribe.Extraction) []bool {
	out := make([]bool, len(gold.Claims))
	if e == nil {
		return out
	}
	for i, j := range assign(labels(gold.Claims), prepare(*e), label.sameClaim) {
		out[i] = j >= 0
	}
	return out
}

func (g Gain) String() string {
	return fmt.Sprintf("of the labels both find %d, only %s %d, only %s %d", g.Both, g.A, g.OnlyA, g.B, g.OnlyB)
}

// Summary is a report's totals in a line.
func (r Report) Summary() string {
	var parts []string
	for _, total := range []struct {
		name string
		Tally
	}{{"statement", r.Statement}, {"claim", r.Claim}} {
		parts = append(parts, fmt.Sprintf("%s P %.3f R %.3f F1 %.3f", total.name, total.Precision(), total.Recall(), total.F1()))
	}
	return strings.Join(parts, ", ")
}
