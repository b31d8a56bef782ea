package dossier_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"ascribe/internal/assess"
	"ascribe/internal/assess/assesstest"
	"ascribe/internal/dossier"
)

// FuzzAnyClaims: whatever the claims are, the dossier can be built and written, and every line cites.
func FuzzAnyClaims(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		in := assesstest.Random(rand.New(rand.NewPCG(seed, 7)))
		a := assess.Assess(in)
		for _, s := range a.Support {
			if o := s.Opinion; o.Belief < 0 || o.Disbelief < 0 || o.Uncertainty <= 0 || o.Expected() < 0 || o.Expected() > 1 {
				t.Errorf("support %+v", s)
			}
		}
		d := dossier.Build(dossier.Input{Incident: in.Incident, Assessment: a, Documents: in.Documents})
		checkCitations(t, d)
		if err := errors.Join(d.Text(io.Discard), d.Markdown(io.Discard), d.HTML(io.Discard), d.Picture(io.Discard)); err != nil {
			t.Error(err)
		}
	})
}
